import { parentPort } from 'node:worker_threads';
import { annotateWorkbook } from '../report/sheet/annotate.ts';
import { annotateCsv } from '../report/sheet/annotate-csv.ts';
import { readCsvTable } from '../report/sheet/csv-table.ts';
import { readWorkbook } from '../report/sheet/read-workbook.ts';
import type { WorkbookFault } from '../report/sheet/workbook-fault.ts';
import { writeWorkbook } from '../report/sheet/write-workbook.ts';
import { serveChannel } from './channel.ts';
import type { SheetBytes, SheetProtocol } from './sheet-messages.ts';

if (!parentPort) throw new Error('sheet: not a worker thread');

serveChannel<SheetProtocol>(parentPort, {
  read: ({ bytes, file, encoding }) => (isCsv(file) ? readCsvTable(bytes, file, encoding) : readWorkbook(bytes, file)),
  write: async (book) => ({ bytes: await writeWorkbook(book) }),
  annotate: async ({ bytes, file, encoding, faults }) => {
    return answer(isCsv(file) ? await annotateCsv(bytes, faults, encoding) : await annotateWorkbook(bytes, faults));
  },
});

function isCsv(file: string): boolean {
  return /\.(csv|tsv|txt)$/i.test(file);
}

function answer(made: Uint8Array | WorkbookFault): SheetBytes {
  return made instanceof Uint8Array ? { bytes: made } : { fault: made };
}
