/** Runs `work` once to warm up and `rounds` times to count, and prints the median with the fastest and slowest, in ms. */
export async function measure(title: string, rounds: number, work: () => unknown): Promise<void> {
  await work();
  const tookMs: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    await work();
    tookMs.push(performance.now() - start);
  }
  const sorted = tookMs.toSorted((a, b) => a - b);
  const [fastest, median, slowest] = [0, Math.floor(rounds / 2), rounds - 1].map((at) => (sorted[at] ?? 0).toFixed(1));
  console.log(`${title}: ${median} ms (${fastest} to ${slowest}, ${rounds} rounds)`);
}
