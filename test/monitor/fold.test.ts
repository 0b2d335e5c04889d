import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Interval } from '../../src/calendar/interval.ts';
import { stateAt, stateAtInstant } from '../../src/monitor/current-state.ts';
import { type Fold, foldSighting } from '../../src/monitor/fold.ts';
import { silenceUntil } from '../../src/monitor/gap.ts';
import type { OutageOpening } from '../../src/monitor/outage.ts';
import type { Sighting, StateChange, TargetState } from '../../src/monitor/state.ts';

const settings = { intervalMs: 60, confirmMisses: 3 };

type History = {
  target: TargetState | null;
  changes: StateChange[];
  gaps: Interval[];
  outages: (OutageOpening & { endedAt: number | null })[];
  confirms: boolean[];
};

const blank = (): History => ({ target: null, changes: [], gaps: [], outages: [], confirms: [] });

/** Keeps rows the way a store does: by what each fold says, and nothing else. */
function keep(history: History, sighting: Sighting, fold: Fold): void {
  history.target = fold.next;
  history.changes.push(...fold.changes);
  if (fold.gap) history.gaps.push(fold.gap);
  if (fold.closed) {
    const open = history.outages.findLast((outage) => outage.endedAt === null);
    if (!open) throw new Error(`closed nothing at ${sighting.at}`);
    open.endedAt = fold.closed.endedAt;
  }
  if (fold.opened) {
    if (history.outages.some((outage) => outage.endedAt === null)) throw new Error(`two open at ${sighting.at}`);
    history.outages.push({ ...fold.opened, endedAt: null });
  }
  history.confirms.push(fold.confirm);
}

function foldOver(sightings: readonly Sighting[], history = blank(), using = settings): History {
  for (const sighting of sightings) keep(history, sighting, foldSighting(history.target, sighting, using));
  return history;
}

const answer = (at: number): Sighting => ({ at, outcome: 'answer', reason: null });
const miss = (at: number): Sighting => ({ at, outcome: 'miss', reason: 'timeout' });
const unsure = (at: number): Sighting => ({ at, outcome: 'inconclusive', reason: 'own-lag' });

