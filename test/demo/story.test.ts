import { describe, expect, test } from 'vitest';
import { demoEntries } from '../../src/demo/province.ts';
import { demoStory } from '../../src/demo/story.ts';

describe('the story of the demo', () => {
  const { steps, repeatAfterMs } = demoStory({ cutAfterMs: 60_000, cutForMs: 60_000 });

  test('cuts one commune’s router and brings it back within three minutes', () => {
    expect(steps.slice(0, 2)).toMatchObject([
      { afterMs: 60_000, request: { kind: 'cut', agency: 'H99.21', device: 'wan-router' } },
      { afterMs: 120_000, request: { kind: 'restore', agency: 'H99.21', device: 'wan-router' } },
    ]);
  });

  test('goes on every ten minutes with another commune and begins again after the last', () => {
    const cuts = steps.filter(({ request }) => request.kind === 'cut');
    expect(cuts.map(({ afterMs }) => afterMs)).toEqual(cuts.map((_, round) => 60_000 + round * 600_000));
    expect(cuts.map(({ request }) => request.agency)).toEqual([
      'H99.21',
      'H99.22',
      'H99.23',
      'H99.24',
      'H99.25',
      'H99.26',
      'H99.27',
    ]);
    expect(repeatAfterMs).toBe(7 * 600_000);
  });

  test('only ever touches routers that run, and gives each back before the next', () => {
    const { devices } = demoEntries({ port: 1, addressBase: '127.26', today: '2026-11-22' });
    for (const [index, { request, afterMs }] of steps.entries()) {
      const device = devices.find(({ agency, name }) => agency === request.agency && name === request.device);
      expect([device?.role, device?.lifecycle]).toEqual(['router', 'active']);
      expect(request.kind).toBe(index % 2 === 0 ? 'cut' : 'restore');
      expect(afterMs).toBeGreaterThan(steps[index - 1]?.afterMs ?? 0);
    }
  });

  test('names the commune in Vietnamese and in English', () => {
    for (const { vi, en, request } of steps) {
      expect(vi).toContain('UBND');
      expect(vi).toContain(request.agency);
      expect(en).toContain(request.agency);
    }
  });
});
