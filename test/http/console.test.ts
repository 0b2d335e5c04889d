import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { answer, importCast, miss, NOON, openService, reading, type Service } from './service.ts';

let service: Service;
beforeEach(() => {
  service = openService();
});
afterEach(() => service.close());

const page = async (path: string, headers: Record<string, string> = {}) =>
  (await service.get(path, { accept: 'text/html', ...headers })).text();

/** What a reader sees: tags away, spaces joined. */
const seen = (html: string) =>
  html
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();

describe('on an empty database', () => {
  test('the page says how to add the first router, in both languages, with commands that work', async () => {
    const html = await page('/');
    for (const words of [
      'Thêm bộ định tuyến đầu tiên',
      'Add the first router',
      'npx hatang import first-router.yaml',
    ]) {
      expect(html).toContain(words);
    }
    expect(html).toContain('http://localhost/api/v1/imports');
    const example =
      /<pre tabindex="0"><code>(agencies:[\s\S]*?)<\/code>/.exec(html)?.[1]?.replaceAll('&quot;', '"') ?? '';
    const sent = await service.ask('POST', '/api/v1/imports', {
      body: example,
      headers: { 'content-type': 'text/yaml' },
    });
    expect(sent.status).toBe(200);
    expect(await page('/')).not.toContain('Add the first router');
  });
});

