import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { wholeTree } from '../../src/access/scope.ts';
import { formsOf, pdf, smallForms } from '../command/declaration-desk.ts';
import { type Visitor, visitor } from './access-visitor.ts';
import { importCast, openService, type Service } from './service.ts';

let service: Service;
let hoa: Visitor;
let lan: Visitor;
beforeEach(async () => {
  service = openService({ forms: formsOf(smallForms) });
  await importCast(service);
  hoa = visitor(service, 'hoa', 'reporter', { agency: '00004' });
  lan = visitor(service, 'lan', 'approver');
});
afterEach(() => service.close());

const commune = { agency: '00004', form: 'commune_year', period: '2026' };
/** The text of a page as somebody reads it. */
const seen = (html: string) =>
  html
    .replace(/<(style|svg)[\s\S]*?<\/\1>/g, ' ')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');
const at = (id: number) => service.store.read.declarations.byId(wholeTree, id);
const version = (id: number) => String(at(id)?.changedAt);
const figures = { 'f-officials': '20', 'f-workstations': '18', 'f-has_lan': 'yes' };
const save = (who: Visitor, fields: Record<string, string>, action = 'save') =>
  who.post('/declarations/1', { action, version: version(1), language: 'vi', ...fields });

/** Sends the form of a declaration with a file, as a browser does. */
async function upload(
  who: Visitor,
  bytes: Uint8Array,
  name: string,
  fields: Record<string, string> = {},
  csrf = who.csrf,
) {
  const body = new FormData();
  for (const [key, value] of Object.entries({ action: 'save', version: version(1), ...figures, ...fields, csrf })) {
    body.set(key, value);
  }
  body.set('file', new File([new Uint8Array(bytes)], name));
  const headers = { cookie: `__Host-hatang=${who.value}`, accept: 'text/html', origin: 'http://localhost' };
  return service.app.request('/declarations/1', { method: 'POST', headers, body });
}

describe('the list of work', () => {
  test('tells what is due, is begun with one press, and a second press leads to the same one', async () => {
    expect(seen(await hoa.page('/declarations'))).toContain('Hạn nộp: 15/01/2027 còn 54 ngày');
    for (const _ of [1, 2]) {
      const begun = await hoa.post('/declarations', commune);
      expect([begun.status, begun.headers.get('location')]).toEqual([303, '/declarations/1']);
    }
    const page = seen(await hoa.page('/declarations'));
    expect(page).toContain('Đang soạn 1');
    expect(page).not.toContain('Sơn Tây');
  });

  test('tells an approver what waits, and who submitted that it is his own', async () => {
    await lan.post('/declarations', commune);
    await save(lan, figures, 'submit');
    expect(seen(await lan.page('/declarations'))).toMatch(/Chờ duyệt 1 .*bạn đã nộp, người khác duyệt/);
    const minh = visitor(service, 'minh', 'approver');
    expect(seen(await minh.page('/declarations'))).toMatch(/Chờ duyệt 1 .*lan ·/);
    expect(seen(await hoa.page('/declarations'))).not.toContain('Chờ duyệt 1');
  });

  test('tells who was reminded, and what was returned with its note', async () => {
    service.run({ kind: 'declaration.remind', day: '2026-12-16' });
    expect(seen(await hoa.page('/declarations'))).toContain('đã nhắc 22/11/2026');
    await hoa.post('/declarations', commune);
    await save(hoa, figures, 'submit');
    await lan.post('/declarations/1/return', { note: 'thiếu <b>máy</b>', version: version(1) });
    const page = await hoa.page('/declarations');
    expect(seen(page)).toMatch(/Bị trả lại, cần sửa 1 .*thiếu &lt;b&gt;máy/);
  });

  test('refuses what cannot be begun, and keeps what was typed', async () => {
    const refused = await hoa.post('/declarations', { ...commune, period: '2027' });
    const html = await refused.text();
    expect([refused.status, seen(html)]).toEqual([400, expect.stringContaining('kỳ này bắt đầu ngày 2027-01-01')]);
    expect(html).toContain('value="2027"');
    expect((await hoa.post('/declarations', { ...commune, agency: '00007' })).status).toBe(404);
  });

  test('says so when nothing waits', async () => {
    const viewer = visitor(service, 'xem', 'viewer', { agency: '00004' });
    expect(seen(await viewer.page('/declarations'))).toContain('Không có việc nào đang chờ.');
    expect((await viewer.post('/declarations', commune)).status).toBe(403);
  });
});

