import type { SheetDoor } from '../../src/cli/doors.ts';
import { annotateWorkbook } from '../../src/report/sheet/annotate.ts';
import { annotateCsv } from '../../src/report/sheet/annotate-csv.ts';
import { readCsvTable } from '../../src/report/sheet/csv-table.ts';
import { readWorkbook } from '../../src/report/sheet/read-workbook.ts';
import { writeWorkbook } from '../../src/report/sheet/write-workbook.ts';

/** What a sheet thread does, without the thread. */
export const plainSheets: SheetDoor = {
  read: ({ bytes, file, encoding }) => (isCsv(file) ? readCsvTable(bytes, file, encoding) : readWorkbook(bytes, file)),
  write: async (book) => ({ bytes: await writeWorkbook(book) }),
  async annotate({ bytes, file, encoding, faults }) {
    const made = isCsv(file) ? await annotateCsv(bytes, faults, encoding) : await annotateWorkbook(bytes, faults);
    return made instanceof Uint8Array ? { bytes: made } : { fault: made };
  },
};

function isCsv(file: string): boolean {
  return /\.(csv|tsv|txt)$/i.test(file);
}
