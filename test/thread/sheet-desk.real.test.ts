import { afterEach, describe, expect, test } from 'vitest';
import { plainSheet, textColumn } from '../../src/report/sheet/book.ts';
import { openSheetDesk, type SheetDesk, sheetDeskLimits } from '../../src/thread/sheet-desk.ts';
import { workbookOf } from '../report/sheet/workbook-bytes.ts';
import type { GreedyFile } from './greedy-sheet-thread.ts';

const desks: SheetDesk[] = [];
afterEach(async () => {
  for (const desk of desks.splice(0)) await desk.end();
});

function open(file: string, limits: Partial<typeof sheetDeskLimits> = {}): SheetDesk {
  const desk = openSheetDesk(new URL(file, import.meta.url), { ...sheetDeskLimits, ...limits });
  desks.push(desk);
  return desk;
}
const sheetThread = '../../src/thread/sheet.ts';
const greedyThread = './greedy-sheet-thread.ts';
const sent = (file: string, bytes: Uint8Array = new Uint8Array()) => ({ bytes, file, encoding: null });
const greedy = (file: GreedyFile) => sent(file);
const wholeFile = { sheet: null, row: null, column: null };

describe('a sheet desk', () => {
  test('writes a book, reads it again, and annotates it; the bytes that were sent stay with the sender', async () => {
    const desk = open(sheetThread);
    const written = await desk.write({ sheets: [plainSheet('Xã', [textColumn('Mã')], [['01'], ['=1+1']])] });
    if (!('bytes' in written)) throw new Error('not written');
    const read = await desk.read(sent('xa.xlsx', written.bytes));
    expect(read.faults).toEqual([]);
    expect(read.tables[0]?.rows.map((row) => row.cells)).toEqual([['Mã'], ['01'], ['=1+1']]);
    const faults = [{ sheet: 'Xã', row: 2, column: 'A', message: 'sai' }];
    const annotated = await desk.annotate({ ...sent('xa.xlsx', written.bytes), faults });
    if (!('bytes' in annotated)) throw new Error('not annotated');
    expect((await desk.read(sent('xa.xlsx', annotated.bytes))).skipped).toEqual([
      { sheet: 'Lỗi - Faults', reason: 'fault-list' },
    ]);
  });

  test('tells CSV by its name, and answers what is wrong with a file as faults', async () => {
    const desk = open(sheetThread);
    const bytes = new TextEncoder().encode('mã,tên\n01,Xã Đông\n');
    const answers = await Promise.all([
      desk.read(sent('a.CSV', bytes)),
      desk.read(sent('a.xlsx', bytes)),
      desk.annotate({ ...sent('a.xlsx', bytes), faults: [] }),
      desk.annotate({ ...sent('a.csv', bytes), faults: [{ ...wholeFile, row: 2, message: 'sai' }] }),
    ]);
    expect(answers[0].tables[0]?.rows[1]?.cells).toEqual(['01', 'Xã Đông']);
    expect(answers[1].faults).toMatchObject([{ code: 'text-not-workbook' }]);
    expect(answers[2]).toMatchObject({ fault: { code: 'text-not-workbook' } });
    expect('bytes' in answers[3] && new TextDecoder().decode(answers[3].bytes)).toContain('01,Xã Đông,sai');
  });

  test('reads under a small heap what is refused before it is unpacked', async () => {
    const desk = open(sheetThread, { memoryMb: 32 });
    const bomb = workbookOf(`<row r="1">${'<c r="A1"><v>1</v></c>'.repeat(400_000)}</row>`);
    expect((await desk.read(sent('bomb.xlsx', bomb))).faults).toMatchObject([{ code: 'zip-ratio' }]);
  });
});

describe('work that does not end by itself', () => {
  test('is stopped at its deadline and answered as too slow, whatever was asked', async () => {
    const desk = open(greedyThread, { deadlineMs: 1000, atOnce: 3 });
    const fault = { ...wholeFile, code: 'too-slow', params: { seconds: 1 } };
    const answers = [
      desk.read(greedy('endless')),
      desk.write({ sheets: [] }),
      desk.annotate({ ...greedy('endless'), faults: [] }),
    ];
    expect(await Promise.all(answers)).toEqual([{ tables: [], skipped: [], faults: [fault] }, { fault }, { fault }]);
  });

  test('is stopped when its memory is used up, and the next file is read', async () => {
    const desk = open(greedyThread, { memoryMb: 24 });
    expect(await desk.read(greedy('greedy'))).toEqual({
      tables: [],
      skipped: [],
      faults: [{ ...wholeFile, code: 'too-much-memory', params: { megabytes: 24 } }],
    });
    expect((await desk.read(greedy('fine'))).faults).toEqual([]);
  });

  test('fails as a bug does when the thread broke in another way', async () => {
    const desk = open(greedyThread);
    await expect(desk.read(greedy('bug'))).rejects.toThrow(/TypeError: a bug/);
    await expect(desk.read(greedy('exit'))).rejects.toThrow(/thread ended \(exit code 3\)/);
    await expect(open('./no-such-thread.ts').read(greedy('fine'))).rejects.toThrow(/Cannot find module/);
    expect((await desk.read(greedy('fine'))).faults).toEqual([]);
  });

  test('ends with the desk, and so does what waits', async () => {
    const desk = open(greedyThread, { atOnce: 1 });
    const asked = [desk.read(greedy('endless')), desk.read(greedy('fine'))].map((each) =>
      expect(each).rejects.toThrow(/ended/),
    );
    await desk.end();
    await Promise.all(asked);
    await expect(desk.read(greedy('fine'))).rejects.toThrow(/ended/);
  });
});
