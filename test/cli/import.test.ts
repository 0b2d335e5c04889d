import { describe, expect, test } from 'vitest';
import { wholeTree } from '../../src/access/scope.ts';
import { openCli } from './open-doors.ts';

const document = `
agencies:
  - {code: X01, name: Xã Một, block: commune, valid_from: 2026-01-01}
  - {code: X02, name: Xã Hai, block: commune, parent: X01, valid_from: 2026-01-01}
credentials:
  - {name: chung, version: v2c, community: {env: MY_COMMUNITY}}
  - {name: rieng, version: v3, user: u, auth_protocol: SHA-256, auth_password: {file: secrets/auth}, priv_protocol: AES, priv_password: {file: secrets/priv}}
devices:
  - {agency: X01, name: rt, role: router, address: 10.1.0.1, credential: chung, reachability: snmp}
  - {agency: X02, name: rt, role: router, address: 10.2.0.1, credential: rieng, parents: [X01/rt]}
prefixes:
  - {agency: X01, cidr: 10.1.0.0/24}
facts:
  - {agency: X01, fact: officials, value: 42, valid_from: 2026-01-01}
`;

function withSecrets() {
  const cli = openCli();
  cli.env.MY_COMMUNITY = 'from-the-environment';
  cli.write('in/province.yaml', document);
  cli.write('in/secrets/auth', 'auth-from-a-file\n');
  cli.write('in/secrets/priv', 'priv-from-a-file\n');
  return cli;
}

describe('a YAML document', () => {
  test('is written whole, and says how many of each were new', async () => {
    const cli = withSecrets();
    const { code, out, err } = await cli.run('import', 'in/province.yaml');
    expect([code, err]).toEqual([0, '']);
    expect(out.split('\n')[0]).toBe('Đã nhập / Imported');
    for (const line of ['agencies: 2 new', 'credentials: 2 new', 'devices: 2 new', 'prefixes: 1 new', 'facts: 1 new']) {
      expect(out).toContain(line);
    }
    expect(cli.store.read.devices.list(wholeTree).map(({ name, address }) => [name, address])).toEqual([
      ['rt', '10.1.0.1'],
      ['rt', '10.2.0.1'],
    ]);
  });

  test('secrets come from the environment, or from files beside the document without their last line break', async () => {
    const cli = withSecrets();
    await cli.run('import', 'in/province.yaml');
    const open = (name: string) => cli.store.credentials.open(cli.store.read.credentials.byName(name)?.id ?? 0);
    expect(open('chung')).toEqual({ version: 'v2c', community: 'from-the-environment' });
    expect(open('rieng')).toMatchObject({ authPassword: 'auth-from-a-file', privPassword: 'priv-from-a-file' });
  });

  test('a secret that is not there is a fault like any other, and names its source', async () => {
    const cli = withSecrets();
    cli.env.MY_COMMUNITY = undefined;
    cli.write('in/province.yaml', document.replace('secrets/auth', 'secrets/absent'));
    const { code, err } = await cli.run('import', 'in/province.yaml');
    expect(code).toBe(2);
    expect(err).toMatch(/dòng\/row 6, cột\/column community: .*MY_COMMUNITY/);
    expect(err).toMatch(/dòng\/row 7, cột\/column auth_password: .*secrets\/absent/);
    expect(cli.store.read.agencies.newest(wholeTree)).toEqual([]);
  });

  test('a second run changes nothing and says so', async () => {
    const cli = withSecrets();
    const first = JSON.parse((await cli.run('import', 'in/province.yaml', '--json')).out);
    expect(first.seq).toBeGreaterThan(0);
    const audits = cli.store.read.audits.list({ limit: 100 }).length;
    const { code, out } = await cli.run('import', 'in/province.yaml');
    expect(code).toBe(0);
    expect(out.split('\n')[0]).toBe('Không có gì thay đổi / Nothing changed');
    expect(JSON.parse((await cli.run('import', 'in/province.yaml', '--json')).out).seq).toBeNull();
    expect(cli.store.read.audits.list({ limit: 100 })).toHaveLength(audits);
  });

  test('a dry run says what would change and writes nothing', async () => {
    const cli = withSecrets();
    const { code, out } = await cli.run('import', 'in/province.yaml', '--dry-run');
    expect(code).toBe(0);
    expect(out).toMatch(/^Chạy thử, chưa ghi gì \/ Dry run, nothing was written/);
    expect(out).toContain('devices: 2 new');
    expect(cli.store.read.agencies.newest(wholeTree)).toEqual([]);
  });

  test('every fault at once, of form and of fit, with its row; nothing is written; exit 2', async () => {
    const cli = openCli();
    cli.write(
      'bad.yaml',
      [
        'agencies:',
        '  - {code: X01, name: Xã Một, block: village}',
        '  - {code: X02, name: Xã Hai, block: commune, parent: X99}',
        'devices:',
        '  - {agency: X02, name: rt, role: router, address: 10.1.0.256}',
        '  - {agency: X77, name: rt, role: router, address: 10.1.0.1, credential: none}',
      ].join('\n'),
    );
    const { code, err, out } = await cli.run('import', 'bad.yaml');
    expect([code, out]).toEqual([2, '']);
    for (const row of [2, 3, 5, 6]) expect(err).toContain(`dòng/row ${row}`);
    expect(err).toMatch(/nothing was written/);
    expect(cli.store.read.agencies.newest(wholeTree)).toEqual([]);
  });

  test('the record of changes names who was at the keyboard, never a secret', async () => {
    const cli = withSecrets();
    await cli.run('import', 'in/province.yaml');
    const audits = cli.store.read.audits.list({ limit: 100 });
    expect(new Set(audits.map((one) => one.actor))).toEqual(new Set(['cli:lan']));
    expect(JSON.stringify(audits)).not.toMatch(/from-the-environment|from-a-file/);
  });
});

