import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { signIn, visitor } from './access-visitor.ts';
import { inventory } from './inventory-cast.ts';
import { importCast, openService, type Service } from './service.ts';

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

const text = (page: string) =>
  page
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&#39;', "'")
    .replace(/\s+/g, ' ');

describe('the pages of agencies', () => {
  test('show one on any date, with its times, its seats, links, systems, facts and focal points', async () => {
    const lan = visitor(service, 'lan', 'administrator');
    const page = text(await lan.page('/agencies/00004'));
    for (const word of [
      'UBND phường Bình Minh',
      'H99.02.04',
      '000.04.02.H99',
      'UBND xã Bình Minh → UBND phường',
      'Cơ sở Bình Hòa',
      'Kênh dự phòng',
      'mot-cua',
      '198.51.100.0/26',
      'Hoàng Thị Mẫu',
      '0912345678',
      'Cán bộ, công chức, viên chức',
      'Khai báo',
    ]) {
      expect([word, page.includes(word)]).toEqual([word, true]);
    }
    const then = text(await lan.page('/agencies/00004?as_of=2025-03-01'));
    expect([then.includes('Kênh chính'), then.includes('UBND xã Bình Minh')]).toEqual([false, true]);
    expect((await lan.get('/agencies/none')).status).toBe(404);
  });

  test('find agencies by a name without its marks, by block, and on a date', async () => {
    const lan = visitor(service, 'lan', 'viewer');
    const found = text(await lan.page('/agencies?q=binh+minh&block=commune'));
    expect([found.includes('UBND phường Bình Minh'), found.includes('Sơn Tây')]).toEqual([true, false]);
    expect(text(await lan.page('/agencies?as_of=2024-06-01'))).toContain('UBND xã Bình Minh');
  });
});

describe('who may look at one commune', () => {
  test('sees nothing of others on any page, nor any focal point, nor a form', async () => {
    const lan = visitor(service, 'lan', 'viewer', { agency: '00007' });
    const paths = [
      '/agencies',
      '/agencies/00007',
      '/records',
      '/records/wan-links',
      '/records/sites',
      '/records/hosted-systems',
      '/administrative-units?fact=officials&from=2025-03-01',
      '/imports',
    ];
    for (const path of paths) {
      const page = await lan.page(path);
      const seen = ['UBND phường Bình Minh', 'H99', 'Kênh chính', 'Hoàng Thị Mẫu', '0912345678', '192.0.2.4'].filter(
        (word) => page.includes(word),
      );
      expect([path, seen, page.includes('method="post" action="/records')]).toEqual([path, [], false]);
    }
    for (const path of [
      '/agencies/00004',
      '/records/wan-links/00004/K%C3%AAnh%20ch%C3%ADnh',
      '/imports/1',
      '/imports/2',
    ]) {
      expect([path, (await lan.get(path)).status]).toEqual([path, 404]);
    }
    for (const path of ['/contacts', '/contacts/1']) expect([path, (await lan.get(path)).status]).toEqual([path, 403]);
    expect((await lan.post('/records/sites', { 'v-agency': '00007', 'v-name': 'X' })).status).toBe(403);
    expect((await lan.post('/imports/2/undo')).status).toBe(404);
  });
});

