import { expect, test } from 'vitest';
import { wholeTree } from '../../src/access/scope.ts';
import { ForbiddenError } from '../../src/errors.ts';
import type { EndpointCheck } from '../../src/monitor/endpoint.ts';
import { agencies, record } from './assess-cast.ts';
import { NOON, openDesk } from './desk.ts';

const url = 'https://a.example/';
const holdsMs = 600_000;

function check(recordId: number, at: number, more: Partial<EndpointCheck> = {}): EndpointCheck {
  return { recordId, endpoint: url, at, outcome: 'answer', reason: null, httpStatus: 200, durationMs: 5, ...more };
}

function openSystem() {
  const desk = openDesk();
  const values = { code: 'W', name: 'W', kind: 'website', owner: 'X1', endpoints: [url] };
  desk.import({
    agencies: agencies('X1'),
    records: [record('hosted_system', values), record('site', { agency: 'X1', name: 'Trụ sở' })],
  });
  const idOf = (kind: 'hosted_system' | 'site', code: string) =>
    desk.store.read.records.last(wholeTree, { kind, code })?.id ?? 0;
  const note = (...checks: EndpointCheck[]) => desk.run({ kind: 'endpoints.note', checks, holdsMs });
  const runs = () => desk.store.read.endpointChecks.runs(wholeTree, { limit: 99 }).toReversed();
  return { desk, id: idOf('hosted_system', 'W'), site: idOf('site', 'X1/Trụ sở'), note, runs };
}

test('equal answers lengthen a run, another begins one; batches may come in any order within', () => {
  const { id, note, runs } = openSystem();
  expect(note(check(id, NOON + 300_000), check(id, NOON)).tally.observations).toEqual({
    added: 2,
    changed: 0,
    same: 0,
  });
  note(check(id, NOON + 600_000, { outcome: 'miss', reason: 'timeout', httpStatus: null, durationMs: null }));
  note(check(id, NOON + 900_000), check(id, NOON + 900_000, { endpoint: 'tcp://a.example:25', httpStatus: null }));
  const told = runs().map((one) => [
    one.endpoint,
    one.outcome,
    (one.firstAt - NOON) / 1_000,
    (one.lastAt - NOON) / 1_000,
    one.checks,
  ]);
  expect(told).toEqual([
    [url, 'answer', 0, 300, 2],
    [url, 'miss', 600, 600, 1],
    [url, 'answer', 900, 900, 1],
    ['tcp://a.example:25', 'answer', 900, 900, 1],
  ]);
});

test('a batch that comes again, and one that is late, change nothing', () => {
  const { id, note, runs } = openSystem();
  note(check(id, NOON));
  const before = runs();
  expect(note(check(id, NOON), check(id, NOON - 1, { httpStatus: 500 })).tally.observations).toEqual({
    added: 0,
    changed: 0,
    same: 2,
  });
  expect(runs()).toEqual(before);
});

test('what is no hosted system, or no record at all, is left out; the rest of the batch is kept', () => {
  const { id, site, note, runs } = openSystem();
  note(check(999, NOON), check(site, NOON), check(id, NOON));
  expect(runs().map(({ recordId }) => recordId)).toEqual([id]);
});

test('leaves no commit and no row of audit, and takes the whole tree', () => {
  const { desk, id, note } = openSystem();
  const [commits, audits] = [desk.rows('commit_log').length, desk.rows('audit').length];
  expect(note(check(id, NOON)).seq).toBeNull();
  expect([desk.rows('commit_log').length, desk.rows('audit').length]).toEqual([commits, audits]);
  const command = { kind: 'endpoints.note', checks: [check(id, NOON + 1)], holdsMs } as const;
  expect(desk.refusal(command, undefined, [1])).toBeInstanceOf(ForbiddenError);
});

test('old runs go with old observations', () => {
  const { desk, id, note, runs } = openSystem();
  note(check(id, NOON), check(id, NOON + 1_000, { httpStatus: 403 }), check(id, NOON + 2_000));
  desk.run({ kind: 'prune', before: NOON + 5_000, limit: 10 });
  expect(runs().map(({ firstAt }) => firstAt)).toEqual([NOON + 2_000]);
});
