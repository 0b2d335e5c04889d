import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { wholeTree as scope } from '../../src/access/scope.ts';
import { type HttpServer, listenHttp } from '../../src/http/server.ts';
import { missing } from '../support/real.ts';
import { fillProvince } from './province.ts';
import { answer, miss, openService, type Service } from './service.ts';

const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

describe.skipIf(missing('chromium'))('in a real browser', () => {
  let browser: Browser;
  let service: Service;
  let server: HttpServer;
  let context: BrowserContext;
  let page: Page;
  let shots: string;
  const complaints: string[] = [];
  const foreign: string[] = [];

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args });
    shots = mkdtempSync(path.join(tmpdir(), 'hatang-shots-'));
  });
  afterAll(async () => {
    await browser.close();
    // Kept where somebody wants to look at them.
    if (process.env.HATANG_KEEP_SHOTS === undefined) rmSync(shots, { recursive: true });
    else process.stdout.write(`${shots}\n`);
  });
  beforeEach(async () => {
    service = openService();
    server = await listenHttp(service.app, { host: '127.0.0.1', port: 0 });
    complaints.length = 0;
    foreign.length = 0;
    await open(1280, 'light');
  });
  afterEach(async () => {
    await context.close();
    await server.close();
    service.close();
  });

  async function open(width: number, colorScheme: 'light' | 'dark'): Promise<void> {
    await context?.close();
    context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme });
    page = await context.newPage();
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => {
      if (new URL(request.url()).origin !== server.address) foreign.push(request.url());
    });
  }
  const signIn = () => page.goto(`${server.address}${service.doors.signIn.newLink().path}`);
  const shot = (name: string) => page.screenshot({ path: path.join(shots, `${name}.png`), fullPage: true });
  /** How far the page is wider than its window. */
  const overflow = () => page.evaluate('document.documentElement.scrollWidth - window.innerWidth');

  test('the link signs in; states, outages and shares are there; nothing complains and nothing leaves', async () => {
    await fillProvince(service);
    await signIn();
    expect(new URL(page.url()).pathname).toBe('/');
    expect(await page.locator('.tile.down .count').innerText()).toBe('2');
    expect(await page.locator('.outage').count()).toBe(2);
    expect(await page.locator('.outage').first().innerText()).toContain('agg-2');
    await page.locator('.behind summary').click();
    expect(await page.locator('.behind li').count()).toBe(3);
    expect(await page.locator('.card.share').first().innerText()).toContain('61,5%');
    await shot('home');
    await page.getByRole('link', { name: 'Tỷ lệ cơ quan, đơn vị đã kết nối mạng WAN', exact: true }).click();
    expect(await page.locator('h1').innerText()).toContain('WAN');
    await page.getByRole('link', { name: 'H99.03/wan-router' }).click();
    expect(await page.locator('h1').innerText()).toBe('wan-router');
    await page.getByRole('link', { name: 'English' }).click();
    expect(await page.locator('.title').innerText()).toContain('Down');
    expect([complaints, foreign]).toEqual([[], []]);
  });

  test('the token pasted into the form signs in, and signing out ends it', async () => {
    await page.goto(`${server.address}/sign-in`);
    await page.getByText('Dùng mã truy cập của lần khởi động đầu').click();
    await page.getByLabel('Mã truy cập').fill(service.doors.token);
    await page.getByRole('button', { name: 'Tiếp tục' }).click();
    await page.waitForURL(`${server.address}/`);
    await page.getByRole('button', { name: 'Đăng xuất' }).click();
    await page.waitForURL(`${server.address}/sign-in`);
    expect((await page.goto(server.address))?.status()).toBe(401);
  });

  test('an open page follows what happens, and keeps what a reader has unfolded', async () => {
    await fillProvince(service);
    await page.clock.install();
    await signIn();
    await page.locator('.behind summary').click();
    const at = service.clock.now + 60_000;
    for (let round = 0; round < 3; round += 1) {
      const seen = service.store.read.devices.list(scope).filter((one) => one.lifecycle === 'active');
      service.see(
        seen.map(({ id, name }) =>
          name === 'core-router' ? miss(id, at + round * 60_000) : answer(id, at + round * 60_000),
        ),
      );
    }
    await page.clock.runFor(15_000);
    await page.locator('.outage .what', { hasText: 'core-router' }).waitFor();
    expect(await page.locator('.tile.down .count').innerText()).toBe('1');
    expect([complaints, foreign]).toEqual([[], []]);
  });

  test.each([
    [390, 'light'],
    [390, 'dark'],
    [1280, 'dark'],
  ] as const)('at %i pixels, %s, no page is wider than its window', async (width, scheme) => {
    await fillProvince(service);
    await open(width, scheme);
    await signIn();
    for (const at of ['/', '/devices/4', '/devices/3', '/indicators/agencies_on_wan', '/sign-in', '/nothing']) {
      await page.goto(`${server.address}${at}`);
      expect([at, await overflow()]).toEqual([at, 0]);
      await shot(`${at.replaceAll('/', '-')}-${scheme}-${width}`);
    }
  });

  test('on an empty database the page says how to begin, at any width', async () => {
    await open(390, 'light');
    await signIn();
    expect(await page.locator('h2').first().innerText()).toContain('Thêm bộ định tuyến đầu tiên');
    expect(await overflow()).toBe(0);
    await shot('empty-390');
  });
});