describe('the forms of records', () => {
  test('tell what is wrong at its field and keep what was typed', async () => {
    const lan = visitor(service, 'lan', 'planner', { agency: '00004' });
    const wrong = {
      'v-agency': '00004',
      'v-name': 'Kênh mới',
      'v-level': 'II',
      'v-down_mbps': 'nhiều',
      'v-fee_vnd_month': '1.000',
    };
    const answer = await lan.post('/records/wan-links', wrong);
    const page = await answer.text();
    expect(answer.status).toBe(400);
    expect(page).toContain('id="v-down_mbps-fault"');
    expect(page).toContain('id="v-fee_vnd_month-fault"');
    expect(page).toContain('value="Kênh mới"');
    const unfit = await lan.post('/records/wan-links', {
      ...wrong,
      'v-down_mbps': '12,5',
      'v-fee_vnd_month': '1 000',
      'v-device': '00004/none',
    });
    expect([unfit.status, (await unfit.text()).includes('id="v-device-fault"')]).toEqual([400, true]);
    expect(await (await service.get('/api/v1/wan-links?agency=00004')).json()).toMatchObject({ items: [{}, {}] });
  });

  test('make, change what differs, and close; each only with the token of the session', async () => {
    const lan = visitor(service, 'lan', 'planner', { agency: '00004' });
    const made = await lan.post('/records/wan-links', {
      'v-agency': '00004',
      'v-name': 'Kênh 3',
      'v-level': 'II',
      'v-down_mbps': '12,5',
      validFrom: '2026-01-01',
    });
    expect([made.status, made.headers.get('location')]).toEqual([
      303,
      '/records/wan-links/00004/K%C3%AAnh%203?done=made',
    ]);
    const at = '/records/wan-links/00004/K%C3%AAnh%203';
    const api = async () => (await service.get('/api/v1/wan-links/00004/K%C3%AAnh%203')).json();
    expect(await api()).toMatchObject({ values: { down_mbps: 12.5 } });
    const fields = { 'v-level': 'II', 'v-down_mbps': '12.5', 'v-carrier': 'Nhà mạng', from: '2026-06-01' };
    expect((await lan.post(`${at}/change`, fields, { csrf: null })).status).toBe(403);
    expect((await lan.post(`${at}/change`, fields)).status).toBe(303);
    expect(await api()).toMatchObject({ values: { carrier: 'Nhà mạng', down_mbps: 12.5 } });
    expect((await lan.post(`${at}/change`, { ...fields, from: '' })).headers.get('location')).toContain(
      'nothingChanged',
    );
    expect((await lan.post(`${at}/close`, { on: '2026-10-01' })).status).toBe(303);
    expect((await service.get('/api/v1/wan-links/00004/K%C3%AAnh%203')).status).toBe(404);
    expect(text(await lan.page(at))).toContain('đã kết thúc');
  });

  test('refuse to write over what somebody else wrote meanwhile, and show that', async () => {
    const lan = visitor(service, 'lan', 'planner', { agency: '00004' });
    const at = '/records/wan-links/00004/K%C3%AAnh%20ch%C3%ADnh';
    const version = /name="version" value="(\d+)"/.exec(await lan.page(at))?.[1] ?? '';
    await service.ask('PATCH', `/api/v1${at.replace('/records', '')}`, { body: { values: { carrier: 'Người khác' } } });
    const answer = await lan.post(`${at}/change`, { 'v-level': 'I', version });
    const page = await answer.text();
    expect([answer.status, page.includes('role="alert"')]).toEqual([412, true]);
    expect(page).toMatch(/name="v-carrier"[^>]+value="Người khác"/);
  });

  test('are not there for what may be looked at but not acted on', async () => {
    const lan = visitor(service, 'lan', 'viewer');
    service.run({ kind: 'grant.add', account: lan.id, role: 'planner', agency: '00007' });
    const both = signIn(service, lan.id);
    const at = '/records/wan-links/00004/K%C3%AAnh%20ch%C3%ADnh';
    expect(await both.page(at)).not.toContain('/change"');
    expect((await both.post(`${at}/change`, { 'v-level': 'I' })).status).toBe(403);
    expect((await both.post(`${at}/close`)).status).toBe(403);
    expect((await both.post('/records/sites', { 'v-agency': '00004', 'v-name': 'X' })).status).toBe(403);
    expect((await both.post('/records/sites', { 'v-agency': '00007', 'v-name': 'X' })).status).toBe(303);
  });

  test('are not there for what is the province’s own', async () => {
    const lan = visitor(service, 'lan', 'planner', { agency: '00004' });
    expect(await lan.page('/records/administrative-units')).not.toContain('id="new"');
    expect(await lan.page('/records/administrative-units/90004')).not.toContain('/change"');
    expect(
      (
        await lan.post('/records/administrative-units/90004/change', {
          'v-name': 'X',
          'v-level': 'commune',
          'v-type': 'ward',
        })
      ).status,
    ).toBe(403);
  });
});

