import { describe, expect, test } from 'vitest';
import { wholeTree } from '../../src/access/scope.ts';
import { ConflictError, NotFoundError } from '../../src/errors.ts';
import type { ContactEntry, RecordEntry } from '../../src/inventory/import-entry.ts';
import { agency, answer, credential, device, fact, NOON, openDesk, prefix } from './desk.ts';

const place = { file: 'f.xlsx', row: 2, path: null };
const site = (agency: string, address: string): RecordEntry => ({
  place,
  kind: 'site',
  values: { agency, name: 'Trụ sở', address },
  validFrom: '2025-07-01',
  validTo: null,
});
const contact = (agency: string, phone: string): ContactEntry => ({
  place,
  agency,
  name: 'Trần Thị B',
  title: null,
  phone,
  email: null,
  purpose: 'Đầu mối',
});

type Desk = ReturnType<typeof openDesk>;

/** Everything that is held to be true, on a day in the past and today. */
function held(desk: Desk) {
  const { read } = desk.store;
  return ['2026-02-01', '2026-11-22'].map((asOf) => {
    const known = { asOf, knownSeq: Number.MAX_SAFE_INTEGER };
    const plain = <T extends { readonly knownSeq: number }>(list: readonly T[]) =>
      list.map(({ knownSeq: _, ...rest }) => rest);
    return {
      agencies: plain(read.agencies.list(wholeTree, known)),
      facts: plain(read.facts.ofSubjects(wholeTree, known, null)),
      sites: plain(read.records.list(wholeTree, 'site', known)),
      devices: read.devices.list(wholeTree).map(({ changedSeq: _, ...rest }) => rest),
      prefixes: read.prefixes.list(wholeTree),
      contacts: read.contacts.list(wholeTree).map(({ changedAt: _, ...rest }) => rest),
    };
  });
}

function first(desk: Desk): void {
  desk.import({
    agencies: [agency('X1', { validFrom: '2025-07-01' })],
    devices: [device('X1', 'r')],
    prefixes: [prefix('X1', '10.1.0.0/16')],
    facts: [fact('X1', 'officials', 5)],
    records: [site('X1', 'Số 1')],
    contacts: [contact('X1', '0900000001')],
  });
}

function second(desk: Desk) {
  return desk.import({
    agencies: [agency('X1', { name: 'Tên mới', validFrom: '2026-06-01' }), agency('X2')],
    devices: [device('X1', 'r', { role: 'switch' }), device('X2', 's', { parents: [{ agency: 'X1', name: 'r' }] })],
    prefixes: [prefix('X2', '10.2.0.0/16')],
    facts: [fact('X1', 'officials', 9, { validFrom: '2026-03-01' }), fact('X2', 'offices', 3)],
    records: [site('X1', 'Số 2'), site('X2', 'Số 3')],
    contacts: [contact('X1', '0900000002'), contact('X2', '0900000003')],
  });
}

describe('undoing an import', () => {
  test('gives back everything as it was, on every day, and keeps what was believed meanwhile', () => {
    const desk = openDesk();
    first(desk);
    const before = held(desk);
    const { seq } = second(desk);
    expect(held(desk)).not.toEqual(before);
    const undone = desk.run({ kind: 'import.undo', id: 2 });
    expect(held(desk)).toEqual(before);
    const meanwhile = { asOf: '2026-11-22', knownSeq: seq ?? 0 };
    expect(desk.store.read.agencies.byCode(wholeTree, 'X1', meanwhile)?.name).toBe('Tên mới');
    expect(desk.store.read.imports.byId(wholeTree, 2)).toMatchObject({ undoneSeq: undone.seq });
  });

  test('twice, or of none, is refused', () => {
    const desk = openDesk();
    first(desk);
    expect(desk.refusal({ kind: 'import.undo', id: 7 })).toBeInstanceOf(NotFoundError);
    desk.run({ kind: 'import.undo', id: 1 });
    expect(desk.refusal({ kind: 'import.undo', id: 1 })).toBeInstanceOf(ConflictError);
    expect(held(desk)[1]).toEqual({ agencies: [], facts: [], sites: [], devices: [], prefixes: [], contacts: [] });
  });

  test('names everything that was changed since and then undoes nothing', () => {
    const desk = openDesk();
    first(desk);
    second(desk);
    desk.import({
      agencies: [agency('X2', { name: 'Khác' })],
      facts: [fact('X1', 'officials', 11, { validFrom: '2026-03-01' })],
      records: [site('X1', 'Số 4')],
    });
    desk.run({ kind: 'device.patch', id: 1, ifMatch: null, patch: { role: 'server' } });
    const now = held(desk);
    const { problems } = desk.refusal({ kind: 'import.undo', id: 2 });
    expect(problems.map((one) => one.message.split(':')[0])).toEqual([
      'agency X2 (2)',
      'site X1/Trụ sở',
      'fact agency 1 officials',
      'device r (1)',
    ]);
    expect(held(desk)).toEqual(now);
  });

  test('retires a device that was polled meanwhile instead of losing its history', () => {
    const desk = openDesk();
    first(desk);
    second(desk);
    desk.take([answer(2, NOON)]);
    expect(desk.refusal({ kind: 'import.undo', id: 1 })).toBeInstanceOf(ConflictError);
    desk.run({ kind: 'import.undo', id: 2 });
    expect(desk.store.read.devices.byId(wholeTree, 2)).toMatchObject({ name: 's', lifecycle: 'retired' });
    expect(desk.rows('observation')).toHaveLength(1);
  });

  test('is refused where a secret would have to come back that is not kept', () => {
    const desk = openDesk();
    desk.import({ credentials: [credential('c')] });
    expect(desk.refusal({ kind: 'import.undo', id: 1 })).toBeInstanceOf(ConflictError);
  });

  test('of somebody else’s import is as if there were none', () => {
    const desk = openDesk();
    first(desk);
    expect(desk.refusal({ kind: 'import.undo', id: 1 }, undefined, [1])).toBeInstanceOf(NotFoundError);
  });
});

describe('a focal point', () => {
  test('that is erased is gone from the whole file, also from what imports keep to be undone', () => {
    const desk = openDesk();
    first(desk);
    second(desk);
    expect(desk.store.read.contacts.copiesOf(1)).toMatchObject([{ phone: '0900000001' }]);
    desk.run({ kind: 'contact.erase', id: 1 });
    expect(desk.store.read.contacts.copiesOf(1)).toEqual([]);
    const everywhere = ['contact', 'import_before', 'audit', 'command_log', 'import_run'].flatMap((table) =>
      desk.rows(table).map((row) => JSON.stringify(row)),
    );
    expect(everywhere.filter((row) => /090000000[12]/.test(row))).toEqual([]);
    expect(everywhere.filter((row) => row.includes('Trần Thị B'))).toHaveLength(1);
  });

  test('is changed only where a change says something, without a word of it in the audit', () => {
    const desk = openDesk();
    first(desk);
    desk.run({ kind: 'contact.patch', id: 1, patch: { phone: null, title: 'Trưởng phòng' } });
    expect(desk.store.read.contacts.byId(wholeTree, 1)).toMatchObject({ phone: null, title: 'Trưởng phòng' });
    expect(desk.run({ kind: 'contact.patch', id: 1, patch: { phone: null } }).seq).toBeNull();
    expect(JSON.stringify(desk.rows('audit'))).not.toMatch(/Trưởng phòng|Trần/);
  });
});
