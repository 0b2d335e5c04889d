import { describe, expect, test } from 'vitest';
import { wholeTree } from '../../src/access/scope.ts';
import { DAY_MS } from '../../src/calendar/interval.ts';
import type { Command } from '../../src/command/command.ts';
import { ConflictError, InvalidError, NotFoundError, StaleError } from '../../src/errors.ts';
import { agency, device, fact, importOf, openDesk, TODAY } from './desk.ts';

const TOMORROW = '2026-11-23';
const YESTERDAY = '2026-11-21';

type Patch = Extract<Command, { kind: 'agency.patch' }>;
const patch = (
  code: string,
  what: Patch['patch'],
  from: string | null = null,
  ifMatch: number | null = null,
): Patch => ({
  kind: 'agency.patch',
  code,
  ifMatch,
  patch: what,
  from,
});
const close = (code: string, on: string | null = null, ifMatch: number | null = null): Command => ({
  kind: 'agency.close',
  code,
  ifMatch,
  on,
});

function openWith(...entries: Parameters<typeof agency>[]) {
  const desk = openDesk();
  desk.import({ agencies: entries.map((entry) => agency(...entry)) });
  const nameOn = (date: string, code = 'X1') => desk.agencyOn(code, date)?.name ?? null;
  const beingOn = (date: string, code = 'X1') => {
    const found = desk.agencyOn(code, date);
    return found && [found.validFrom, found.validTo];
  };
  return { ...desk, desk, nameOn, beingOn };
}

describe('a new name', () => {
  test('without a date holds from today on: yesterday’s name stays', () => {
    const { desk, nameOn, beingOn } = openWith(['X1', { name: 'Xã cũ', validFrom: '2025-07-01' }]);
    desk.import({ agencies: [agency('X1', { name: 'Phường mới' })] });
    expect([nameOn(YESTERDAY), nameOn(TODAY), nameOn('2030-01-01')]).toEqual(['Xã cũ', 'Phường mới', 'Phường mới']);
    expect(beingOn(TODAY)).toEqual(['2025-07-01', null]);
  });

  test('with a date holds from that date on', () => {
    const { desk, nameOn } = openWith(['X1', { name: 'Xã cũ', validFrom: '2025-07-01' }]);
    desk.run(patch('X1', { name: 'Phường mới' }, '2026-03-01'));
    expect([nameOn('2026-02-28'), nameOn('2026-03-01')]).toEqual(['Xã cũ', 'Phường mới']);
  });

  test('as a correction holds from the agency’s first day, and what was believed stays readable', () => {
    const { desk, store, nameOn } = openWith(['X1', { name: 'Xã sai', validFrom: '2025-07-01' }]);
    const before = store.read.commits.lastSeq();
    desk.run(patch('X1', { name: 'Xã đúng' }));
    expect([nameOn('2025-06-30'), nameOn('2025-07-01'), nameOn(TODAY)]).toEqual([null, 'Xã đúng', 'Xã đúng']);
    const believed = store.read.agencies.byCode(wholeTree, 'X1', { asOf: TODAY, knownSeq: before });
    expect(believed?.name).toBe('Xã sai');
  });

  test('of one thing leaves the history of the others as it was', () => {
    const { desk, nameOn } = openWith(['X1', { name: 'A', validFrom: '2025-07-01' }], ['S1', {}]);
    desk.run(patch('X1', { name: 'B' }, '2026-03-01'));
    desk.run(patch('X1', { block: 'associated', parent: 'S1' }));
    expect([nameOn('2025-07-01'), nameOn('2026-03-01')]).toEqual(['A', 'B']);
    for (const date of ['2025-07-01', '2026-03-01']) {
      expect(desk.agencyOn('X1', date)).toMatchObject({ block: 'associated', parent: 'S1' });
    }
  });

  test('that is the old one changes nothing', () => {
    const { desk } = openWith(['X1', { name: 'A', validFrom: '2025-07-01' }]);
    expect(desk.run(patch('X1', { name: 'A', block: 'commune', parent: null }))).toMatchObject({
      seq: null,
      subjects: [],
    });
  });
});

