import { plainSheet, textColumn } from '../src/report/sheet/book.ts';
import { writeCsv } from '../src/report/sheet/csv.ts';
import { readCsvTable } from '../src/report/sheet/csv-table.ts';
import { readWorkbook } from '../src/report/sheet/read-workbook.ts';
import { writeWorkbook } from '../src/report/sheet/write-workbook.ts';
import { measure } from './measure.ts';

const header = Array.from({ length: 20 }, (_, column) => `Cột ${column + 1}`);
const rows = Array.from({ length: 2_000 }, (_, row) =>
  header.map((_name, column) => (column < 8 ? `Ủy ban nhân dân xã số ${row}, ô ${column}` : row * column + 0.5)),
);
const book = {
  sheets: [
    plainSheet(
      'Cơ quan',
      header.map((name) => textColumn(name)),
      rows,
    ),
  ],
};
const xlsx = await writeWorkbook(book);
const csv = new TextEncoder().encode(writeCsv(header, rows));
const kilobytes = (bytes: Uint8Array) => `${(bytes.length / 1024).toFixed(0)} kB`;

await measure(`2,000 rows of 20 columns read from CSV (${kilobytes(csv)})`, 9, () => readCsvTable(csv, 'a.csv'));
await measure(`the same read from XLSX (${kilobytes(xlsx)})`, 9, () => readWorkbook(xlsx, 'a.xlsx'));
await measure('the same written as CSV', 9, () => writeCsv(header, rows));
await measure('the same written as XLSX', 9, () => writeWorkbook(book));
