/**
 * Rings in a graph of parents, each told once, as the names along it with the first repeated at the end.
 * Only rings that can be reached from `starts` are found. Works without recursion, so a long chain is no danger.
 */
export function findCycles(starts: Iterable<string>, parentsOf: (name: string) => readonly string[]): string[][] {
  const done = new Set<string>();
  const cycles: string[][] = [];
  for (const start of starts) {
    if (done.has(start)) continue;
    const trail = [{ name: start, left: [...parentsOf(start)] }];
    const onTrail = new Map([[start, 0]]);
    for (let step = trail.at(-1); step !== undefined; step = trail.at(-1)) {
      const next = step.left.shift();
      if (next === undefined) {
        trail.pop();
        onTrail.delete(step.name);
        done.add(step.name);
        continue;
      }
      const seenAt = onTrail.get(next);
      if (seenAt !== undefined) cycles.push([...trail.slice(seenAt).map((one) => one.name), next]);
      else if (!done.has(next)) {
        onTrail.set(next, trail.length);
        trail.push({ name: next, left: [...parentsOf(next)] });
      }
    }
  }
  return cycles;
}
