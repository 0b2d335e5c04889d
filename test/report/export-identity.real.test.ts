import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { wholeTree } from '../../src/access/scope.ts';
import type { CommandResult } from '../../src/command/command.ts';
import { AppError } from '../../src/errors.ts';
import type { CellTable } from '../../src/inventory/cell-value.ts';
import { knownNames } from '../../src/inventory/sheet-known.ts';
import { readSheets } from '../../src/inventory/sheet-read.ts';
import { collectInventory } from '../../src/inventory/stored-inventory.ts';
import { exportBook, exportCsv } from '../../src/report/export-book.ts';
import { exportKinds, exportTables } from '../../src/report/export-tables.ts';
import { openDesk } from '../command/desk.ts';
import { plainReading } from '../inventory/sheet-cast.ts';
import { catalogues } from '../support/catalogues.ts';
import { plainSheets } from '../support/plain-sheets.ts';
import { logicalDump } from './logical-dump.ts';
import { type RandomInventory, randomInventory } from './random-inventory.ts';

type Desk = ReturnType<typeof openDesk>;

/** A service that knows an inventory. */
function knowing({ entries, facts }: RandomInventory): Desk {
  const desk = openDesk();
  desk.import(entries);
  for (const { entry, source, retract } of facts) {
    const { subject, dimensions, kind: factKind, fact, validFrom, validTo } = entry;
    try {
      if (!retract) desk.run({ kind: 'fact.declare', entry, source });
      else desk.run({ kind: 'fact.retract', subject, dimensions, factKind, fact, source, validFrom, validTo });
    } catch (error) {
      // There is not always something to take back.
      if (!(error instanceof AppError) || error.code !== 'not-found') throw error;
    }
  }
  return desk;
}

/** Everything that a service knows, as tables read back from real files. */
async function exported(desk: Desk, format: 'xlsx' | 'csv'): Promise<CellTable[]> {
  const kinds = exportKinds(catalogues);
  const tables = exportTables(collectInventory(desk.store.read, wholeTree), catalogues, { kinds, asOf: null });
  if (format === 'csv') {
    const read = tables.map((table) => {
      const sent = { bytes: new TextEncoder().encode(exportCsv(table)), file: `${table.kind}.csv`, encoding: null };
      return plainSheets.read(sent);
    });
    return (await Promise.all(read)).flatMap((one) => {
      expect(one.faults).toEqual([]);
      return one.tables;
    });
  }
  const made = await plainSheets.write(exportBook(tables));
  if ('fault' in made) throw new Error(made.fault.code);
  const { tables: read, faults } = await plainSheets.read({ bytes: made.bytes, file: 'all.xlsx', encoding: null });
  expect(faults).toEqual([]);
  return [...read];
}

function bring(desk: Desk, tables: readonly CellTable[]): CommandResult {
  const known = knownNames(desk.store.read, wholeTree);
  const { entries, faults, notes } = readSheets(tables, { ...plainReading, known });
  expect(faults.map(({ place, cell, code, params }) => [place.sheet ?? place.file, cell, code, params])).toEqual([]);
  expect(notes).toEqual([]);
  return desk.import(entries, { source: 'import:again' });
}

describe.each(['xlsx', 'csv'] as const)('an export as %s', (format) => {
  test('imported into an empty service gives the same, imported where it came from changes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(randomInventory, async (inventory) => {
        const desk = knowing(inventory);
        const before = logicalDump(desk.store.read);
        const tables = await exported(desk, format);

        const other = openDesk();
        bring(other, tables);
        expect(logicalDump(other.store.read)).toEqual(before);

        const { seq, tally } = bring(desk, tables);
        expect([seq, tally]).toEqual([null, expect.anything()]);
        expect(logicalDump(desk.store.read)).toEqual(before);
      }),
      { numRuns: format === 'xlsx' ? 15 : 8, endOnFailure: true },
    );
  });
});

test('undoing an import of sheets leaves the logical dump as it was before', async () => {
  await fc.assert(
    fc.asyncProperty(randomInventory, randomInventory, async (first, second) => {
      const desk = knowing(first);
      const before = logicalDump(desk.store.read);
      const tables = await exported(knowing(second), 'xlsx');
      const known = knownNames(desk.store.read, wholeTree);
      const { entries } = readSheets(tables, { ...plainReading, known });
      try {
        if (desk.import(entries).seq === null) return;
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        expect(logicalDump(desk.store.read)).toEqual(before);
        return;
      }
      const [run] = desk.store.read.imports.list(wholeTree, { limit: 1 });
      desk.run({ kind: 'import.undo', id: run?.id ?? 0 });
      expect(logicalDump(desk.store.read)).toEqual(before);
    }),
    { numRuns: 10, endOnFailure: true },
  );
});