describe('the pages of focal points', () => {
  test('let its reporter put a person right and erase it for good', async () => {
    const hoa = visitor(service, 'hoa', 'reporter', { agency: '00004' });
    expect(text(await hoa.page('/contacts'))).toContain('Hoàng Thị Mẫu');
    const wrong = await hoa.post('/contacts/1/change', { name: 'Hoàng Thị Mẫu', phone: '12' });
    expect([wrong.status, (await wrong.text()).includes('id="phone-fault"')]).toEqual([400, true]);
    expect((await hoa.post('/contacts/1/change', { name: 'Hoàng Thị Mẫu', phone: '0987 654 321' })).status).toBe(303);
    expect(await (await service.get('/api/v1/contacts/1')).json()).toMatchObject({ phone: '0987654321', email: null });
    expect((await hoa.post('/contacts', { agency: '00004', name: 'Trần Văn Mới' })).status).toBe(303);
    expect((await hoa.post('/contacts/1/erase')).status).toBe(303);
    expect((await hoa.get('/contacts/1')).status).toBe(404);
  });

  test('show others’ to nobody who has no rights there', async () => {
    const hoa = visitor(service, 'hoa', 'reporter', { agency: '00007' });
    expect(text(await hoa.page('/contacts'))).not.toContain('Hoàng Thị Mẫu');
    expect((await hoa.post('/contacts/1/erase')).status).toBe(404);
  });
});

describe('a file that waits to be imported', () => {
  async function upload(who: ReturnType<typeof visitor>, name: string, content: string): Promise<Response> {
    const body = new FormData();
    body.set('csrf', who.csrf);
    body.set('kind', '');
    body.set('source', '');
    body.set('file', new File([content], name));
    const headers = { cookie: `__Host-hatang=${who.value}`, accept: 'text/html', origin: 'http://localhost' };
    return service.app.request('/imports/files', { method: 'POST', headers, body });
  }
  const sites = 'Cơ quan,Tên trụ sở\n00004,Cơ sở 3\n';

  test('is shown to whoever sent it and to nobody else', async () => {
    const lan = visitor(service, 'lan', 'planner');
    const sent = await upload(lan, 'tru-so.csv', sites);
    const at = sent.headers.get('location') ?? '';
    expect([sent.status, at]).toEqual([303, expect.stringMatching(/^\/imports\/files\/[\w-]{36}$/)]);
    expect(text(await lan.page(at))).toContain('00004/Cơ sở 3');
    const hoa = visitor(service, 'hoa', 'administrator');
    expect((await hoa.get(at)).status).toBe(404);
    expect((await hoa.post(`${at}/import`)).status).toBe(404);
    service.clock.now += 3_600_000;
  });

  test('is imported once, with what it changed by then told anew', async () => {
    const lan = visitor(service, 'lan', 'planner');
    const at = (await upload(lan, 'tru-so.csv', sites)).headers.get('location') ?? '';
    expect(text(await lan.page(at))).toContain('1 thêm');
    await service.ask('POST', '/api/v1/sites', { body: { values: { agency: '00004', name: 'Cơ sở 3' } } });
    expect(text(await lan.page(at))).toContain('sẽ không đổi gì');
    expect((await lan.post(`${at}/import`)).headers.get('location')).toBe('/imports?done=nothingDone');
    expect((await lan.get(at)).status).toBe(404);
  });

  test.each([
    ['a file of another kind', 'x.exe', 'MZ', 400],
    ['an empty file', 'x.csv', '', 400],
  ])('is refused where it is %s', async (_, name, content, status) => {
    const lan = visitor(service, 'lan', 'planner');
    const answer = await upload(lan, name, content);
    expect([answer.status, (await answer.text()).includes('role="alert"')]).toEqual([status, true]);
  });

  test('is not even read for whoever may import nothing, or without the token of the session', async () => {
    const viewer = visitor(service, 'xem', 'viewer');
    expect((await upload(viewer, 'tru-so.csv', sites)).status).toBe(403);
    expect(await viewer.page('/imports')).not.toContain('type="file"');
    const lan = visitor(service, 'lan', 'planner');
    expect((await upload({ ...lan, csrf: 'forged' }, 'tru-so.csv', sites)).status).toBe(403);
  });
});
