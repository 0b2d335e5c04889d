/** Finds texts that have much in common with another, without comparing it with each of them. */
export type SimilarTexts = { near(text: string): readonly string[] };

const MOST = 20;
/** Texts that share fewer of their runs than this are not alike. */
const LEAST_SHARED = 0.25;

/** The texts by their runs of three letters; those that share most of them with a text come first, twenty at most. */
export function similarTexts(texts: Iterable<string>): SimilarTexts {
  const all = [...texts];
  const places = new Map<string, number[]>();
  for (const [at, text] of all.entries()) {
    for (const run of runsOf(text)) {
      const held = places.get(run);
      if (held) held.push(at);
      else places.set(run, [at]);
    }
  }
  return {
    near(text) {
      const runs = runsOf(text);
      const shared = new Uint16Array(all.length);
      const enough: number[] = [];
      const least = Math.max(1, Math.ceil(runs.size * LEAST_SHARED));
      for (const run of runs) {
        for (const at of places.get(run) ?? []) {
          const count = (shared[at] ?? 0) + 1;
          shared[at] = count;
          if (count === least) enough.push(at);
        }
      }
      const ranked = enough.toSorted((a, b) => (shared[b] ?? 0) - (shared[a] ?? 0) || a - b);
      return ranked.slice(0, MOST).flatMap((at) => all[at] ?? []);
    },
  };
}

function runsOf(text: string): Set<string> {
  const padded = `  ${text} `;
  return new Set(Array.from({ length: padded.length - 2 }, (_, at) => padded.slice(at, at + 3)));
}