describe('CSV sheets', () => {
  const agencies = 'code,name,block,valid_from\nX01,Xã Một,commune,2026-01-01\n';
  const devices = 'agency,name,role,address\nX01,rt,router,10.1.0.1\n';

  test('several go in as one: a device may stand in a sheet before its agency', async () => {
    const cli = openCli();
    cli.write('devices.csv', devices);
    cli.write('agencies.csv', agencies);
    const { code, out } = await cli.run('import', 'devices.csv', 'agencies.csv');
    expect(code).toBe(0);
    expect(out).toContain('devices: 1 new');
    expect((await cli.run('import', 'agencies.csv', 'devices.csv')).out).toMatch(/Nothing changed/);
  });

  test('as a spreadsheet writes them: byte order mark, semicolons, CRLF', async () => {
    const cli = openCli();
    cli.write('agencies.csv', `\ufeff${agencies.replaceAll(',', ';').replaceAll('\n', '\r\n')}`);
    expect((await cli.run('import', 'agencies.csv')).out).toContain('agencies: 1 new');
  });

  test('every faulty row at once, nothing written', async () => {
    const cli = openCli();
    cli.write('agencies.csv', 'code,name,block\nX01,Xã Một,commune\n,Không mã,commune\nX03,Xã Ba,làng\n');
    const { code, err } = await cli.run('import', 'agencies.csv');
    expect(code).toBe(2);
    expect(err).toMatch(/dòng\/row 3, cột\/column code/);
    expect(err).toMatch(/dòng\/row 4, cột\/column block/);
    expect(cli.store.read.agencies.newest(wholeTree)).toEqual([]);
  });

  test('of several sheets the fault names the file', async () => {
    const cli = openCli();
    cli.write('agencies.csv', agencies);
    cli.write('devices.csv', devices.replace('10.1.0.1', '10.1'));
    expect((await cli.run('import', 'agencies.csv', 'devices.csv')).err).toMatch(/devices\.csv.*row 2, .*address/);
  });

  test('a file that cannot be read is named: exit 2', async () => {
    const { code, err } = await openCli().run('import', 'absent.csv');
    expect(code).toBe(2);
    expect(err).toMatch(/absent\.csv: không đọc được \/ cannot be read/);
  });

  test.each([[['a.yaml', 'b.yaml']], [['a.yaml', 'b.csv']]])('%j cannot go in one run: exit 2', async (files) => {
    const { code, err } = await openCli().run('import', ...files);
    expect(code).toBe(2);
    expect(err).toMatch(/one YAML file or several CSV files/);
  });

  test('a file that is no text at all is refused with its faults, exit 2', async () => {
    const cli = openCli();
    cli.write(
      'noise.csv',
      Uint8Array.from({ length: 4_000 }, (_, at) => (at * 7919) % 256),
    );
    expect((await cli.run('import', 'noise.csv')).code).toBe(2);
  });
});
