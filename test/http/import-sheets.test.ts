import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type BookCell, plainSheet, textColumn } from '../../src/report/sheet/book.ts';
import { readWorkbook } from '../../src/report/sheet/read-workbook.ts';
import { writeWorkbook } from '../../src/report/sheet/write-workbook.ts';
import { jsonIn, listIn, problemIn } from './json.ts';
import { importCast, openService, type Service, TOKEN } from './service.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const tally = z.record(z.string(), z.object({ added: z.number(), changed: z.number(), same: z.number() }));
const run = z.object({ id: z.string(), source: z.string(), tally, undoneBy: z.number().nullable() });
const said = z.object({
  tables: z.array(
    z.object({
      sheet: z.string().nullable(),
      kind: z.string().nullable(),
      rows: z.number(),
      columns: z.array(z.object({ header: z.string(), field: z.string().nullable(), how: z.string() })),
    }),
  ),
  names: z.array(z.object({ text: z.string(), agency: z.string(), confidence: z.number(), accepted: z.boolean() })),
  notes: z.array(z.object({ message: z.string() })),
});
const result = z.object({
  knownSeq: z.number().nullable(),
  tally,
  import: z.string().nullable(),
  sameAs: run.nullable(),
  said: said.nullable(),
});
const problem = z.object({
  code: z.string(),
  errors: z.array(
    z.object({
      file: z.string().optional(),
      sheet: z.string().optional(),
      row: z.number().optional(),
      column: z.string().optional(),
      cell: z.string().optional(),
      message: z.string(),
    }),
  ),
});
const inspection = z.object({ tally: tally.nullable(), problems: problem.shape.errors, said: said.nullable() });

let service: Service;
beforeEach(async () => {
  service = openService();
  await importCast(service);
});
afterEach(() => service.close());

