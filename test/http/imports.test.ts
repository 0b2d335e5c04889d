import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { jsonIn, problemIn } from './json.ts';
import { cast, importCast, openService, type Service } from './service.ts';

let service: Service;
beforeEach(() => {
  service = openService();
});
afterEach(() => service.close());

const result = z.object({
  knownSeq: z.number().nullable(),
  tally: z.record(z.string(), z.object({ added: z.number(), changed: z.number(), same: z.number() })),
  subjects: z.array(z.object({ kind: z.string(), id: z.string() })),
});
const send = (body: string, type: string, query = '') =>
  service.ask('POST', `/api/v1/imports${query}`, { body, headers: { 'content-type': type } });

describe('an import', () => {
  test('brings a YAML document in; a second run changes nothing', async () => {
    const first = await jsonIn(await send(cast, 'text/yaml'), result);
    expect(first.tally.devices).toEqual({ added: 5, changed: 0, same: 0 });
    const again = await jsonIn(await send(cast, 'application/yaml; charset=utf-8'), result);
    expect([again.knownSeq, again.subjects, again.tally.devices]).toEqual([
      null,
      [],
      { added: 0, changed: 0, same: 5 },
    ]);
  });

  test('run dry tells the same and writes nothing', async () => {
    const dry = await jsonIn(await send(cast, 'text/yaml', '?dry_run=1'), result);
    expect([dry.knownSeq, dry.tally.agencies]).toEqual([null, { added: 4, changed: 0, same: 0 }]);
    expect(await (await service.get('/api/v1/agencies')).json()).toEqual({ items: [], next: null });
  });

  test('tells every fault at once with row and path, and writes nothing', async () => {
    const told = await problemIn(
      await send(
        'agencies:\n  - {code: A1, name: A, block: comune}\ndevices:\n  - {agency: B, name: r, role: router, address: 1.2.3}\n',
        'text/yaml',
      ),
    );
    expect([told.status, told.code]).toEqual([400, 'invalid']);
    expect(told.errors.map(({ row, path }) => [row, path])).toEqual([
      [2, 'agencies[0].block'],
      [4, 'devices[0].address'],
    ]);
    expect(told.errors[0]?.message).toContain('commune');
    expect(await (await service.get('/api/v1/agencies')).json()).toEqual({ items: [], next: null });
  });

  test('takes a JSON document and knows its lines, tabs and all', async () => {
    const agency = { code: '00009', name: 'UBND xã A', block: 'commune' };
    expect((await send(JSON.stringify({ agencies: [agency] }, null, '\t'), 'application/json')).status).toBe(200);
    const wrong = JSON.stringify({ agencies: [{ ...agency, block: 'x' }] }, null, '\t');
    expect((await problemIn(await send(wrong, 'application/json'))).errors[0]).toMatchObject({ row: 6 });
    expect((await problemIn(await send('{', 'application/json'))).code).toBe('invalid');
  });

  test('takes a CSV table, its kind told from the header or the query', async () => {
    const csv = 'code,name,block\r\nH1,Sở A,department\r\n00001,UBND xã B,commune\r\n';
    expect((await jsonIn(await send(csv, 'text/csv'), result)).tally.agencies).toMatchObject({ added: 2 });
    expect((await send('agency;cidr\n00001;10.1.0.0/16\n', 'text/csv', '?kind=prefixes')).status).toBe(200);
    const told = await problemIn(await send('code,name,block\nH1,,department\nx y,B,commune\n', 'text/csv'));
    expect(told.errors.map((one) => one.row)).toEqual([2, 3]);
  });

  test('names its file as the source of facts', async () => {
    await importCast(service);
    expect(await (await service.get('/api/v1/facts?agency=00004')).json()).toMatchObject({
      items: [{ fact: 'offices_with_lan', source: 'import:cast.yaml', value: 0 }],
    });
  });

  test('from the network never reads the environment or files of this machine', async () => {
    const document = (source: string) => `credentials:\n  - {name: x, version: v2c, community: ${source}}\n`;
    for (const source of ['{env: PATH}', '{file: /etc/hostname}']) {
      const told = await problemIn(await send(document(source), 'text/yaml'));
      expect(told.errors).toHaveLength(1);
    }
    expect(await (await service.get('/api/v1/credentials')).json()).toMatchObject({ items: [] });
  });

  test.each([
    ['another type', 'a', 'application/zip', 415],
    ['no type', 'a', '', 415],
    ['broken UTF-8', new Uint8Array([0xff, 0xfe, 0xfd]), 'text/yaml', 400],
  ])('of %s is refused', async (_, body, type, status) => {
    const answer = await service.app.request('/api/v1/imports', {
      method: 'POST',
      headers: { authorization: 'Bearer test-token-0123456789', 'content-type': type },
      body,
    });
    expect((await problemIn(answer)).status).toBe(status);
  });

  test('takes up to 16 MB where other bodies end at 256 kB, and says how much it takes', async () => {
    const comment = (size: number) => `# ${'x'.repeat(size)}\nagencies: []\n`;
    expect((await send(comment(300 * 1024), 'text/yaml')).status).toBe(200);
    const told = await problemIn(await send(comment(16 * 1024 * 1024), 'text/yaml'));
    expect([told.code, told.detail]).toEqual(['too-large', expect.stringContaining('16 MB')]);
    const body = { code: 'A', name: 'x'.repeat(300 * 1024), block: 'commune' };
    expect((await problemIn(await service.ask('POST', '/api/v1/agencies', { body }))).status).toBe(413);
  });
});