describe('histories by valid_from', () => {
  test('are told document by document, and each document a second time changes nothing', () => {
    const { desk, nameOn, beingOn } = openWith(['X1', { name: 'A', validFrom: '2020-01-01' }]);
    const second = { agencies: [agency('X1', { name: 'B', validFrom: '2024-01-01' })] };
    desk.import(second);
    expect([nameOn('2023-12-31'), nameOn('2024-01-01')]).toEqual(['A', 'B']);
    expect(desk.import({ agencies: [agency('X1', { name: 'A', validFrom: '2020-01-01' })] }).seq).toBeNull();
    expect(desk.import(second).seq).toBeNull();
    expect(beingOn('2022-01-01')).toEqual(['2020-01-01', null]);
  });

  test('an earlier first day reaches back without changing what holds today', () => {
    const { desk, nameOn, beingOn } = openWith(['X1', { name: 'A' }]);
    expect(nameOn(YESTERDAY)).toBeNull();
    desk.import({ agencies: [agency('X1', { name: 'A', validFrom: '2020-01-01' })] });
    expect([nameOn('2019-12-31'), nameOn('2020-01-01'), nameOn(TODAY)]).toEqual([null, 'A', 'A']);
    expect(beingOn(TODAY)).toEqual(['2020-01-01', null]);
  });

  test('a changed document holds from its date on until the agency’s end', () => {
    const { desk, nameOn, beingOn } = openWith(['X1', { name: 'A', validFrom: '2020-01-01', validTo: '2026-12-31' }]);
    desk.import({ agencies: [agency('X1', { name: 'A đúng', validFrom: '2020-01-01' })] });
    expect([nameOn('2020-01-01'), nameOn(TODAY), nameOn('2026-12-31')]).toEqual(['A đúng', 'A đúng', null]);
    expect(beingOn(TODAY)).toEqual(['2020-01-01', '2026-12-31']);
  });
});