const headers = ['Cơ quan', 'Tên kênh', 'Cấp truy nhập', 'Dung lượng xuống (Mbit/s)'];
const rows = [
  ['00004', 'Kênh 1', 'Cấp II', 100],
  ['00007', 'Kênh 1', 'Cấp I', 300],
];
function book(cells: readonly (readonly BookCell[])[], over: readonly string[] = headers, sheet = 'Kênh truyền') {
  return writeWorkbook({
    sheets: [
      plainSheet(
        sheet,
        over.map((header) => textColumn(header)),
        cells,
      ),
    ],
  });
}
async function send(bytes: Uint8Array, query = '', over: { type?: string; path?: string; token?: string } = {}) {
  const { type = XLSX, path = 'imports', token = TOKEN } = over;
  return service.app.request(`/api/v1/${path}${query}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': type },
    body: new Uint8Array(bytes),
  });
}
const csv = (text: string) => new TextEncoder().encode(text);

describe('a workbook', () => {
  test('is brought in by its Vietnamese headers; the very same file again changes nothing and says so', async () => {
    const file = await book(rows);
    const first = await jsonIn(await send(file, '?name=kenh.xlsx'), result);
    expect([first.tally.records, first.sameAs, first.said?.tables]).toMatchObject([
      { added: 2, changed: 0, same: 0 },
      null,
      [{ sheet: 'Kênh truyền', kind: 'wan_links', rows: 2 }],
    ]);
    const again = await jsonIn(await send(file, '?name=khac.xlsx'), result);
    expect([again.knownSeq, again.tally.records, again.sameAs?.id]).toEqual([
      null,
      { added: 0, changed: 0, same: 2 },
      first.import,
    ]);
  });

  test('run dry tells what it would do and writes nothing', async () => {
    const dry = await jsonIn(await send(await book(rows), '?dry_run=1'), result);
    expect([dry.knownSeq, dry.import, dry.tally.records?.added]).toEqual([null, null, 2]);
    expect(await (await service.get('/api/v1/wan-links')).json()).toEqual({ items: [], next: null });
  });

  test('tells every fault with its file, sheet, row, header, cell and remedy, and writes nothing', async () => {
    const faulty = [
      ['00004', 'Kênh 1', 'Cấp V', 'một trăm'],
      ['09999', 'Kênh 2', 'Cấp I', 1],
      ['00007', 'Kênh 3', 'Cấp I', 300],
    ];
    const answer = await send(await book(faulty), '?name=kenh.xlsx');
    expect(answer.status).toBe(400);
    const { code, errors } = problem.parse(await answer.json());
    expect([code, errors.map(({ cell }) => cell)]).toEqual(['invalid', ['C2', 'D2', 'A3']]);
    expect(errors[0]).toMatchObject({ file: 'kenh.xlsx', sheet: 'Kênh truyền', row: 2, column: 'Cấp truy nhập' });
    expect(errors.every(({ message }) => message.includes(' / '))).toBe(true);
    expect(await (await service.get('/api/v1/wan-links')).json()).toEqual({ items: [], next: null });
  });

  test('with an unsound agency brings no faults of what refers to it', async () => {
    const sheets = [
      plainSheet(
        'Cơ quan',
        ['Mã', 'Tên', 'Khối'].map((one) => textColumn(one)),
        [['N1', 'Cơ quan mới', 'xã phường gì đó']],
      ),
      plainSheet(
        'Trụ sở',
        ['Cơ quan', 'Tên trụ sở'].map((one) => textColumn(one)),
        [['N1', 'Trụ sở chính']],
      ),
    ];
    const { errors } = problem.parse(await (await send(await writeWorkbook({ sheets }))).json());
    expect(errors.map(({ sheet, cell }) => [sheet, cell])).toEqual([['Cơ quan', 'C2']]);
  });

  test.each([
    ['an old or encrypted workbook', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), XLSX],
    ['garbage', new Uint8Array([1, 2, 3]), XLSX],
    ['nothing', new Uint8Array(), XLSX],
    ['text that is none', new Uint8Array([0x61, 0xff, 0xfe, 0x0a, 0x62]), 'text/csv'],
  ])('that is %s is refused in both languages, and the service goes on', async (_, bytes, type) => {
    const { code, errors } = problem.parse(await (await send(bytes, '?name=tep', { type })).json());
    expect([code, errors.length]).toEqual(['invalid', 1]);
    expect(errors[0]?.message).toMatch(/.+ \/ .+/);
    expect((await service.get('/api/v1/agencies')).status).toBe(200);
  });
});

describe('what is not sure', () => {
  const unsure = [['UBND phuong Binh Minh', 'Kênh 1', 'Cấp II', 100, 'x']];
  const over = [...headers, 'Ghi chú riêng'];

  test('is offered with how sure it is, and taken only when it was said', async () => {
    const file = await book(unsure, over);
    const looked = await jsonIn(await send(file, '', { path: 'imports/inspect' }), inspection);
    expect(looked.said?.names).toMatchObject([{ text: 'UBND phuong Binh Minh', agency: '00004', accepted: false }]);
    expect(looked.said?.tables[0]?.columns.at(-1)).toMatchObject({ header: 'Ghi chú riêng', how: 'unknown' });
    expect([looked.tally, looked.problems.map(({ cell }) => cell)]).toEqual([null, ['E1', 'A2']]);
    expect((await send(file)).status).toBe(400);

    const query = new URLSearchParams({
      names: JSON.stringify({ 'UBND phuong Binh Minh': '00004' }),
      mappings: JSON.stringify({ 'Ghi chú riêng': null }),
      source: 'So KHCN',
      remember: '1',
    });
    const done = await jsonIn(await send(file, `?${query}`), result);
    expect(done.tally.records?.added).toBe(1);
    const kept = await service.get('/api/v1/mappings?source=So%20KHCN&list=wan_links');
    expect(await kept.json()).toMatchObject({ mappings: { 'Ghi chú riêng': null } });
  });

  test('of the headers of a source is remembered for its next sheet, and for nobody else’s', async () => {
    const put = await service.ask('PUT', '/api/v1/mappings', {
      body: { source: 'A', list: 'wan_links', mappings: { 'Ghi chú riêng': 'circuit' } },
    });
    expect(put.status).toBe(200);
    const file = await book([['00004', 'Kênh 1', 'Cấp II', 100, 'MSP-1']], over);
    expect((await send(file, '?source=B')).status).toBe(400);
    expect((await send(file, '?source=A')).status).toBe(200);
    expect(await (await service.get('/api/v1/wan-links/00004/K%C3%AAnh%201')).json()).toMatchObject({
      values: { circuit: 'MSP-1' },
    });
    const wrong = await service.ask('PUT', '/api/v1/mappings', {
      body: { source: 'A', list: 'wan_links', mappings: { X: 'none' } },
    });
    expect((await problemIn(wrong)).errors[0]?.path).toBe('/mappings/X');
  });

  test('from a confidence on passes when the caller says so', async () => {
    const file = await book(unsure.map((row) => row.slice(0, 4)));
    expect((await send(file, '?accept=0.99')).status).toBe(400);
    expect((await send(file, '?accept=0.9')).status).toBe(200);
  });
});

describe('a copy with the faults marked', () => {
  test('of a workbook holds a list of them; of CSV a column', async () => {
    const file = await book([['00004', 'Kênh 1', 'Cấp V', 1]]);
    const marked = await send(file, '?name=K%C3%AAnh.xlsx', { path: 'imports/annotate' });
    expect([marked.status, marked.headers.get('content-type')]).toEqual([200, XLSX]);
    expect(marked.headers.get('content-disposition')).toBe(
      `attachment; filename="Kenh-loi.xlsx"; filename*=UTF-8''K%C3%AAnh-loi.xlsx`,
    );
    const read = await readWorkbook(new Uint8Array(await marked.arrayBuffer()), 'x.xlsx');
    expect(read.skipped.map(({ reason }) => reason)).toContain('fault-list');
    const text = 'code,name,block\nN1,Sở A,departmant\n';
    const lines = await (await send(csv(text), '', { path: 'imports/annotate', type: 'text/csv' })).text();
    expect(lines.split('\n')[1]).toMatch(/^N1,Sở A,departmant,.+ \/ /);
    expect((await send(csv('agencies: []'), '', { path: 'imports/annotate', type: 'text/yaml' })).status).toBe(415);
  });
});

describe('imports on record', () => {
  test('are listed newest first, shown, and taken back once', async () => {
    const done = await jsonIn(await send(await book(rows), '?name=kenh.xlsx'), result);
    const listed = await listIn(await service.get('/api/v1/imports?limit=1'), run);
    expect(listed.items).toMatchObject([{ id: done.import, source: 'import:kenh.xlsx', undoneBy: null }]);
    const next = await listIn(await service.get(`/api/v1/imports?limit=1&cursor=${listed.next}`), run);
    expect(next.items[0]?.source).toBe('import:cast.yaml');
    expect((await service.ask('POST', `/api/v1/imports/${done.import}/undo`)).status).toBe(200);
    expect((await service.get('/api/v1/wan-links/00004/K%C3%AAnh%201')).status).toBe(404);
    expect((await jsonIn(await service.get(`/api/v1/imports/${done.import}`), run)).undoneBy).not.toBeNull();
    expect((await problemIn(await service.ask('POST', `/api/v1/imports/${done.import}/undo`))).code).toBe('conflict');
  });

  test('are not taken back over what was changed since, and that is named', async () => {
    const done = await jsonIn(await send(await book(rows)), result);
    await service.ask('PATCH', '/api/v1/wan-links/00004/K%C3%AAnh%201', { body: { values: { carrier: 'X' } } });
    const told = await problemIn(await service.ask('POST', `/api/v1/imports/${done.import}/undo`));
    expect([told.code, told.errors[0]?.message]).toEqual(['conflict', expect.stringContaining('00004/Kênh 1')]);
    expect((await service.get('/api/v1/wan-links/00007/K%C3%AAnh%201')).status).toBe(200);
  });
});

describe('with rights on one commune', () => {
  test('a file of its own things is brought in and taken back, one of others’ is not', async () => {
    const token = service.token('planner', '00004');
    expect((await send(await book(rows), '', { token })).status).toBe(400);
    const own = await jsonIn(await send(await book(rows.slice(0, 1)), '', { token }), result);
    expect(own.tally.records?.added).toBe(1);
    const get = (path: string, who: string) => service.get(path, { authorization: `Bearer ${who}` });
    expect((await listIn(await get('/api/v1/imports', token), run)).items.map(({ id }) => id)).toEqual([own.import]);
    const other = service.token('planner', '00007');
    expect((await listIn(await get('/api/v1/imports', other), run)).items).toEqual([]);
    expect((await get(`/api/v1/imports/${own.import}`, other)).status).toBe(404);
    const undo = (who: string) =>
      service.ask('POST', `/api/v1/imports/${own.import}/undo`, { headers: { authorization: `Bearer ${who}` } });
    expect((await undo(other)).status).toBe(404);
    expect((await undo(service.token('viewer', '00004'))).status).toBe(403);
    expect((await undo(token)).status).toBe(200);
  });

  test('names of agencies that it may not see are not found for it', async () => {
    const token = service.token('planner', '00004');
    const file = await book([['UBND xã Sơn Tây', 'Kênh 1', 'Cấp II', 1]]);
    const looked = await jsonIn(await send(file, '', { path: 'imports/inspect', token }), inspection);
    expect(looked.said?.names).toEqual([]);
    expect(JSON.stringify(looked)).not.toContain('00007');
  });

  test.each([
    ['viewer', 'Tên kênh', 403],
    ['operator', 'Tên kênh', 200],
    ['reporter', 'Tên kênh', 403],
    ['operator', 'Tên trụ sở', 403],
    ['planner', 'Tên trụ sở', 200],
  ] as const)('a %s with a sheet of "%s" gets %i', async (role, header, status) => {
    const isLink = header === 'Tên kênh';
    const file = await book(
      [isLink ? ['00004', 'A', 'Cấp II'] : ['00004', 'A']],
      isLink ? headers.slice(0, 3) : ['Cơ quan', header],
      isLink ? 'Kênh truyền' : 'Trụ sở',
    );
    expect((await send(file, '', { token: service.token(role, '00004') })).status).toBe(status);
  });

  test('focal points are brought in only by who may change them', async () => {
    const text = csv('Cơ quan,Họ và tên,Điện thoại\n00004,Hoàng Thị Mẫu,0912345678\n');
    const query = '?kind=contacts';
    expect((await send(text, query, { type: 'text/csv', token: service.token('approver', '00004') })).status).toBe(403);
    expect((await send(text, query, { type: 'text/csv', token: service.token('reporter', '00004') })).status).toBe(200);
  });
});

test('a CSV file in the older Vietnamese encoding is offered, and read once that is named', async () => {
  const older = new Uint8Array([...csv('code,name,block\nN1,S'), 0xf5, 0xd2, ...csv(' A,department\n')]);
  const told = problem.parse(await (await send(older, '', { type: 'text/csv' })).json());
  expect(told.errors[0]?.message).toContain('1258');
  expect((await send(older, '?encoding=windows-1258', { type: 'text/csv' })).status).toBe(200);
  expect(await (await service.get('/api/v1/agencies/N1')).json()).toMatchObject({ name: 'Sở A' });
});
