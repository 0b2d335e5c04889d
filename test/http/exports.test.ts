import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { attachment } from '../../src/http/attachment.ts';
import { readWorkbook } from '../../src/report/sheet/read-workbook.ts';
import { inventory } from './inventory-cast.ts';
import { problemIn } from './json.ts';
import { importCast, openService, type Service } from './service.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

let service: Service;
beforeEach(async () => {
  service = openService();
  await importCast(service);
  const sent = await service.ask('POST', '/api/v1/imports?name=inventory.yaml', {
    body: inventory,
    headers: { 'content-type': 'text/yaml' },
  });
  expect([sent.status, await sent.text()]).toEqual([200, expect.any(String)]);
});
afterEach(() => service.close());

const as = (token: string, path: string) => service.get(path, { authorization: `Bearer ${token}` });
const bytesOf = async (answer: Response) => new Uint8Array(await answer.arrayBuffer());

describe('an export', () => {
  test('of one list is a file of its own name and type', async () => {
    const xlsx = await service.get('/api/v1/exports/wan-links');
    expect([xlsx.status, xlsx.headers.get('content-type')]).toEqual([200, XLSX]);
    expect(xlsx.headers.get('content-disposition')).toBe(
      `attachment; filename="Kenh truyen WAN 2026-11-22.xlsx"; filename*=UTF-8''K%C3%AAnh%20truy%E1%BB%81n%20WAN%202026-11-22.xlsx`,
    );
    const read = await readWorkbook(await bytesOf(xlsx), 'x.xlsx');
    expect(read.tables.map(({ sheet, rows }) => [sheet, rows.length])).toEqual([['Kênh truyền WAN', 3]]);
    const csv = await service.get('/api/v1/exports/sites?format=csv&as_of=2025-12-31');
    expect([csv.status, csv.headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8']);
    expect((await csv.text()).trim().split('\n')).toHaveLength(3);
  });

  test('brought in again changes nothing', async () => {
    const file = await bytesOf(await service.get('/api/v1/exports/all'));
    const again = await service.app.request('/api/v1/imports?name=all.xlsx&source=inventory.yaml', {
      method: 'POST',
      headers: { authorization: `Bearer ${service.doors.token}`, 'content-type': XLSX },
      body: file,
    });
    const told: unknown = await again.json();
    expect([again.status, told]).toMatchObject([
      200,
      {
        tally: {
          agencies: { added: 0, changed: 0 },
          devices: { added: 0, changed: 0 },
          records: { added: 0, changed: 0 },
        },
      },
    ]);
  });

  test('holds what the caller may see and nothing else', async () => {
    const token = service.token('viewer', '00007');
    for (const list of ['agencies', 'devices', 'sites', 'wan-links', 'facts', 'all']) {
      const read = await readWorkbook(await bytesOf(await as(token, `/api/v1/exports/${list}`)), 'x.xlsx');
      const text = JSON.stringify(read.tables.map(({ rows }) => rows));
      expect([list, ['00004', 'H99', 'Kênh chính'].filter((word) => text.includes(word))]).toEqual([list, []]);
    }
  });

  test('of focal points is for those who may see them, and is never part of everything', async () => {
    expect((await as(service.token('viewer'), '/api/v1/exports/contacts')).status).toBe(403);
    const own = await as(service.token('reporter', '00004'), '/api/v1/exports/contacts?format=csv');
    expect(await own.text()).toContain('Hoàng Thị Mẫu');
    const other = await as(service.token('reporter', '00007'), '/api/v1/exports/contacts?format=csv');
    expect(await other.text()).not.toContain('Hoàng Thị Mẫu');
    const all = await readWorkbook(await bytesOf(await service.get('/api/v1/exports/all')), 'x.xlsx');
    expect(JSON.stringify(all.tables)).not.toContain('Hoàng Thị Mẫu');
  });

  test('of no list, or of several as CSV, is refused with the way out', async () => {
    expect((await service.get('/api/v1/exports/nothing')).status).toBe(404);
    expect((await problemIn(await service.get('/api/v1/exports/all?format=csv'))).errors[0]?.path).toBe('?format');
  });
});

describe('a template', () => {
  test('is an empty sheet with the headers of its list, and can be sent back as it is', async () => {
    const answer = await service.get('/api/v1/templates/wan-links.xlsx');
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, XLSX]);
    expect(answer.headers.get('content-disposition')).toContain('filename="Mau Kenh truyen WAN.xlsx"');
    const file = await bytesOf(answer);
    const read = await readWorkbook(file, 'x.xlsx');
    const [table] = read.tables;
    expect([table?.sheet, table?.rows[0]?.cells.slice(0, 3)]).toEqual([
      'Kênh truyền WAN',
      ['Mã cơ quan', 'Tên kênh', 'Cấp truy nhập'],
    ]);
    const sent = await service.app.request('/api/v1/imports', {
      method: 'POST',
      headers: { authorization: `Bearer ${service.doors.token}`, 'content-type': XLSX },
      body: file,
    });
    expect(await sent.json()).toMatchObject({ knownSeq: null });
  });

  test('of everything holds every list; of nothing there is none', async () => {
    const all = await readWorkbook(await bytesOf(await service.get('/api/v1/templates/all.xlsx')), 'x.xlsx');
    expect(all.tables.length).toBeGreaterThan(10);
    expect((await service.get('/api/v1/templates/none.xlsx')).status).toBe(404);
    expect((await service.get('/api/v1/templates/wan-links.csv')).status).toBe(400);
  });
});

test.each([
  ['a.csv', `attachment; filename="a.csv"; filename*=UTF-8''a.csv`],
  [
    'Đơn vị "x".csv',
    `attachment; filename="Don vi _x_.csv"; filename*=UTF-8''%C4%90%C6%A1n%20v%E1%BB%8B%20%22x%22.csv`,
  ],
  ["o'(1)*.csv", `attachment; filename="o'(1)*.csv"; filename*=UTF-8''o%27%281%29%2A.csv`],
])('the name %s goes out in ASCII and in full', (name, header) => {
  expect(attachment(name)).toBe(header);
});