describe('closing', () => {
  test('ends an agency on its day: it is listed before and not after, and its end is told', () => {
    const { desk, store, beingOn } = openWith(['X1', { validFrom: '2025-07-01' }], ['X2', { validFrom: '2025-07-01' }]);
    desk.run(close('X1'));
    const codesOn = (asOf: string) =>
      store.read.agencies.list(wholeTree, { asOf, knownSeq: 99 }).map((one) => one.code);
    expect([codesOn(YESTERDAY), codesOn(TODAY)]).toEqual([['X1', 'X2'], ['X2']]);
    expect([beingOn(YESTERDAY), beingOn(TODAY)]).toEqual([['2025-07-01', TODAY], null]);
    expect(store.read.agencies.newest(wholeTree).map((one) => [one.code, one.validTo])).toEqual([
      ['X1', TODAY],
      ['X2', null],
    ]);
    const asKnownBefore = { asOf: TODAY, knownSeq: 1 };
    expect(store.read.agencies.byCode(wholeTree, 'X1', asKnownBefore)?.validTo).toBeNull();
  });

  test('on a day to come leaves it in being until then, and a rename meanwhile does not lift it', () => {
    const { desk, nameOn, beingOn } = openWith(['X1', { name: 'A', validFrom: '2025-07-01' }]);
    desk.run(close('X1', '2027-01-01'));
    desk.run(patch('X1', { name: 'B' }, TODAY));
    desk.import({ agencies: [agency('X1', { name: 'C' })] });
    expect([nameOn(YESTERDAY), nameOn(TODAY), nameOn('2026-12-31'), nameOn('2027-01-01')]).toEqual([
      'A',
      'C',
      'C',
      null,
    ]);
    expect(beingOn(TODAY)).toEqual(['2025-07-01', '2027-01-01']);
  });

  test('again on another day moves the end, earlier or later', () => {
    const { desk, beingOn } = openWith(['X1', { validFrom: '2025-07-01' }]);
    desk.run(close('X1', '2027-01-01'));
    desk.run(close('X1', '2027-06-01'));
    expect([beingOn(TODAY), beingOn('2027-05-31'), beingOn('2027-06-01')]).toEqual([
      ['2025-07-01', '2027-06-01'],
      ['2025-07-01', '2027-06-01'],
      null,
    ]);
    desk.run(close('X1', '2026-12-01'));
    expect(beingOn(TODAY)).toEqual(['2025-07-01', '2026-12-01']);
    expect(desk.run(close('X1', '2026-12-01')).seq).toBeNull();
  });

  test('on its first day takes it back altogether; before that day is a fault', () => {
    const { desk, beingOn } = openWith(['X1', {}]);
    expect(desk.refusal(close('X1', YESTERDAY))).toBeInstanceOf(InvalidError);
    desk.run(close('X1'));
    expect([beingOn(TODAY), beingOn(TOMORROW)]).toEqual([null, null]);
    expect(desk.refusal(close('X1'))).toBeInstanceOf(NotFoundError);
  });

  test('is refused while devices are in use or agencies stand below, and goes when they are out of the way', () => {
    const { desk } = openWith(['S1', { validFrom: '2025-07-01' }], ['X1', { parent: 'S1', validFrom: '2025-07-01' }]);
    desk.import({ devices: [device('X1', 'r')] });
    expect(desk.refusal(close('S1'))).toBeInstanceOf(ConflictError);
    expect(desk.refusal(close('S1')).message).toContain('X1');
    expect(desk.refusal(close('X1')).message).toContain('1 devices that are not retired: r');
    desk.run({ kind: 'device.close', id: desk.device('X1', 'r').id, ifMatch: null });
    desk.run(close('X1'));
    desk.run(close('S1'));
  });

  test('by a document works the same, also with the devices’ retirement in the same document', () => {
    const { desk, beingOn } = openWith(['X1', { validFrom: '2025-07-01' }]);
    desk.import({ devices: [device('X1', 'r')] });
    const ended = { agencies: [agency('X1', { validFrom: '2025-07-01', validTo: '2026-11-01' })] };
    expect(desk.refusal(importOf(ended))).toBeInstanceOf(ConflictError);
    const retired = { ...ended, devices: [device('X1', 'r', { lifecycle: 'retired' })] };
    desk.import(retired);
    expect([beingOn('2026-10-31'), beingOn('2026-11-01')]).toEqual([['2025-07-01', '2026-11-01'], null]);
    expect(desk.import(retired).seq).toBeNull();
  });

  test('by a document that gives only the end is the same a second time, and can be corrected', () => {
    const { desk, beingOn } = openWith(['X1', { validFrom: '2025-07-01' }]);
    const ended = (validTo: string) => ({ agencies: [agency('X1', { validTo })] });
    desk.import(ended('2026-10-01'));
    expect(desk.import(ended('2026-10-01')).seq).toBeNull();
    desk.import(ended('2026-09-01'));
    expect(beingOn('2026-08-31')).toEqual(['2025-07-01', '2026-09-01']);
    desk.import(ended('2026-11-01'));
    expect(beingOn('2026-10-31')).toEqual(['2025-07-01', '2026-11-01']);
    expect(beingOn('2026-11-01')).toBeNull();
  });
});