describe('a draft', () => {
  beforeEach(async () => {
    await hoa.post('/declarations', commune);
  });

  test('is saved half done, figures as people write them, and tells what is wrong with each where it stands', async () => {
    const saved = await save(hoa, { 'f-officials': '1.250', 'f-workstations': 'mười', 'f-has_lan': 'yes' });
    expect([saved.status, saved.headers.get('location')]).toEqual([303, '/declarations/1?done=saved']);
    const html = await hoa.page('/declarations/1?done=saved');
    expect(html).toMatch(/id="f-officials"[^>]*value="1\.250"/);
    expect(html).toMatch(
      /id="f-workstations"[^>]*value="mười"[^>]*aria-invalid="true" aria-describedby="f-workstations-0"/,
    );
    expect(seen(html)).toContain('&quot;mười&quot; không phải số');
    expect(seen(html)).not.toContain('bắt buộc phải có');
    expect(service.store.read.declarations.figures(wholeTree, 1).get('officials')?.value).toBe(1_250);
  });

  test('that is submitted with gaps says each of them, with a way to its field, and is still there', async () => {
    const refused = await save(hoa, { 'f-officials': '0', 'f-workstations': '5' }, 'submit');
    const html = await refused.text();
    expect(refused.status).toBe(400);
    for (const id of ['f-has_lan', 'f-workstations', 'r-workstations']) expect(html).toContain(`<a href="#${id}">`);
    expect(html).toMatch(/id="f-workstations"[^>]*value="5"/);
    expect(html).toContain('<textarea id="r-workstations"');
    expect(at(1)?.status).toBe('draft');
  });

  test('keeps what was typed when somebody else changed it meanwhile', async () => {
    const old = version(1);
    await save(hoa, figures);
    const stale = await hoa.post('/declarations/1', { ...figures, 'f-officials': '77', version: old, action: 'save' });
    const html = await stale.text();
    expect([stale.status, seen(html)]).toEqual([412, expect.stringContaining('Có người khác vừa sửa')]);
    expect(html).toMatch(/id="f-officials"[^>]*value="77"/);
    expect(seen(html)).toContain('đang lưu: 20');
    expect((await save(hoa, { ...figures, 'f-officials': '77' })).status).toBe(303);
  });

  test('shows the year before beside each figure, and asks for a reason where it jumped', async () => {
    service.run({ kind: 'declaration.open', agency: '00004', form: 'commune_year', period: '2025', note: null });
    const sound = { officials: 20, workstations: 10, has_lan: true };
    service.run({ kind: 'declaration.save', id: 2, ifMatch: null, figures: sound, reasons: {} });
    service.run({ kind: 'declaration.submit', id: 2, ifMatch: null, note: null });
    await lan.post('/declarations/2/approve', { version: version(2) });
    await save(hoa, figures);
    const html = await hoa.page('/declarations/1');
    expect(seen(html)).toMatch(/Máy tính[^%]* 10 \+80%/);
    expect(html).toContain('<textarea id="r-workstations"');
    await save(hoa, { ...figures, 'r-workstations': 'mua mới 8 máy' }, 'submit');
    expect(at(1)?.status).toBe('submitted');
    expect(seen(await lan.page('/declarations/1'))).toMatch(/tăng 80%.*mua mới 8 máy/);
  });

  test('in English reads numbers as English writes them', async () => {
    await save(hoa, { 'f-internet_bandwidth_mbps': '1,234.5', language: 'en' });
    expect(service.store.read.declarations.figures(wholeTree, 1).get('internet_bandwidth_mbps')?.value).toBe(1_234.5);
    const html = await hoa.page('/declarations/1?lang=en');
    expect(html).toMatch(/id="f-internet_bandwidth_mbps"[^>]*value="1,234\.5"/);
    expect(seen(html)).toContain('Save and submit');
  });
});

describe('evidence', () => {
  beforeEach(async () => {
    await hoa.post('/declarations', commune);
  });

  test('goes in with the form, saves what was typed, and can be taken off again', async () => {
    expect((await upload(hoa, pdf('a'), 'biên bản.pdf')).status).toBe(303);
    const [file] = service.store.read.attachments.list(wholeTree, 1);
    expect(file).toMatchObject({ name: 'biên bản.pdf', actor: 'account:hoa' });
    expect(service.store.read.declarations.figures(wholeTree, 1).get('officials')?.value).toBe(20);
    expect(await hoa.page('/declarations/1')).toContain(`/api/v1/declarations/1/attachments/${file?.hash}`);
    expect((await save(hoa, figures, `detach:${file?.hash}`)).status).toBe(303);
    expect(service.store.read.attachments.list(wholeTree, 1)).toEqual([]);
  });

  test('that is refused is told at its field, and the figures are saved all the same', async () => {
    const refused = await upload(hoa, new TextEncoder().encode('MZ'), 'a.pdf');
    const html = await refused.text();
    expect([refused.status, seen(html)]).toEqual([400, expect.stringContaining('không phải loại tệp được nhận')]);
    expect(html).toMatch(/id="file"[^>]*aria-invalid="true"/);
    expect(service.store.read.declarations.figures(wholeTree, 1).size).toBe(3);
  });

  test('sent by another site is refused, and a file is no way round it', async () => {
    expect((await upload(hoa, pdf(), 'a.pdf', {}, 'x')).status).toBe(403);
    const elsewhere = await service.app.request('/accounts', {
      method: 'POST',
      headers: { cookie: `__Host-hatang=${hoa.value}`, origin: 'http://localhost' },
      body: new FormData(),
    });
    expect(elsewhere.status).toBe(415);
    expect(service.store.read.attachments.list(wholeTree, 1)).toEqual([]);
  });
});

