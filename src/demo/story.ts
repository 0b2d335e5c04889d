import type { FleetRequest } from './messages.ts';
import { provinceAgencies } from './province-data.ts';

/** When the story cuts and for how long, milliseconds; `everyMs` from one cut to the next, ten minutes when left out. */
export type StoryPlan = { readonly cutAfterMs: number; readonly cutForMs: number; readonly everyMs?: number };

/** One thing that happens to the simulated network, `afterMs` after the beginning, and how the terminal tells it. */
type StoryStep = {
  readonly afterMs: number;
  readonly request: FleetRequest & { readonly kind: 'cut' | 'restore' };
  readonly vi: string;
  readonly en: string;
};

/** One round of the story; it begins again `repeatAfterMs` after its beginning. */
export type DemoStory = { readonly steps: readonly StoryStep[]; readonly repeatAfterMs: number };

/** One commune after another loses its WAN router and gets it back; a switch behind it goes silent with it. */
export function demoStory({ cutAfterMs, cutForMs, everyMs = 600_000 }: StoryPlan): DemoStory {
  const steps = heroes.flatMap(({ code, name }, round): StoryStep[] => {
    const afterMs = cutAfterMs + round * everyMs;
    const named = { agency: code, device: 'wan-router' } as const;
    return [
      {
        afterMs,
        request: { kind: 'cut', ...named },
        vi: `Diễn tập: cắt bộ định tuyến WAN của ${name} (${code})`,
        en: `Demo: the WAN router of ${name} (${code}) is cut`,
      },
      {
        afterMs: afterMs + cutForMs,
        request: { kind: 'restore', ...named },
        vi: `Diễn tập: nối lại bộ định tuyến WAN của ${name} (${code})`,
        en: `Demo: the WAN router of ${name} (${code}) is back`,
      },
    ];
  });
  return { steps, repeatAfterMs: heroes.length * everyMs };
}

/** Communes whose router runs, in the order in which it happens to them. */
const heroes = provinceAgencies.filter(
  ({ block, devices }) =>
    block === 'commune' && devices.some(({ name, lifecycle }) => name === 'wan-router' && lifecycle !== 'planned'),
);