describe('a closed agency', () => {
  const openClosed = () => {
    const opened = openWith(['X1', { name: 'A', validFrom: '2025-07-01', validTo: '2026-10-01' }]);
    return opened;
  };

  test('that something refers to is a fault that says since when it is closed', () => {
    const { desk } = openClosed();
    const child = agency('X2', { parent: 'X1' });
    const refusal = desk.refusal(
      importOf({
        agencies: [child],
        devices: [device('X1', 'r')],
        facts: [fact('X1', 'offices', 1, { validFrom: TODAY })],
      }),
    );
    expect(refusal.problems.map((one) => one.column)).toEqual(['parent', 'agency', 'agency']);
    for (const { message } of refusal.problems) expect(message).toContain('X1 was closed on 2026-10-01');
  });

  test('may still be told facts of the days when it stood', () => {
    const { desk } = openClosed();
    expect(
      desk.import({ facts: [fact('X1', 'offices', 1, { validFrom: '2026-01-01', validTo: '2026-10-01' })] }).seq,
    ).toBe(2);
  });

  test('comes back only with a valid_from: without one the row is a fault', () => {
    const { desk, beingOn, nameOn } = openClosed();
    const row = agency('X1', { name: 'A' });
    const refusal = desk.refusal(importOf({ agencies: [row, agency('X9', { parent: 'nowhere' })] }));
    expect(refusal.problems.map(({ row, column }) => [row, column])).toEqual([
      [row.place.row, 'valid_from'],
      [expect.anything(), 'parent'],
    ]);
    desk.import({ agencies: [agency('X1', { name: 'B', validFrom: '2026-11-10' })] });
    expect([beingOn('2026-09-30'), beingOn('2026-10-15'), beingOn(TODAY)]).toEqual([
      ['2025-07-01', '2026-10-01'],
      null,
      ['2026-11-10', null],
    ]);
    expect([nameOn('2026-09-30'), nameOn(TODAY)]).toEqual(['A', 'B']);
  });

  test('can be created anew from a later day on, and keeps its code’s history', () => {
    const { desk, nameOn } = openClosed();
    const { tally } = desk.run({ kind: 'agency.create', entry: agency('X1', { name: 'B', validFrom: TODAY }) });
    expect(tally.agencies).toEqual({ added: 1, changed: 0, same: 0 });
    expect([nameOn('2026-09-30'), nameOn(YESTERDAY), nameOn(TODAY)]).toEqual(['A', null, 'B']);
  });

  test('cannot be patched', () => {
    expect(openClosed().desk.refusal(patch('X1', { name: 'C' }))).toBeInstanceOf(NotFoundError);
  });
});

describe('a patch', () => {
  test('is held to what a document is held to: parents exist, stand, and form no ring', () => {
    const { desk } = openWith(
      ['S1', {}],
      ['X1', { parent: 'S1' }],
      ['X2', { validFrom: '2020-01-01', validTo: '2025-01-01' }],
    );
    for (const [parent, word] of [
      ['nowhere', 'no parent agency'],
      ['X1', 'ring'],
      ['X2', 'closed on 2025-01-01'],
    ] as const) {
      const refusal = desk.refusal(patch('S1', { parent }));
      expect([refusal.code, refusal.problems[0]?.column]).toEqual(['invalid', 'parent']);
      expect(refusal.problems[0]?.message).toContain(word);
    }
    expect(desk.agencyOn('S1', TODAY)?.parent).toBeNull();
  });

  test('from a day after the agency’s end is a fault', () => {
    const { desk } = openWith(['X1', { validFrom: '2025-07-01', validTo: '2027-01-01' }]);
    expect(desk.refusal(patch('X1', { name: 'B' }, '2027-01-01')).code).toBe('invalid');
  });

  test('of a version that is not the newest is refused, also when only the end was moved', () => {
    const { desk } = openWith(['X1', { validFrom: '2025-07-01' }]);
    const seen = desk.agencyOn('X1', TODAY)?.knownSeq ?? 0;
    desk.run(close('X1', '2027-01-01', seen));
    expect(desk.refusal(patch('X1', { name: 'B' }, null, seen))).toBeInstanceOf(StaleError);
    expect(desk.refusal(close('X1', null, seen))).toBeInstanceOf(StaleError);
    desk.run(patch('X1', { name: 'B' }, null, desk.agencyOn('X1', TODAY)?.knownSeq));
  });
});

describe('creating', () => {
  test('an agency that stands already is a conflict and changes nothing', () => {
    const { desk, nameOn } = openWith(['X1', { name: 'A' }]);
    expect(desk.refusal({ kind: 'agency.create', entry: agency('X1', { name: 'B' }) })).toBeInstanceOf(ConflictError);
    expect(nameOn(TODAY)).toBe('A');
  });

  test('one that begins on a day to come is not in being today, and the same a second time', () => {
    const { desk, beingOn } = openWith(['X1', { name: 'A', validFrom: '2027-01-01' }]);
    expect([beingOn(TODAY), beingOn('2027-01-01')]).toEqual([null, ['2027-01-01', null]]);
    expect(desk.import({ agencies: [agency('X1', { name: 'A' })] }).seq).toBeNull();
    desk.clock.now += 60 * DAY_MS;
    expect(desk.import({ agencies: [agency('X1', { name: 'A' })] }).seq).toBeNull();
  });
});
