import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type HttpServer, listenHttp } from '../../src/http/server.ts';
import { pdf } from '../command/declaration-desk.ts';
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

/** What a commune says of itself on the shipped form. */
const figures = {
  officials: 34,
  officials_needing_workstation: 32,
  officials_with_workstation: 30,
  officials_trained: 12,
  it_staff: 1,
  digital_signatures: 20,
  workstations: 40,
  workstations_with_internet: 38,
  workstations_with_antivirus: 38,
  offices: 6,
  offices_with_lan: 6,
  has_lan: true,
  lan_to_every_office: true,
  has_internet: true,
  has_document_management: true,
  has_one_stop: true,
  has_online_services: true,
};

describe.skipIf(missing('chromium'))('the pages of declarations in a real browser', () => {
  let browser: Browser;
  let service: Service;
  let server: HttpServer;
  let context: BrowserContext | null = null;
  let page: Page;
  let shots: string;
  const complaints: string[] = [];

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args });
    shots = mkdtempSync(path.join(tmpdir(), 'hatang-declaration-shots-'));
  });
  afterAll(async () => {
    await browser.close();
    // Kept where somebody wants to look at them.
    if (process.env.HATANG_KEEP_SHOTS === undefined) rmSync(shots, { recursive: true });
    else process.stdout.write(`${shots}\n`);
  });
  beforeEach(async () => {
    service = openService({ limits: { administratorIdleMs: 3_600_000 } });
    await importCast(service);
    await service.account('hoa', 'reporter', '00004');
    await service.account('lan', 'approver');
    service.clock.now = Date.parse('2027-01-08T02:00:00Z');
    server = await listenHttp(service.app, { host: '127.0.0.1', port: 0 });
    complaints.length = 0;
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
  }
  const go = (at: string) => page.goto(`${server.address}${at}`);
  const press = (name: string) => page.locator('main').getByRole('button', { name, exact: true }).last().click();
  const shot = (name: string) => page.screenshot({ path: path.join(shots, `${name}.png`), fullPage: true });
  const pills = () => page.locator('header.title .pill').innerText();
  async function signIn(name: string): Promise<void> {
    await go('/sign-in');
    await page.getByLabel('Tên đăng nhập').fill(name);
    await page.getByLabel('Mật khẩu').fill(PASSWORD);
    await page.getByRole('button', { name: 'Đăng nhập', exact: true }).click();
  }
  const signOut = () => page.getByRole('button', { name: 'Đăng xuất', exact: true }).click();
  const fill = async (fact: string, value: number | boolean | string) => {
    const at = page.locator(`#f-${fact}`);
    if (typeof value === 'boolean') await at.selectOption(value ? 'yes' : 'no');
    else await at.fill(String(value));
  };

  /** The year before, approved, and two communes' worth of states in the list. */
  function past(): void {
    const declare = (agency: string, period: string, over: Partial<typeof figures> = {}) => {
      const made = service.run({ kind: 'declaration.open', agency, form: 'commune_year', period, note: null });
      const id = Number(made.subjects[0]?.id);
      const reasons = Object.fromEntries(Object.keys(figures).map((fact) => [fact, 'đã kiểm kê']));
      service.run({ kind: 'declaration.save', id, ifMatch: null, figures: { ...figures, ...over }, reasons });
      service.run({ kind: 'declaration.submit', id, ifMatch: null, note: null });
      return id;
    };
    const before = declare('00004', '2025', {
      workstations: 24,
      workstations_with_internet: 24,
      workstations_with_antivirus: 24,
    });
    approve(before);
    declare('00007', '2026');
  }

  function approve(id: number): void {
    const actor = { kind: 'account', name: 'khac' } as const;
    const command = { kind: 'declaration.approve', id, ifMatch: null, note: null } as const;
    void service.doors.submit({ id: `approve ${id}`, actor, scope: null, command });
  }

  test('a commune declares, is returned, corrects and is approved, with forms alone and without any script', async () => {
    past();
    await open(400, 'light', false);
    await signIn('hoa');
    await page.getByRole('link', { name: 'Khai báo', exact: true }).click();
    await shot('work-reporter-400');
    await page.getByRole('button', { name: /^Bắt đầu khai: UBND phường Bình Minh, Hạ tầng/ }).click();
    expect(await pills()).toBe('Bản nháp');
    await shot('draft-empty-400');

    for (const [fact, value] of Object.entries(figures)) if (fact !== 'has_lan') await fill(fact, value);
    await fill('offices_with_lan', '7');
    await page.getByLabel('Thêm tài liệu').setInputFiles({
      name: 'biên bản kiểm kê.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.from(pdf('x')),
    });
    await press('Lưu và nộp');
    const told = await page.getByRole('alert').innerText();
    expect(told).toContain('phần không thể lớn hơn toàn bộ');
    expect(told).toContain('Có mạng nội bộ (LAN): chưa điền');
    expect(told).toContain('tăng 67% so với cùng kỳ năm trước');
    expect(await page.locator('.evidence-files li').innerText()).toContain('biên bản kiểm kê.pdf');
    await shot('draft-refused-400');

    await fill('offices_with_lan', '6');
    await fill('has_lan', true);
    await page.locator('#r-workstations').fill('Mua mới 16 máy theo kế hoạch 2026.');
    await page.locator('#r-workstations_with_internet').fill('Theo số máy mới.');
    await page.locator('#r-workstations_with_antivirus').fill('Theo số máy mới.');
    await press('Lưu và nộp');
    expect(await pills()).toBe('Đã nộp, chờ duyệt');
    expect(await page.getByRole('status').first().innerText()).toContain('Đã nộp');
    await shot('submitted-400');
    await signOut();

    await signIn('lan');
    await go('/declarations');
    await shot('work-approver-400');
    await page
      .locator('section[aria-labelledby=waiting]')
      .getByRole('link', { name: /UBND phường Bình Minh/ })
      .click();
    await page.getByLabel('Cần sửa gì').fill('Thiếu máy của bộ phận một cửa.');
    await shot('decide-400');
    await press('Trả lại');
    expect(await pills()).toBe('Bị trả lại');
    await signOut();

    await signIn('hoa');
    await go('/declarations');
    expect(await page.locator('section[aria-labelledby=returned]').innerText()).toContain('bộ phận một cửa');
    await page
      .getByRole('link', { name: /UBND phường Bình Minh/ })
      .first()
      .click();
    await shot('returned-400');
    await fill('workstations', '42');
    await press('Lưu và nộp');
    expect(await pills()).toBe('Đã nộp, chờ duyệt');
    await signOut();

    await signIn('lan');
    await go('/declarations/3');
    await press('Duyệt');
    expect(await pills()).toBe('Đã duyệt');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'biên bản kiểm kê.pdf' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('biên bản kiểm kê.pdf');
    await go('/declarations/progress?form=commune_year&period=2026');
    await shot('progress-400');
    expect(await page.locator('.share').first().innerText()).toContain('100,0%');
    const facts = await service.get('/api/v1/facts?agency=00004&as_of=2026-06-01&fact=workstations');
    expect(await facts.json()).toMatchObject({ items: [{ value: 42 }] });
  });

  test.each([
    [1280, 'light'],
    [400, 'light'],
    [1280, 'dark'],
    [400, 'dark'],
  ] as const)(
    'at %i pixels, %s, no page is wider than its window and every field has its label',
    async (width, scheme) => {
      past();
      service.run({ kind: 'declaration.remind', day: '2027-01-08' });
      await open(width, scheme);
      const look = async (name: string) => {
        const wide = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
        const fields = 'main :is(input:not([type=hidden], [hidden]), select, textarea)';
        const bare = await page.evaluate(
          `[...document.querySelectorAll('${fields}')].filter((one) => one.labels.length !== 1).length`,
        );
        expect([name, wide, bare]).toEqual([name, 0, 0]);
        await shot(`${name}-${scheme}-${width}`);
      };
      await signIn('lan');
      await go('/declarations');
      await look('work');
      await page.locator('summary').click();
      await page.getByLabel('Biểu').selectOption('commune_year');
      await page.getByLabel('Kỳ', { exact: true }).fill('2026');
      await page.getByLabel('Cơ quan', { exact: true }).fill('00004');
      await press('Bắt đầu khai');
      await look('draft');
      for (const [fact, value] of Object.entries(figures)) if (fact !== 'has_lan') await fill(fact, value);
      await fill('officials_trained', 'mười hai');
      await press('Lưu và nộp');
      await look('refused');
      await go('/declarations/3?lang=en');
      await look('draft-en');
      await go('/declarations/2?lang=vi');
      await look('submitted');
      await go('/declarations/1');
      await page.locator('summary').click();
      await look('approved');
      await go('/declarations/progress?form=commune_year&period=2026');
      await look('progress');
      expect(complaints.filter((one) => !one.includes('status of 40'))).toEqual([]);
    },
  );
});