describe('folding sightings', () => {
  it('makes a target up at its first answer, unknown before', () => {
    const { target, changes, gaps, outages } = foldOver([answer(100)]);
    expect(changes).toEqual([{ at: 100, decidedAt: 100, state: 'up' }]);
    expect(target).toMatchObject({ state: 'up', since: 100, lastObservedAt: 100, lastGoodAt: 100, misses: 0 });
    expect({ gaps, outages }).toEqual({ gaps: [], outages: [] });
  });

  it('keeps the state while misses are unconfirmed and asks to probe again now', () => {
    const { target, changes, outages, confirms } = foldOver([answer(0), miss(60), miss(61)]);
    expect(target).toMatchObject({ state: 'up', since: 0, misses: 2, firstMissAt: 60, reason: 'timeout' });
    expect(changes).toHaveLength(1);
    expect(outages).toEqual([]);
    expect(confirms).toEqual([false, true, true]);
  });

  it('dates a confirmed outage from the first miss of the run and says when that was known', () => {
    const { target, changes, outages, confirms } = foldOver([answer(0), miss(60), miss(61), miss(62)]);
    expect(target).toMatchObject({ state: 'down', since: 60, misses: 3 });
    expect(changes.at(-1)).toEqual({ at: 60, decidedAt: 62, state: 'down' });
    expect(outages).toEqual([
      { cause: 'timeout', startedAt: 60, firstBadAt: 60, confirmedAt: 62, lastGoodAt: 0, endedAt: null },
    ]);
    expect(confirms.at(-1)).toBe(false);
  });

  it('lets an answer between misses end the run', () => {
    expect(foldOver([answer(0), miss(60), miss(61), answer(62), miss(120), miss(121)])).toMatchObject({
      target: { state: 'up', misses: 2, firstMissAt: 120 },
      outages: [],
    });
  });

  it('ends an outage at the first answer, and no further miss reopens it without confirmation', () => {
    const { target, changes, outages } = foldOver([miss(0), miss(1), miss(2), miss(60), answer(90), miss(150)]);
    expect(outages).toMatchObject([{ startedAt: 0, endedAt: 90, lastGoodAt: null }]);
    expect(changes.map(({ at, state }) => [at, state])).toEqual([
      [0, 'down'],
      [90, 'up'],
    ]);
    expect(target).toMatchObject({ state: 'up', since: 90, misses: 1 });
  });

  it('counts an inconclusive sighting neither as a miss nor as an answer nor as coverage', () => {
    const { target, outages, confirms } = foldOver([answer(0), miss(60), unsure(61), unsure(62), miss(63)]);
    expect(target).toMatchObject({ state: 'up', misses: 2, lastObservedAt: 63 });
    expect(outages).toEqual([]);
    expect(confirms).toEqual([false, true, false, false, true]);
    expect(foldOver([answer(0), unsure(60), unsure(119), unsure(180), answer(200)]).gaps).toEqual([
      { from: 120, to: 200 },
    ]);
    expect(foldOver([unsure(5)]).target).toMatchObject({ state: 'unknown', lastObservedAt: null, reason: 'own-lag' });
  });

  it('lets an observation hold for exactly two intervals', () => {
    expect(foldOver([answer(0), answer(120)]).gaps).toEqual([]);
    expect(foldOver([answer(0), answer(121)])).toMatchObject({
      gaps: [{ from: 120, to: 121 }],
      changes: [
        { at: 0, state: 'up' },
        { at: 120, decidedAt: 121, state: 'unknown' },
        { at: 121, decidedAt: 121, state: 'up' },
      ],
      target: { since: 121 },
    });
  });

  it('measures the silence by the interval in force at the last observation, not by the new one', () => {
    const first = foldOver([answer(0)]);
    expect(foldOver([answer(150)], first, { ...settings, intervalMs: 600 }).gaps).toEqual([{ from: 120, to: 150 }]);
    expect(foldOver([answer(1200)], first, settings).gaps).toHaveLength(1);
  });

  it('forgets unconfirmed misses from before a gap', () => {
    const { target, changes, outages } = foldOver([answer(0), miss(60), miss(61), miss(500)]);
    expect(target).toMatchObject({ state: 'unknown', since: 181, misses: 1, firstMissAt: 500 });
    expect(changes.at(-1)).toEqual({ at: 181, decidedAt: 500, state: 'unknown' });
    expect(outages).toEqual([]);
  });

  it('keeps an open outage the same across a gap, whether a miss or an answer ends the silence', () => {
    const down = [answer(0), miss(60), miss(61), miss(62)];
    const still = foldOver([...down, miss(500)]);
    expect(still.outages).toMatchObject([{ startedAt: 60, endedAt: null }]);
    expect(still.changes.slice(-2)).toEqual([
      { at: 182, decidedAt: 500, state: 'unknown' },
      { at: 500, decidedAt: 500, state: 'down' },
    ]);
    expect(still.confirms.at(-1)).toBe(false);
    const back = foldOver([...down, answer(500)]);
    expect(back.outages).toMatchObject([{ startedAt: 60, endedAt: 500 }]);
    expect(back.gaps).toEqual([{ from: 182, to: 500 }]);
  });

  it('keeps a shadowed target shadowed through misses and ends its outage at an answer', () => {
    const history = foldOver([answer(0), miss(60), miss(61), miss(62)]);
    if (history.target) history.target = { ...history.target, state: 'shadowed' };
    expect(foldOver([miss(120)], history)).toMatchObject({ target: { state: 'shadowed' } });
    expect(foldOver([answer(180)], history)).toMatchObject({ target: { state: 'up' }, outages: [{ endedAt: 180 }] });
  });

  it('ignores a sighting not later than the last conclusive one', () => {
    const once = foldOver([answer(0), miss(60), miss(61)]);
    const rows = structuredClone(once);
    foldOver([miss(61), miss(60), answer(30), unsure(10)], once);
    expect({ ...once, confirms: [] }).toEqual({ ...rows, confirms: [] });
  });

  it('confirms by a single miss where one is enough', () => {
    const { outages, confirms } = foldOver([answer(0), miss(60)], blank(), { ...settings, confirmMisses: 1 });
    expect(outages).toMatchObject([{ startedAt: 60, confirmedAt: 60 }]);
    expect(confirms).toEqual([false, false]);
  });
});

const sightings = fc
  .array(
    fc.record({
      step: fc.oneof({ weight: 5, arbitrary: fc.integer({ min: 1, max: 70 }) }, fc.integer({ min: 100, max: 900 })),
      outcome: fc.constantFrom('answer', 'miss', 'miss', 'inconclusive' as const),
    }),
    { maxLength: 60 },
  )
  .map((steps) => {
    let at = 1_000;
    return steps.map(({ step, outcome }): Sighting => {
      at += step;
      return { at, outcome, reason: outcome === 'answer' ? null : 'timeout' };
    });
  });

