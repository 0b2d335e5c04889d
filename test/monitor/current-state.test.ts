import { describe, expect, it } from 'vitest';
import { stateAt, stateAtInstant } from '../../src/monitor/current-state.ts';
import type { TargetState } from '../../src/monitor/state.ts';

const target: TargetState = {
  state: 'up',
  since: 10,
  lastObservedAt: 100,
  lastGoodAt: 100,
  firstMissAt: null,
  misses: 0,
  intervalMs: 60,
  reason: null,
};

describe('the state now', () => {
  it.each([
    [100, 'up', 10],
    [219, 'up', 10],
    [220, 'unknown', 220],
    [9_999, 'unknown', 220],
  ])('at %i is %s since %i', (now, state, since) => {
    expect(stateAt(target, now)).toEqual({ state, since });
  });

  it('of a target that went silent while down is unknown, not down', () => {
    expect(stateAt({ ...target, state: 'down' }, 220)).toEqual({ state: 'unknown', since: 220 });
  });

  it('that was unknown before the silence is unknown since then', () => {
    expect(stateAt({ ...target, state: 'unknown' }, 9_999)).toEqual({ state: 'unknown', since: 10 });
  });

  it('of a target never seen is unknown since nobody knows when', () => {
    expect(stateAt(null, 5)).toEqual({ state: 'unknown', since: null });
  });
});

describe('the state at a past instant', () => {
  const changes = [
    { at: 10, decidedAt: 10, state: 'up' },
    { at: 50, decidedAt: 70, state: 'down' },
    { at: 50, decidedAt: 75, state: 'shadowed' },
    { at: 90, decidedAt: 90, state: 'up' },
  ] as const;

  it.each([
    [9, 'unknown', null],
    [10, 'up', 10],
    [49, 'up', 10],
    [50, 'shadowed', 50],
    [60, 'shadowed', 50],
    [89, 'shadowed', 50],
    [90, 'up', 90],
    [199, 'up', 90],
    [200, 'unknown', 200],
    [249, 'unknown', 200],
  ])('at %i is %s since %s: from the first miss on, and unknown in a gap', (at, state, since) => {
    expect(stateAtInstant(changes.toReversed(), [{ from: 200, to: 250 }], at)).toEqual({ state, since });
  });
});
