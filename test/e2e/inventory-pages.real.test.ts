import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type HttpServer, listenHttp } from '../../src/http/server.ts';
import type { BookCell } from '../../src/report/sheet/book.ts';
import { plainSheet, textColumn } from '../../src/report/sheet/book.ts';
import { writeWorkbook } from '../../src/report/sheet/write-workbook.ts';
import { inventory } from '../http/inventory-cast.ts';
import { importCast, openService, PASSWORD, type Service } from '../http/service.ts';
import { missing } from '../support/real.ts';

const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

describe.skipIf(missing('chromium'))('the pages of the inventory in a real browser', () => {
  let browser: Browser;
  let service: Service;
  let server: HttpServer;
  let context: BrowserContext | null = null;
  let page: Page;
  let folder: string;
  const complaints: string[] = [];
  const foreign: string[] = [];

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args });
    folder = mkdtempSync(path.join(tmpdir(), 'hatang-inventory-shots-'));
  });
  afterAll(async () => {
    await browser.close();
    // Kept where somebody wants to look at them.
    if (process.env.HATANG_KEEP_SHOTS === undefined) rmSync(folder, { recursive: true });
    else process.stdout.write(`${folder}\n`);
  });
  beforeEach(async () => {
    service = openService({ limits: { administratorIdleMs: 3_600_000 } });
    await importCast(service);
    const sent = await service.ask('POST', '/api/v1/imports?name=inventory.yaml', {
      body: inventory,
      headers: { 'content-type': 'text/yaml' },
    });
    expect([sent.status, await sent.text()]).toEqual([200, expect.any(String)]);
    await service.account('lan.nguyen', 'administrator');
    await service.account('hoa', 'planner', '00004');
    server = await listenHttp(service.app, { host: '127.0.0.1', port: 0 });
    complaints.length = 0;
    foreign.length = 0;
  });
  afterEach(async () => {
    await context?.close();
    await server.close();
    service.close();
  });

  async function open(width: number, colorScheme: 'light' | 'dark', javaScriptEnabled = true): Promise<void> {
    await context?.close();
    context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, javaScriptEnabled });
    page = await context.newPage();
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => {
      if (new URL(request.url()).origin !== server.address) foreign.push(request.url());
    });
  }
  const go = (at: string) => page.goto(`${server.address}${at}`);
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
  const heading = () => page.locator('main h1').innerText();
  const shot = (name: string) => page.screenshot({ path: path.join(folder, `${name}.png`), fullPage: true });
  async function signIn(name: string): Promise<void> {
    await go('/sign-in');
    await page.getByLabel('Tên đăng nhập').fill(name);
    await page.getByLabel('Mật khẩu').fill(PASSWORD);
    await press('Đăng nhập');
  }
  async function sheetFile(
    name: string,
    headers: readonly string[],
    rows: readonly (readonly BookCell[])[],
  ): Promise<string> {
    const sheet = plainSheet(
      'Kênh truyền',
      headers.map((header) => textColumn(header)),
      rows,
    );
    const file = path.join(folder, name);
    writeFileSync(file, await writeWorkbook({ sheets: [sheet] }));
    return file;
  }

  test('a sheet with faults is shown with its cells, mended, imported and taken back, without any script', async () => {
    await open(1280, 'light', false);
    await signIn('lan.nguyen');
    await page.getByRole('link', { name: 'Nhập, xuất', exact: true }).click();
    const headers = [
      'Cơ quan',
      'Tên kênh',
      'Cấp truy nhập',
      'Dung lượng xuống (Mbit/s)',
      'Hợp đồng đến',
      'Chú thích riêng',
    ];
    const faulty = [
      ['UBND phuong Binh Minh', 'Kênh 1', 'Cấp II', 100, '31/02/2027', 'a'],
      ['00007', 'Kênh 1', 'Cấp V', 'một trăm', '31/12/2027', ''],
      ['09999', 'Kênh 2', 'Cấp I', 50, '', ''],
    ];
    await page.getByLabel('Tệp *').setInputFiles(await sheetFile('kenh.xlsx', headers, faulty));
    await page.getByLabel('Nguồn tệp').fill('Sở Khoa học và Công nghệ');
    await press('Kiểm tra tệp');
    expect(await heading()).toBe('kenh.xlsx');
    await shot('import-faults');
    const told = await page.locator('#faults ~ .scroll tbody tr').allInnerTexts();
    const cells = told.map((line) => line.split(/\s/)[0]);
    expect(cells.toSorted()).toEqual(['A2', 'A4', 'C3', 'D3', 'E2', 'F1']);

    const copy = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Tải bản sao có đánh dấu lỗi' }).click();
    expect((await copy).suggestedFilename()).toBe('kenh-loi.xlsx');

    await page.getByLabel('Cơ quan: UBND phuong Binh Minh').selectOption('00004');
    await page.getByLabel('Nghĩa là: Chú thích riêng').selectOption('-');
    await press('Kiểm tra lại');
    const left = await page.locator('#faults ~ .scroll tbody tr').allInnerTexts();
    expect(left.map((line) => line.split(/\s/)[0]).toSorted()).toEqual(['A4', 'C3', 'D3', 'E2']);

    await page.getByRole('link', { name: 'Nhập, xuất', exact: true }).first().click();
    const mended = [
      ['00004', 'Kênh 1', 'Cấp II', 100, '28/02/2027', 'a'],
      ['00007', 'Kênh 1', 'Cấp II', 100, '31/12/2027', ''],
    ];
    await page.getByLabel('Tệp *').setInputFiles(await sheetFile('kenh.xlsx', headers, mended));
    await page.getByLabel('Nguồn tệp').fill('Sở Khoa học và Công nghệ');
    await press('Kiểm tra tệp');
    await page.getByLabel('Nghĩa là: Chú thích riêng').selectOption('-');
    await press('Kiểm tra lại');
    await shot('import-ready');
    expect(await page.locator('.counts').innerText()).toContain('2 thêm');
    await press('Nhập vào hệ thống');
    expect(await page.getByRole('status').innerText()).toContain('Đã nhập xong');
    await shot('import-done');
    expect(await (await service.get('/api/v1/wan-links/00007/K%C3%AAnh%201')).json()).toMatchObject({
      values: { level: 'II', down_mbps: 100, contract_to: '2027-12-31' },
    });
    await page.locator('summary', { hasText: 'Hoàn tác' }).click();
    await press('Xác nhận hoàn tác');
    expect(await page.getByRole('status').innerText()).toContain('Đã hoàn tác');
    expect((await service.get('/api/v1/wan-links/00007/K%C3%AAnh%201')).status).toBe(404);
    expect(foreign).toEqual([]);
  });

  test('a record is added, changed from a day on and closed by forms alone', async () => {
    await open(400, 'light', false);
    await signIn('hoa');
    await go('/agencies/00004');
    await page.locator('h2', { hasText: 'Trụ sở' }).getByRole('link').click();
    await page.locator('#new ~ form').getByLabel('Tên trụ sở').fill('Cơ sở 2');
    await page.getByLabel('Trụ sở chính').selectOption('false');
    await page.getByLabel('Có từ ngày').fill('2026-01-01');
    await press('Thêm');
    expect(await heading()).toBe('Cơ sở 2');
    await page.getByLabel('Địa chỉ').fill('12 phố Mới');
    await page.getByLabel('Áp dụng từ ngày').fill('2026-07-01');
    await press('Lưu');
    expect(await page.locator('.timeline > li').count()).toBe(2);
    expect(await page.locator('.timeline > li').first().innerText()).toContain('12 phố Mới');
    await shot('record-400');
    await page.locator('summary', { hasText: 'Kết thúc' }).click();
    await press('Xác nhận');
    expect(await page.getByRole('status').innerText()).toContain('Đã kết thúc');
    await go('/records/sites?agency=00007');
    expect(await page.locator('#new').count()).toBe(1);
    await page.locator('#new ~ form').getByLabel('Cơ quan').fill('00007');
    await page.locator('#new ~ form').getByLabel('Tên trụ sở').fill('X');
    await press('Thêm');
    expect(await page.getByRole('alert').innerText()).toContain('00007');
  });

  test.each([
    [1280, 'light'],
    [400, 'light'],
    [1280, 'dark'],
    [400, 'dark'],
  ] as const)(
    'at %i pixels, %s, no page is wider than its window and every field has its label',
    async (width, scheme) => {
      await open(width, scheme);
      await signIn('lan.nguyen');
      const look = async (name: string) => {
        const wide = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
        const fields = 'main :is(input:not([type=hidden], [hidden]), select, textarea)';
        const bare = await page.evaluate(
          `[...document.querySelectorAll('${fields}')].filter((one) => one.labels.length !== 1 && !one.ariaLabel).length`,
        );
        expect([name, wide, bare]).toEqual([name, 0, 0]);
        await shot(`${name}-${scheme}-${width}`);
      };
      const pages = [
        '/agencies',
        '/agencies?block=commune&q=binh+minh',
        '/agencies/00004',
        '/agencies/H99',
        '/records',
        '/records/wan-links',
        '/records/wan-links/00004/K%C3%AAnh%20ch%C3%ADnh',
        '/records/hosted-systems/mot-cua',
        '/records/device-details/H99/core',
        '/administrative-units',
        '/administrative-units?as_of=2025-03-01',
        '/administrative-units?fact=officials&from=2025-03-01&to=2026-01-01&basis=population',
        '/contacts',
        '/contacts/1',
        '/imports',
        '/imports/2',
      ];
      for (const at of pages) {
        await go(at);
        await look(at.replaceAll(/\W+/g, '-').slice(1, 60));
      }
      await go('/imports');
      const rows = [['UBND phuong Binh Minh', 'Kênh 9', 'Cấp V', 'nhiều', 'x']];
      const headers = ['Cơ quan', 'Tên kênh', 'Cấp truy nhập', 'Dung lượng xuống (Mbit/s)', 'Chú thích riêng'];
      await page.getByLabel('Tệp *').setInputFiles(await sheetFile('kenh.xlsx', headers, rows));
      await press('Kiểm tra tệp');
      await look('import-check');
      await go('/agencies/00004?lang=en');
      expect(await page.locator('main').innerText()).toContain('Focal points');
      await look('agency-english');
      expect([complaints.filter((one) => !one.includes('status of 40')), foreign]).toEqual([[], []]);
    },
  );
});
