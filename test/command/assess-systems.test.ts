import { describe, expect, test } from 'vitest';
import { wholeTree } from '../../src/access/scope.ts';
import { DAY_MS, HOUR_MS } from '../../src/calendar/interval.ts';
import type { FieldValue } from '../../src/inventory/record.ts';
import type { EndpointReason } from '../../src/monitor/endpoint.ts';
import { agencies, evidenceOf, observedOf, record } from './assess-cast.ts';
import { answer, cut, device, NOON, openDesk, TODAY } from './desk.ts';

type Values = Readonly<Record<string, FieldValue>>;

/** X1 and X2 with servers s1 and s2 in the data centre D, and systems by code. */
function openSystems(systems: Readonly<Record<string, Values>>) {
  const desk = openDesk();
  const values = ([code, more]: [string, Values]) => ({ code, name: code, kind: 'website', owner: 'X1', ...more });
  desk.import({
    agencies: agencies('X1', 'X2', 'D'),
    devices: ['s1', 's2'].map((name) => device('D', name, { role: 'server' })),
    records: Object.entries(systems).map((one) => record('hosted_system', values(one))),
  });
  const idOf = (code: string) => desk.store.read.records.last(wholeTree, { kind: 'hosted_system', code })?.id ?? 0;
  const assess = (date: string | null = null) => desk.run({ kind: 'assess', date });
  /** Notes what an endpoint of a system came to at an instant: a status, or why it has none. */
  const note = (code: string, endpoint: string, at: number, came: number | EndpointReason) => {
    const isAnswer = typeof came === 'number';
    const outcome = isAnswer ? 'answer' : came === 'own-lag' ? 'inconclusive' : 'miss';
    const [httpStatus, reason] = isAnswer ? [came, null] : [null, came];
    const check = { recordId: idOf(code), endpoint, at, outcome, reason, httpStatus, durationMs: null } as const;
    desk.clock.now = Math.max(desk.clock.now, at);
    desk.run({ kind: 'endpoints.note', checks: [check], holdsMs: 600_000 });
  };
  const ofSubject = (kind: 'hosted_system' | 'province', id: number, asOf = TODAY) =>
    desk.store.read.facts
      .ofSubjects(wholeTree, { asOf, knownSeq: Number.MAX_SAFE_INTEGER }, kind)
      .filter(({ subjectId }) => subjectId === id);
  const answering = (code: string, asOf = TODAY) => ofSubject('hosted_system', idOf(code), asOf)[0]?.value ?? null;
  const province = () => Object.fromEntries(ofSubject('province', 0).map(({ fact, value }) => [fact, value]));
  return { desk, idOf, assess, note, ofSubject, answering, province };
}

const web = 'https://x1.example/';
const mail = 'tcp://x1.example:25';

