import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { accessLevels } from '../../src/inventory/wan-link.ts';
import { type State, states } from '../../src/monitor/state.ts';
import { demandOf, type InterfaceStatus, isAlive, judgeAccess, type LinkSight } from '../../src/monitor/wan-access.ts';

/** `I fibre bắc 100` or, for one that is not up, `I fibre bắc 100 down`; `-` = the record does not say. */
function link(text: string): LinkSight {
  const [level, medium = '-', direction = '-', mbps = '-', state = 'up'] = text.split(' ');
  const found = accessLevels.find((one) => one === level);
  const known = states.find((one) => one === state);
  if (!found || !known) throw new Error(text);
  const said = (value: string) => (value === '-' ? null : value);
  return {
    link: {
      level: found,
      medium: said(medium),
      direction: said(direction),
      mbps: said(mbps) === null ? null : Number(mbps),
    },
    state: known,
    interfaceStatus: null,
  };
}

const judge = (links: readonly string[], hasCriticalSystem = false) => judgeAccess(links.map(link), hasCriticalSystem);

describe('a link is', () => {
  test.each<[State, InterfaceStatus | null, boolean | null]>([
    ['up', null, true],
    ['up', 'up', true],
    ['up', 'unknown', true],
    ['up', 'down', false],
    ['down', null, false],
    ['down', 'up', false],
    ['shadowed', 'unknown', false],
    ['unknown', null, null],
    ['unknown', 'up', null],
    ['unknown', 'down', null],
  ])('with its device %s and its interface %s alive: %s', (state, interfaceStatus, alive) => {
    expect(isAlive({ state, interfaceStatus })).toBe(alive);
  });
});

describe('the circular demands', () => {
  test.each([
    ['I', false, { channels: 2, directions: 2, isFibre: true }],
    ['I', true, { channels: 2, directions: 2, isFibre: true }],
    ['II', false, { channels: 1, directions: 0, isFibre: false }],
    ['II', true, { channels: 2, directions: 2, isFibre: false }],
    ['data_center', false, { channels: 2, directions: 0, isFibre: false }],
  ] as const)('of level %s with a system of level 4 or 5: %s', (level, critical, demand) => {
    expect(demandOf(level, critical)).toEqual(demand);
  });

  test.each<[string, string[], boolean, boolean | null]>([
    ['two fibres on two directions', ['I fibre bắc', 'I fibre nam'], false, true],
    ['two fibres on one direction', ['I fibre bắc', 'I fibre bắc'], false, false],
    ['two fibres of which one has no direction on record', ['I fibre bắc', 'I fibre -'], false, false],
    ['a fibre and a radio link', ['I fibre bắc', 'I radio nam'], false, false],
    ['a link without a medium on record', ['I fibre bắc', 'I - nam'], false, false],
    ['one of two fibres down', ['I fibre bắc', 'I fibre nam - down'], false, false],
    ['one of two fibres not known', ['I fibre bắc', 'I fibre nam - unknown'], false, null],
    ['two fibres up, a third not known', ['I fibre bắc', 'I fibre nam', 'I fibre tây - unknown'], false, true],
    [
      'an unknown third on the same direction',
      ['I fibre bắc', 'I fibre bắc - unknown', 'I fibre - - down'],
      false,
      false,
    ],
    ['level II, one of copper', ['II copper'], false, true],
    ['level II, one down', ['II copper - - down'], false, false],
    ['level II, nothing known', ['II copper - - unknown'], false, null],
    ['level II with a critical system, one', ['II fibre bắc'], true, false],
    ['level II with a critical system, two on one direction', ['II fibre bắc', 'II radio bắc'], true, false],
    ['level II with a critical system, two on two', ['II fibre bắc', 'II radio nam'], true, true],
    ['a data centre, two', ['data_center fibre bắc', 'data_center fibre bắc'], false, true],
    ['a data centre, one', ['data_center fibre bắc'], false, false],
    ['the most demanding level of a mixture', ['II fibre bắc', 'I fibre nam'], false, true],
    ['the most demanding level of a mixture, of copper', ['II copper bắc', 'I fibre nam'], false, false],
  ])('%s', (_, links, critical, met) => {
    expect(judge(links, critical)?.isLevelMet).toBe(met);
  });
});

describe('access to the WAN', () => {
  test.each<[string[], boolean | null, number | null, number | null]>([
    [['II - - 10'], true, 1, 10],
    [['II - - 10', 'II - - 2.5'], true, 2, 12.5],
    [['II - - 10', 'II - - 20 down'], true, 1, 10],
    [['II - - 10', 'II - - - down'], true, 1, 10],
    [['II - - 10', 'II - - -'], true, 2, null],
    [['II - - 10', 'II - - 20 unknown'], true, null, null],
    [['II - - 10 down', 'II - - 20 shadowed'], false, 0, 0],
    [['II - - 10 down', 'II - - 20 unknown'], null, null, null],
    [['II - - 10 unknown'], null, null, null],
    [['II - - 0.1', 'II - - 0.2'], true, 2, 0.3],
  ])('of %j: on it %s, channels %s, Mbit/s %s', (links, isOnWan, channels, mbps) => {
    expect(judge(links)).toMatchObject({ isOnWan, channels, mbps });
  });

  test('is not judged without a link', () => {
    expect(judge([])).toBeNull();
  });
});

const anyLink: fc.Arbitrary<LinkSight> = fc.record({
  link: fc.record({
    level: fc.constantFrom(...accessLevels),
    medium: fc.constantFrom('fibre', 'copper', null),
    direction: fc.constantFrom('bắc', 'nam', null),
    mbps: fc.option(fc.integer({ min: 0, max: 10_000 }).map((kbps) => kbps / 1_000)),
  }),
  state: fc.constantFrom(...states),
  interfaceStatus: fc.constantFrom('up', 'down', 'unknown', null),
});

test('whatever becomes known of unknown links, nothing that was said is taken back', () => {
  fc.assert(
    fc.property(
      fc.array(anyLink, { minLength: 1, maxLength: 5 }),
      fc.boolean(),
      fc.boolean(),
      (links, critical, up) => {
        const before = judgeAccess(links, critical);
        const known = links.map(
          (one): LinkSight => (one.state === 'unknown' ? { ...one, state: up ? 'up' : 'down' } : one),
        );
        const after = judgeAccess(known, critical);
        for (const key of ['isOnWan', 'channels', 'mbps', 'isLevelMet'] as const) {
          if (before?.[key] !== null) expect([key, after?.[key]]).toEqual([key, before?.[key]]);
        }
        expect(after?.channels).not.toBeNull();
        expect(after?.isOnWan).toBe((after?.channels ?? 0) > 0);
      },
    ),
  );
});

test('the order of the links does not matter', () => {
  fc.assert(
    fc.property(fc.array(anyLink, { maxLength: 6 }), fc.boolean(), (links, critical) => {
      expect(judgeAccess(links.toReversed(), critical)).toEqual(judgeAccess(links, critical));
    }),
  );
});
