import { generateKeySync, randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { wholeTree } from '../src/access/scope.ts';
import { runCommand } from '../src/command/run.ts';
import { readCatalogues } from '../src/config/catalogues.ts';
import type { CellTable } from '../src/inventory/cell-value.ts';
import { knownNames, nothingKnown } from '../src/inventory/sheet-known.ts';
import { readSheets, type SheetReading, type SheetsSaid } from '../src/inventory/sheet-read.ts';
import { type BookCell, plainSheet, textColumn } from '../src/report/sheet/book.ts';
import { writeCsv } from '../src/report/sheet/csv.ts';
import { readCsvTable } from '../src/report/sheet/csv-table.ts';
import { readWorkbook } from '../src/report/sheet/read-workbook.ts';
import { writeWorkbook } from '../src/report/sheet/write-workbook.ts';
import { sealingKey } from '../src/store/seal.ts';
import { openWriteStore, type WriteStore } from '../src/store/write-store.ts';
import { measure } from './measure.ts';

const AGENCIES = 2_000;
const now = Date.parse('2026-11-22T07:00:00Z');
const folder = path.join(import.meta.dirname, '../config');
const { catalogues: shipped } = readCatalogues({ folders: [folder], readFile: (file) => readFileSync(file, 'utf8') });
if (shipped === null) throw new Error('the shipped catalogues do not read');
const measuring = { lan: { hosts: 3, days: 30 }, verdicts: { observedDays: 7, declaredDays: 400 } };
const catalogues = { ...shipped, measuring };

const codes = Array.from({ length: AGENCIES }, (_, at) => String(at).padStart(5, '0'));
const sheets: Readonly<Record<string, readonly (readonly BookCell[])[]>> = {
  'Cơ quan': [
    ['Mã cơ quan', 'Tên cơ quan', 'Khối', 'Hiệu lực từ', 'Mã định danh', 'Địa chỉ'],
    ...codes.map((code, at) => [
      code,
      `UBND xã số ${at}`,
      'Xã, phường, đặc khu',
      '01/07/2025',
      `H99.${code}`,
      `${at} đường Lê Lợi`,
    ]),
  ],
  'Trụ sở': [
    ['Cơ quan', 'Tên trụ sở', 'Trụ sở chính', 'Địa chỉ', 'Hiệu lực từ'],
    ...codes.map((code, at) => [code, 'Trụ sở chính', 'Có', `${at} đường Lê Lợi`, '01/07/2025']),
  ],
  'Số liệu': [
    ['Cơ quan', 'Từ ngày', 'Số CBCC', 'Cán bộ cần máy tính', 'Số máy tính', 'Có mạng LAN'],
    // Every other agency by its name, as people write it.
    ...codes.map((code, at) => [at % 2 === 0 ? code : `UBND xã số ${at}`, '01/01/2026', 42, 40, 31, 'x']),
  ],
};
const xlsx = await writeWorkbook({
  sheets: Object.entries(sheets).map(([name, [header = [], ...rows]]) =>
    plainSheet(
      name,
      header.map((cell) => textColumn(String(cell))),
      rows,
    ),
  ),
});
const csv = Object.entries(sheets).map(([name, [header = [], ...rows]]) => {
  const plain = rows.map((row) => row.map((cell) => (typeof cell === 'object' ? null : cell)));
  return { file: `${name}.csv`, bytes: new TextEncoder().encode(writeCsv(header.map(String), plain)) };
});

const temporary = mkdtempSync(path.join(tmpdir(), 'hatang-bench-'));
const key = sealingKey(generateKeySync('hmac', { length: 256 }));
const empty = (): WriteStore => openWriteStore(path.join(temporary, `${randomUUID()}.db`), key);
const reading: SheetReading = {
  catalogues,
  known: nothingKnown,
  mappings: { given: [], remembered: () => [] },
  accept: { confidence: null, names: [] },
  sign: null,
  kind: null,
  today: '2026-11-22',
};

const fromXlsx = async (): Promise<readonly CellTable[]> => (await readWorkbook(xlsx, 'a.xlsx')).tables;
const fromCsv = async (): Promise<readonly CellTable[]> => {
  const read = await Promise.all(csv.map(({ bytes, file }) => readCsvTable(bytes, file)));
  return read.flatMap(({ tables }) => tables);
};
const said = readSheets(await fromXlsx(), reading);
if (said.faults.length > 0) throw new Error(JSON.stringify(said.faults[0]));

function bring(store: WriteStore, { entries, faults }: SheetsSaid, dryRun: boolean): number {
  const command = { kind: 'import', source: 'import:bench', entries, faults, dryRun } as const;
  const actor = { kind: 'cli', name: 'bench' } as const;
  return runCommand(store, { id: randomUUID(), actor, scope: null, command }, now, catalogues).tally.facts.added;
}

try {
  const title = `${AGENCIES.toLocaleString('en')} agencies with sites and facts`;
  await measure(`${title}: cells of XLSX (${(xlsx.length / 1024).toFixed(0)} kB)`, 7, fromXlsx);
  await measure('the same: cells of CSV', 7, fromCsv);
  const tables = await fromXlsx();
  await measure('the same: cells to entries', 7, () => readSheets(tables, reading).entries.facts.length);
  const tried = empty();
  await measure('the same: tried out from XLSX, whole', 5, async () =>
    bring(tried, readSheets(await fromXlsx(), reading), true),
  );
  await measure('the same: tried out from CSV, whole', 5, async () =>
    bring(tried, readSheets(await fromCsv(), reading), true),
  );
  await measure('the same: imported from XLSX, whole', 5, async () => {
    const store = empty();
    bring(store, readSheets(await fromXlsx(), reading), false);
    store.close();
  });
  await measure('the same: imported from CSV, whole', 5, async () => {
    const store = empty();
    bring(store, readSheets(await fromCsv(), reading), false);
    store.close();
  });
  bring(tried, said, false);
  await measure('the same: imported again from XLSX, nothing changes', 5, async () => {
    const known = knownNames(tried.read, wholeTree);
    return bring(tried, readSheets(await fromXlsx(), { ...reading, known }), false);
  });
  tried.close();
} finally {
  rmSync(temporary, { recursive: true, force: true });
}