const instantOf = (one: Sighting) => one.at;
const rowsOf = ({ confirms: _, ...rows }: History) => rows;

describe('folding, whatever is seen', () => {
  it('gives the same rows however the sightings are batched, stored between and delivered twice', () => {
    fc.assert(
      fc.property(sightings, fc.array(fc.nat(60)), (all, cuts) => {
        const history = blank();
        const bounds = [0, ...cuts.filter((cut) => cut < all.length).toSorted((a, b) => a - b), all.length];
        for (const [index, from] of bounds.entries()) {
          const batch = all.slice(from, bounds[index + 1] ?? all.length);
          const stored: TargetState | null = JSON.parse(JSON.stringify(history.target));
          history.target = stored;
          foldOver(batch, history);
          if (batch.at(-1)?.outcome !== 'inconclusive') foldOver(batch, history);
        }
        expect(rowsOf(history)).toEqual(rowsOf(foldOver(all)));
      }),
    );
  });

  it('never lets intervals of one kind overlap, and writes changes in the order of their instants', () => {
    fc.assert(
      fc.property(sightings, fc.integer({ min: 1, max: 4 }), (all, confirmMisses) => {
        const { changes, gaps, outages, target } = foldOver(all, blank(), { intervalMs: 60, confirmMisses });
        const end = (all.at(-1)?.at ?? 0) + 1;
        const spans = outages.map((one) => ({ from: one.startedAt, to: one.endedAt ?? end }));
        for (const list of [gaps, spans]) {
          for (const [index, one] of list.entries()) {
            expect(one.from).toBeLessThan(one.to);
            expect(one.from).toBeGreaterThanOrEqual(list[index - 1]?.to ?? all.at(0)?.at ?? 0);
          }
        }
        for (const [index, change] of changes.entries()) {
          expect(change.at).toBeGreaterThan(changes[index - 1]?.at ?? 0);
          expect(change.state).not.toBe(changes[index - 1]?.state);
          expect(change.decidedAt).toBeGreaterThanOrEqual(change.at);
        }
        for (const outage of outages) {
          expect(outage.startedAt).toBe(outage.firstBadAt);
          expect(outage.confirmedAt).toBeGreaterThanOrEqual(outage.startedAt);
          expect(outage.lastGoodAt ?? 0).toBeLessThan(outage.startedAt);
        }
        expect(target?.state === 'down').toBe(outages.at(-1)?.endedAt === null);
      }),
    );
  });

  it('agrees with a plain second look at the whole list', () => {
    fc.assert(
      fc.property(sightings, fc.integer({ min: 1, max: 4 }), (all, confirmMisses) => {
        const { outages, gaps } = foldOver(all, blank(), { intervalMs: 60, confirmMisses });
        const seen = all.filter((one) => one.outcome !== 'inconclusive');
        const silent = (index: number) => (seen[index]?.at ?? 0) - (seen[index - 1]?.at ?? 0) > 120 && index > 0;
        expect(gaps).toEqual(
          seen.flatMap((one, index) => (silent(index) ? [{ from: (seen[index - 1]?.at ?? 0) + 120, to: one.at }] : [])),
        );
        const expected: { from: number; to: number | null }[] = [];
        for (const [index, one] of seen.entries()) {
          const open = expected.at(-1)?.to === null;
          if (one.outcome === 'answer') {
            const last = expected.at(-1);
            if (open && last) last.to = one.at;
          } else if (!open) {
            const run: Sighting[] = [one];
            for (let back = index; !silent(back) && seen[back - 1]?.outcome === 'miss'; back -= 1)
              run.unshift(...seen.slice(back - 1, back));
            if (run.length >= confirmMisses) expected.push({ from: run[0]?.at ?? 0, to: null });
          }
        }
        expect(outages.map((one) => ({ from: one.startedAt, to: one.endedAt }))).toEqual(expected);
      }),
    );
  });

  it('tells the same of an instant from the rows as it told when the instant was now', () => {
    fc.assert(
      fc.property(sightings, fc.nat(400), (all, later) => {
        const { target, changes, gaps } = foldOver(all);
        if (!target) return;
        const now = Math.max(...all.map(instantOf)) + later;
        const silence = silenceUntil(target, now + 1);
        const told = stateAtInstant(changes, silence ? [...gaps, silence] : gaps, now);
        expect(told.state).toBe(stateAt(target, now).state);
        if (told.state !== 'unknown') expect(told.since).toBe(stateAt(target, now).since);
      }),
    );
  });
});