describe('the overview', () => {
  beforeEach(async () => {
    await importCast(service);
    service.see([1, 2, 3, 4].map((id) => answer(id, NOON)));
  });

  test('counts states, names the outage and folds what stands behind it', async () => {
    for (let round = 1; round <= 3; round += 1) {
      const at = NOON + round * 60_000;
      service.see([1, 3].map((id) => miss(id, at)).concat([2, 4].map((id) => answer(id, at))));
    }
    service.clock.now += 20_000;
    const html = await page('/');
    const counts = [...html.matchAll(/class="tile (\w+) \w*"[\s\S]*?class="count">(\d+)</g)].map((one) => one.slice(1));
    expect(counts).toEqual([
      ['up', '2'],
      ['down', '1'],
      ['shadowed', '1'],
      ['unknown', '0'],
      ['unpolled', '1'],
    ]);
    const outages = seen(/<ul class="outages">[\s\S]*?<section/.exec(html)?.[0] ?? '');
    expect(outages).toContain(
      'core Trung tâm dữ liệu tỉnh Hết thời gian chờ, không có trả lời 2 phút 20 giây từ 22/11/2026 14:06',
    );
    expect(outages).toContain('1 thiết bị bị che khuất phía sau wan UBND phường Bình Minh');
    expect(html.match(/<li class="outage /g)).toHaveLength(1);
  });

  test('is calm when nothing is wrong', async () => {
    expect(await page('/')).toContain('Không có sự cố nào');
  });

  test('shows each share with numerator and denominator, and the way to the agencies', async () => {
    service.run({ kind: 'assess', date: null });
    const cards = seen(/<div class="cards">[\s\S]*?<\/section>/.exec(await page('/'))?.[0] ?? '');
    expect(cards).toContain('100,0% 4 trên 4');
    expect(cards).toContain('1,03 82 trên 80');
    expect(cards).toContain('Xã, phường, đặc khu 0,0% 0/2 1 chưa có số liệu');
    expect(await page('/')).toContain('href="/indicators/agencies_on_wan"');
  });

  test('lists devices by agency, narrowed to one state on demand', async () => {
    const all = await page('/');
    expect(all.match(/<tr class="(up|unpolled)">/g)).toHaveLength(5);
    const planned = await page('/?state=unpolled');
    expect(planned.match(/<tr class="(up|unpolled)">/g)).toEqual(['<tr class="unpolled">']);
    expect(seen(await page('/?state=down'))).toContain('Không có thiết bị nào ở trạng thái này.');
    expect((await page('/?state=bogus')).match(/<tr class="(up|unpolled)">/g)).toHaveLength(5);
  });

  test('speaks Vietnamese first, English on demand, and remembers', async () => {
    expect(await page('/')).toContain('<html lang="vi">');
    const asked = await service.get('/?lang=en', { accept: 'text/html' });
    expect(await asked.text()).toContain('<html lang="en">');
    const cookie = (asked.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    expect(seen(await page('/', { cookie }))).toContain('No open outages');
    expect(await page('/?lang=<script>', { cookie: 'hatang_lang=xx' })).toContain('<html lang="vi">');
  });
});

describe('a device', () => {
  beforeEach(() => importCast(service));
  const evil = '<script>alert(1)</script>"><img src=x onerror=alert(2)>';

  test('that lies about its name puts no markup on any page', async () => {
    const port = {
      ifIndex: 1,
      ifName: evil,
      ifDescr: evil,
      ifAlias: evil,
      ifType: 6,
      ifPhysAddress: null,
      ifAdminStatus: 1,
      ifOperStatus: 1,
      speedBps: null,
      counterBits: 64 as const,
      inOctets: 1n,
      outOctets: 1n,
      inErrors: null,
      outErrors: null,
      inDiscards: null,
      outDiscards: null,
      discontinuityTicks: null,
    };
    const system = {
      sysDescr: evil,
      sysObjectId: evil,
      uptimeTicks: 1,
      sysContact: evil,
      sysName: evil,
      sysLocation: evil,
      engineBoots: null,
    };
    const storage = [{ hrStorageIndex: 1, hrStorageType: null, hrStorageDescr: evil, sizeBytes: 10, usedBytes: 5 }];
    service.see([answer(1, NOON)], [reading(1, NOON, { system, interfaces: [port], storage })]);
    await service.ask('PATCH', '/api/v1/devices/1', { body: { name: '<b>core</b>'.replace('/', '') } });
    for (const path of ['/', '/devices/1', '/devices/3']) {
      const html = await page(path);
      expect(html).not.toMatch(/<script>|<img src=x|<b>/);
      expect(html.match(/<script/g)).toHaveLength(1);
    }
    expect(await page('/devices/1')).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&quot;&gt;');
  });

  test('shows its probes, its outages, and why an interface has no rate yet', async () => {
    const port = (octets: bigint) => ({
      ifIndex: 1,
      ifName: 'ge-0/0/1',
      ifDescr: null,
      ifAlias: null,
      ifType: 6,
      ifPhysAddress: null,
      ifAdminStatus: 1,
      ifOperStatus: 1,
      speedBps: 1_000_000_000,
      counterBits: 64 as const,
      inOctets: octets,
      outOctets: octets,
      inErrors: null,
      outErrors: null,
      inDiscards: null,
      outDiscards: null,
      discontinuityTicks: null,
    });
    service.see([answer(1, NOON)], [reading(1, NOON, { interfaces: [port(0n)] })]);
    expect(seen(await page('/devices/1'))).toContain('chờ lần đọc thứ hai');
    const later = NOON + 60_000;
    const system = { ...reading(1, later).system, uptimeTicks: 8_646_000 };
    service.see([answer(1, later)], [reading(1, later, { system, interfaces: [port(75_000_000n)] })]);
    const text = seen(await page('/devices/1'));
    expect(text).toContain('ge-0/0/1 hoạt động 1 Gb/s 10 Mb/s 10 Mb/s');
    expect(text).toContain('SNMP quyết định trạng thái Hoạt động');
    expect(text).toContain('Chưa có sự cố nào được ghi nhận.');
  });

  test('that does not exist is a page that says so', async () => {
    for (const path of ['/devices/99', '/devices/abc', '/indicators/nothing', '/nothing']) {
      const answered = await service.get(path, { accept: 'text/html' });
      expect([path, answered.status]).toEqual([path, 404]);
      expect(await answered.text()).toContain('Không tìm thấy');
    }
  });
});

test('an indicator names the agencies in and out, why, and what proves it', async () => {
  await importCast(service);
  service.see([1, 2, 3].map((id) => answer(id, NOON)));
  service.run({ kind: 'assess', date: null });
  const wan = seen(await page('/indicators/agencies_on_wan'));
  expect(wan).toContain('UBND phường Bình Minh 00004 Có Đã kết nối mạng WAN: Có');
  expect(wan).toContain('00004/wan Hoạt động, xem lúc 22/11/2026 14:05; lần đo có kết luận 22/11/2026 14:05');
  expect(wan).toContain('UBND xã Sơn Tây 00007 Chưa có số liệu thiếu: Đã kết nối mạng WAN');
  expect(seen(await page('/indicators/agencies_with_lan'))).toContain('UBND phường Bình Minh 00004 Không');
  expect(seen(await page('/indicators/agencies_on_wan?as_of=2025-06-30'))).not.toContain('00004');
  expect((await service.get('/indicators/agencies_on_wan?as_of=x', { accept: 'text/html' })).status).toBe(400);
});

test('nothing on a page is inline or from elsewhere', async () => {
  await importCast(service);
  for (const path of ['/', '/devices/1', '/indicators/agencies_on_wan', '/sign-in']) {
    const html = await page(path);
    expect(html).not.toMatch(/ style=| on\w+=|<style|javascript:/);
    const links = [...html.matchAll(/(?:href|src|action)="([^"]*)"/g)].map(([, target]) => target ?? '');
    expect(links.filter((target) => !/^[/#?][^/]|^\/$/.test(target))).toEqual([]);
  }
});