describe('what was submitted', () => {
  beforeEach(async () => {
    await hoa.post('/declarations', commune);
    await save(hoa, figures, 'submit');
  });

  test('is read only to who declared it, and approved or returned by who may', async () => {
    const own = await hoa.page('/declarations/1');
    expect(own).not.toMatch(/name="f-officials"|\/approve"|\/return"/);
    const mai = visitor(service, 'mai', 'reporter', { agency: '00004' });
    for (const path of ['approve', 'return']) {
      const refused = await mai.post(`/declarations/1/${path}`, { version: version(1), note: 'x' });
      expect([path, refused.status]).toEqual([path, 403]);
    }
    const silent = await lan.post('/declarations/1/return', { note: ' ', version: version(1) });
    expect([silent.status, seen(await silent.text())]).toEqual([400, expect.stringContaining('phải ghi rõ lý do')]);
    const done = await lan.post('/declarations/1/approve', { version: version(1) });
    expect([done.status, done.headers.get('location')]).toEqual([303, '/declarations/1?done=approved']);
    expect(seen(await lan.page('/declarations/1?done=approved'))).toMatch(/Duyệt lan .*22\/11\/2026/);
  });

  test('is decided on in the version that was looked at', async () => {
    const old = version(1);
    await lan.post('/declarations/1/return', { note: 'xem lại', version: old });
    await save(hoa, { ...figures, 'f-workstations': '17' }, 'submit');
    expect((await lan.post('/declarations/1/approve', { version: old })).status).toBe(412);
    expect(at(1)?.status).toBe('submitted');
  });

  test('is corrected with a note once it is approved, and the new version links to the old one', async () => {
    await lan.post('/declarations/1/approve', { version: version(1) });
    const silent = await hoa.post('/declarations/1/correct', { note: '' });
    expect([silent.status, seen(await silent.text())]).toEqual([400, expect.stringContaining('phải ghi rõ lý do')]);
    const begun = await hoa.post('/declarations/1/correct', { note: 'đếm lại' });
    expect(begun.headers.get('location')).toBe('/declarations/2');
    const html = await hoa.page('/declarations/2');
    expect(html).toMatch(/id="f-workstations"[^>]*value="18"/);
    expect(html).toContain('href="/declarations/1"');
    expect(seen(html)).toContain('Bản đính chính số 1');
  });
});

test('others’ declarations are not there, and a page asks for the right it needs', async () => {
  await hoa.post('/declarations', commune);
  const other = visitor(service, 'khac', 'approver', { agency: '00007' });
  for (const path of ['/declarations/1', '/declarations/99', '/declarations/abc']) {
    expect([path, (await other.get(path)).status]).toEqual([path, 404]);
  }
  for (const path of ['', '/approve', '/return', '/correct']) {
    expect([path, (await other.post(`/declarations/1${path}`, { note: 'x' })).status]).toEqual([path, 404]);
  }
  expect(await other.page('/declarations/progress?form=commune_year&period=2026')).not.toContain('00004');
});

describe('progress', () => {
  test('tells shares by block with who is missing, and takes another form with other periods', async () => {
    await hoa.post('/declarations', commune);
    await save(hoa, figures, 'submit');
    const page = seen(await lan.page('/declarations/progress?form=commune_year&period=2026'));
    expect(page).toContain('Đã nộp 50,0% 1 trên 2');
    expect(page).toContain('Còn thiếu: Xã, phường, đặc khu 1 trên 2 UBND xã Sơn Tây 00007');
    expect(await lan.page('/declarations/progress?form=wan_month&period=2026')).toContain('value="2026-10"');
    expect(await lan.page('/declarations/progress')).toContain('value="2026"');
    const odd = await lan.page('/declarations/progress?form=commune_year&period=<x>');
    expect(odd).toMatch(/role="alert"/);
    expect(odd).not.toContain('<x>');
  });
});
