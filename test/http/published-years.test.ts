import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wholeTree } from '../../src/access/scope.ts';
import { addDays } from '../../src/calendar/civil.ts';
import { figuresOn } from '../../src/http/situation.ts';
import type { RecordEntry } from '../../src/inventory/import-entry.ts';
import { agency, fact, openDesk } from '../command/desk.ts';
import { catalogues } from '../support/catalogues.ts';

const codes = ['C1', 'C2', 'C3', 'C4', 'C5'];
const place = { file: 'f', row: null, path: null };

function openYear() {
  const desk = openDesk();
  desk.import({
    agencies: [agency('D', { block: 'department', validFrom: '2020-01-01' })].concat(
      codes.map((code) => agency(code, { parent: 'D', validFrom: '2020-01-01' })),
    ),
    facts: codes.flatMap((code, at) => [
      fact(code, 'workstations', 10 + at, { validFrom: '2024-01-01', validTo: '2025-01-01' }),
      fact(code, 'officials_needing_workstation', 12, { validFrom: '2024-01-01', validTo: '2025-01-01' }),
      fact(code, 'offices_with_lan', at % 2, { validFrom: '2024-01-01', validTo: '2025-01-01' }),
    ]),
    records: codes.map((code, at) => unit(`0000${at + 1}`, `Xã ${code}`, '2020-01-01')),
  });
  const doors = { read: desk.store.read, catalogues, now: () => desk.clock.now };
  /** The year as it is told today, but for the instant at which it is asked. */
  const year = () => {
    const { knownSeq: _seq, knownAt: _at, ...told } = figuresOn(doors, wholeTree, { as_of: '2024-12-31' });
    return JSON.stringify(told.items);
  };
  return { ...desk, year };
}

function unit(code: string, name: string, validFrom: string, validTo: string | null = null): RecordEntry {
  const values = { code, name, level: 'commune', type: 'commune' };
  return { place, kind: 'administrative_unit', values, validFrom, validTo };
}

const day = fc.integer({ min: 0, max: 600 }).map((n) => addDays('2025-01-01', n));
const at = fc.nat(codes.length - 1);
const event = fc.oneof(
  fc.record({ what: fc.constant('rename'), at, day, name: fc.constantFrom('Phường Mới', 'Xã Khác') }),
  fc.record({ what: fc.constant('merge'), at, day, into: at }),
  fc.record({ what: fc.constant('move'), at, day }),
  fc.record({ what: fc.constant('declare'), at, day, value: fc.nat(50) }),
);

test('a published year is told byte for byte the same after any later renaming, merger, move and declaration', () => {
  fc.assert(
    fc.property(fc.array(event, { minLength: 1, maxLength: 8 }), (events) => {
      const desk = openYear();
      const before = desk.year();
      expect(before).toContain('C5');
      for (const one of events) happen(desk, one);
      expect(desk.year()).toBe(before);
    }),
    { numRuns: 25 },
  );
});

type Event = typeof event extends fc.Arbitrary<infer T> ? T : never;

function happen(desk: ReturnType<typeof openYear>, one: Event): void {
  const code = codes[one.at] ?? 'C1';
  const parent = 'D';
  switch (one.what) {
    case 'rename':
      if (desk.agencyOn(code, one.day) === null) return;
      desk.import({
        agencies: [agency(code, { parent, name: String('name' in one && one.name), validFrom: one.day })],
      });
      desk.import({ records: [unit(`0000${one.at + 1}`, 'Phường Mới', one.day)] });
      break;
    case 'merge': {
      const into = 'into' in one ? one.into : 0;
      if (into === one.at || desk.agencyOn(code, one.day) === null) return;
      desk.import({ agencies: [agency(code, { parent, validTo: one.day })] });
      const [from, to] = [`0000${one.at + 1}`, `0000${into + 1}`];
      const values = { event: `E${one.day}`, from, to, on: one.day, kind: 'merge', basis: 'none' };
      desk.import({ records: [{ place, kind: 'administrative_change', values, validFrom: one.day, validTo: null }] });
      break;
    }
    case 'move':
      if (desk.agencyOn(code, one.day) === null) return;
      desk.import({ agencies: [agency(code, { parent: null, block: 'associated', validFrom: one.day })] });
      break;
    default:
      if (desk.agencyOn(code, one.day) === null) return;
      desk.import({ facts: [fact(code, 'workstations', 'value' in one ? one.value : 0, { validFrom: one.day })] });
  }
}
