import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { HOTP, Secret } from 'otpauth';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type HttpServer, listenHttp } from '../../src/http/server.ts';
import { missing } from '../support/real.ts';
import { importCast, openService, PASSWORD, type Service } from './service.ts';

const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

describe.skipIf(missing('chromium'))('the pages of access in a real browser', () => {
  let browser: Browser;
  let service: Service;
  let server: HttpServer;
  let context: BrowserContext | null = null;
  let page: Page;
  let shots: string;
  const complaints: string[] = [];

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args });
    shots = mkdtempSync(path.join(tmpdir(), 'hatang-access-shots-'));
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
    await service.account('lan.nguyen', 'administrator');
    await service.account('hoa', 'reporter', '00004');
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
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
  const heading = () => page.locator('main h1').innerText();
  const shot = (name: string) => page.screenshot({ path: path.join(shots, `${name}.png`), fullPage: true });
  async function signIn(name: string, password = PASSWORD): Promise<void> {
    await go('/sign-in');
    await page.getByLabel('Tên đăng nhập').fill(name);
    await page.getByLabel('Mật khẩu').fill(password);
    await press('Đăng nhập');
  }
  const code = (secret: string) =>
    HOTP.generate({ secret: Secret.fromBase32(secret), counter: Math.floor(service.clock.now / 30_000) });

  test('somebody new is let in, with keyboard and forms alone, without any script', async () => {
    await open(390, 'light', false);
    await signIn('lan.nguyen');
    await page.getByRole('link', { name: 'Tài khoản', exact: true }).click();
    await page.getByLabel('Tên đăng nhập').fill('binh');
    await page.getByLabel('Họ và tên').fill('Trần Văn Bình');
    await page.getByLabel('Vai trò').selectOption('viewer');
    await page.getByLabel('Phạm vi').selectOption('00004');
    await press('Tạo tài khoản');
    expect(await heading()).toBe('Liên kết đặt mật khẩu');
    const link = await page.locator('code.secret').innerText();
    await press('Đăng xuất');

    await page.goto(link);
    const chosen = 'con mèo ngủ trên mái';
    await page.getByLabel('Mật khẩu mới', { exact: true }).fill('ngan');
    await page.getByLabel('Nhập lại mật khẩu mới').fill('ngan');
    await press('Đặt mật khẩu');
    expect(await page.getByRole('alert').innerText()).toContain('ít nhất 12 ký tự');
    expect(await page.getByLabel('Mật khẩu mới', { exact: true }).inputValue()).toBe('');
    await page.getByLabel('Mật khẩu mới', { exact: true }).fill(chosen);
    await page.getByLabel('Nhập lại mật khẩu mới').fill(chosen);
    await press('Đặt mật khẩu');
    await signIn('binh', chosen);
    const sections = await page.locator('nav.sections a').allInnerTexts();
    expect(['Tài khoản', 'Mã truy cập', 'Nhật ký'].filter((one) => sections.includes(one))).toEqual([]);
    expect(sections).toContain('Tài khoản của tôi');
    await page.goto(link);
    expect(await heading()).toBe('Không tìm thấy');
  });

  test('the second factor is turned on, asked for, and lets nobody in with the password alone', async () => {
    await open(1280, 'light');
    await signIn('hoa');
    await go('/account');
    await press('Bật xác thực hai bước');
    const secret = (await page.locator('code.key').innerText()).replaceAll(' ', '');
    await shot('totp');
    await page.getByLabel('Sáu chữ số').fill(code(secret));
    await press('Bật');
    expect(await page.locator('.codes li').count()).toBe(10);
    await shot('recovery');
    const recovery = await page.locator('.codes code').first().innerText();
    await page.getByRole('link', { name: 'Tôi đã cất mã dự phòng' }).click();
    await press('Đăng xuất');
    await signIn('hoa');
    expect(await heading()).toBe('Xác thực hai bước');
    await go('/account');
    expect(await heading()).toBe('Đăng nhập');
    await go('/sign-in/code');
    await page.getByLabel('Mã xác thực hoặc mã dự phòng').fill(recovery);
    await press('Tiếp tục');
    await go('/account');
    expect(await heading()).toBe('hoa');
  });

  test('a token is made, shown once, and revoked only when it was asked twice', async () => {
    await open(1280, 'dark');
    await signIn('lan.nguyen');
    await go('/tokens');
    await page.getByLabel('Dùng cho').fill('Grafana');
    await page.getByLabel('Vai trò').selectOption('viewer');
    await page.getByLabel('Phạm vi').selectOption('*');
    await press('Tạo mã');
    const text = await page.locator('code.secret').innerText();
    expect(text).toMatch(/^ht_\w{8}_[\w-]{43}$/);
    await shot('token-made');
    await page.getByRole('link', { name: 'Tôi đã chép, về danh sách' }).click();
    expect(await page.content()).not.toContain(text.slice(12));
    const confirm = page.getByRole('button', { name: 'Thu hồi: Grafana' });
    expect(await confirm.isVisible()).toBe(false);
    await page.locator('summary', { hasText: 'Thu hồi' }).click();
    await confirm.click();
    expect(await page.locator('tbody tr').innerText()).toContain('Đã thu hồi');
  });

  test.each([
    [1280, 'light'],
    [390, 'light'],
    [1280, 'dark'],
    [390, 'dark'],
  ] as const)(
    'at %i pixels, %s, no page is wider than its window and every field has its label',
    async (width, scheme) => {
      await open(width, scheme);
      const look = async (name: string) => {
        const wide = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
        const fields = 'main :is(input:not([type=hidden], [hidden]), select)';
        const bare = await page.evaluate(
          `[...document.querySelectorAll('${fields}')].filter((one) => one.labels.length !== 1).length`,
        );
        expect([name, wide, bare]).toEqual([name, 0, 0]);
        await shot(`${name}-${scheme}-${width}`);
      };
      await go('/sign-in');
      await look('sign-in');
      await signIn('lan.nguyen', 'sai mật khẩu rồi nhé');
      await look('sign-in-refused');
      await signIn('lan.nguyen');
      service.token('viewer', '00007', { cidrs: ['198.51.100.0/26'], expiresAt: service.clock.now + 9e8 });
      for (const at of ['/account', '/accounts', '/accounts/2', '/tokens', '/audit', '/audit?kind=account']) {
        await go(at);
        await look(at.replaceAll(/\W/g, '-'));
      }
      await go('/accounts/2?lang=en');
      await page.getByRole('button', { name: 'Give a role' }).click();
      expect(await page.getByRole('alert').innerText()).toContain('choose a role');
      await look('fault-in-place');
      expect(complaints.filter((one) => !one.includes('status of 40'))).toEqual([]);
    },
  );
});