describe('a website', () => {
  test('that answered that day makes one for its owner, with the run as proof', () => {
    const { desk, assess, note } = openSystems({ W: { endpoints: [web] } });
    expect(assess().seq).toBeNull();
    note('W', web, NOON, 200);
    note('W', web, NOON + 300_000, 200);
    assess();
    expect(observedOf(desk, 'X1')).toEqual({ has_website: true });
    expect(evidenceOf(desk, 'X1', 'has_website')).toEqual({
      of: 'endpoints',
      at: NOON + 300_000,
      endpoints: [
        {
          system: 'W',
          endpoint: web,
          outcome: 'answer',
          reason: null,
          httpStatus: 200,
          firstAt: NOON,
          lastAt: NOON + 300_000,
          checks: 2,
        },
      ],
    });
    note('W', web, NOON + 600_000, 200);
    expect(assess().seq).toBeNull();
  });

  test('that answered in the morning is there all day; whether it is answering goes by what was last known', () => {
    const { desk, assess, note, answering } = openSystems({ W: { endpoints: [web] } });
    note('W', web, NOON, 200);
    note('W', web, NOON + 300_000, 'timeout');
    assess();
    expect([observedOf(desk, 'X1').has_website, answering('W')]).toEqual([true, false]);
    note('W', web, NOON + 600_000, 'own-lag');
    expect(assess().tally.facts).toMatchObject({ added: 0, changed: 0 });
    note('W', web, NOON + 900_000, 200);
    assess();
    expect(answering('W')).toBe(true);
  });

  test('that only missed is none; of what could not be decided nothing is said', () => {
    const { desk, assess, note, answering } = openSystems({
      W: { endpoints: [web] },
      V: { owner: 'X2', endpoints: [web] },
    });
    note('W', web, NOON, 'tls');
    note('V', web, NOON, 'own-lag');
    assess();
    expect([observedOf(desk, 'X1'), answering('W')]).toEqual([{ has_website: false }, false]);
    expect([observedOf(desk, 'X2'), answering('V')]).toEqual([{}, null]);
  });

  test.each([
    ['website', true],
    ['portal', true],
    ['one_stop', true],
    ['email', undefined],
  ])('of kind %s that answers: has_website %s', (kind, has) => {
    const { desk, assess, note, answering } = openSystems({ W: { kind, endpoints: [web] } });
    note('W', web, NOON, 200);
    assess();
    expect([observedOf(desk, 'X1').has_website, answering('W')]).toEqual([has, true]);
  });

  test('one of several that answers is enough, for the owner and for a system of several endpoints', () => {
    const systems = { A: { endpoints: [web, mail] }, B: { endpoints: ['https://b.example/'] } };
    const { desk, assess, note, answering } = openSystems(systems);
    note('A', web, NOON, 'timeout');
    note('A', mail, NOON, 200);
    note('B', 'https://b.example/', NOON, 'http-status');
    assess();
    expect([observedOf(desk, 'X1'), answering('A'), answering('B')]).toEqual([{ has_website: true }, true, false]);
  });

  test('that is no longer on record is taken back', () => {
    const { desk, assess, note, answering } = openSystems({ W: { endpoints: [web] } });
    note('W', web, NOON, 200);
    assess();
    desk.run({ kind: 'record.close', ref: { kind: 'hosted_system', code: 'W' }, ifMatch: null, on: TODAY });
    assess();
    expect(observedOf(desk, 'X1')).toEqual({});
    expect(answering('W')).toBe(true);
  });

  test('answers for each day by itself', () => {
    const { desk, assess, note, answering } = openSystems({ W: { endpoints: [web] } });
    note('W', web, NOON + 10 * HOUR_MS - 60_000, 200);
    note('W', web, NOON + 10 * HOUR_MS + 60_000, 200);
    note('W', web, NOON + 2 * DAY_MS, 'timeout');
    for (const date of [TODAY, '2026-11-23', '2026-11-24']) assess(date);
    const days = [TODAY, '2026-11-23', '2026-11-24'];
    expect(days.map((date) => [observedOf(desk, 'X1', date).has_website, answering('W', date)])).toEqual([
      [true, true],
      [true, true],
      [false, false],
    ]);
    assess('2026-11-21');
    expect(observedOf(desk, 'X1', '2026-11-21')).toEqual({});
  });
});

describe('systems in the data centre', () => {
  const hosted = { in_data_center: true, hosts: ['D/s1'] };

  test('are counted by province and owner where a host or an endpoint of them answered that day', () => {
    const { desk, assess, note, ofSubject, province } = openSystems({
      A: hosted,
      B: { ...hosted, owner: 'X2', hosts: ['D/s2'] },
      C: { ...hosted, owner: 'X2', hosts: ['D/s2'], endpoints: [web] },
      E: { in_data_center: false, hosts: ['D/s1'] },
      F: { hosts: ['D/s1'] },
      G: { in_data_center: true },
    });
    const [s1, s2] = [desk.device('D', 's1').id, desk.device('D', 's2').id];
    desk.take([answer(s1, NOON), ...cut(s2, NOON)]);
    note('C', web, NOON + 5_000, 200);
    assess();
    expect(province()).toEqual({ hosted_systems: 2, hosting_agencies: 2 });
    expect(observedOf(desk, 'X1').hosted_systems).toBe(1);
    expect(observedOf(desk, 'X2').hosted_systems).toBe(1);
    const evidence = { of: 'systems', at: NOON + 5_000, counted: 2, recorded: 3 };
    expect(ofSubject('province', 0).map((one) => one.evidence)).toEqual([evidence, evidence]);
    expect(evidenceOf(desk, 'X2', 'hosted_systems')).toMatchObject({ counted: 1, recorded: 2 });
  });

  test('that were asked and all silent are none; of those that nobody asked nothing is said', () => {
    const { desk, assess, province } = openSystems({ A: hosted });
    assess();
    expect(province()).toEqual({});
    desk.take(cut(desk.device('D', 's1').id, NOON));
    desk.clock.now = NOON + 5_000;
    assess();
    expect(province()).toEqual({ hosted_systems: 0, hosting_agencies: 0 });
    desk.run({ kind: 'record.close', ref: { kind: 'hosted_system', code: 'A' }, ifMatch: null, on: TODAY });
    assess();
    expect(province()).toEqual({});
  });
});
