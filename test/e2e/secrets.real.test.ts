import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { type Answer, runHatang, type Service, startService, temporaryFolder } from '../support/hatang-process.ts';
import { type Router, startRouter } from '../support/router.ts';
import { sendForm } from '../support/sign-in.ts';

/** Every secret that goes in, each findable by its own word. */
const canaries = {
  community: 'canary-community-right-2717',
  wrongCommunity: 'canary-community-wrong-2718',
  replaced: 'canary-community-replaced-2719',
  auth: 'canary-auth-password-2720',
  priv: 'canary-priv-password-2721',
  wrongAuth: 'canary-auth-wrong-2722',
  fromFile: 'canary-from-a-file-2723',
  fromEnv: 'canary-from-environment-2724',
  refused: 'canary-in-a-refused-body-2725',
  broken: 'canary-in-a-broken-document-2726',
  onCommandLine: 'canary-on-the-command-line-2727',
} as const;

const v3 = { user: 'reader', authProtocol: 'sha256', privProtocol: 'aes128', privPassword: canaries.priv } as const;
const rightV3 = { version: 'v3', ...v3, authPassword: canaries.auth } as const;

/** What of the secrets stands in a text, in clear or as base64 or hex of it. */
function found(text: string): string[] {
  return Object.entries(canaries).flatMap(([name, secret]) => {
    const forms = [secret, Buffer.from(secret).toString('hex'), Buffer.from(secret).toString('base64').slice(0, -3)];
    return forms.some((form) => text.includes(form)) ? [name] : [];
  });
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => path.join(folder, name))
    .filter((file) => statSync(file).isFile());
}

/** Everything the service says to somebody who may see it all. */
async function everythingSaid(service: Service): Promise<string> {
  const { items } = await service.get('/api/v1/devices?limit=500');
  const openapi = await service.get('/api/openapi.json');
  const listed = Object.keys(openapi.paths).filter((one) => !one.includes('{'));
  const { cookie } = await sendForm(service.address, '/sign-in', { token: service.token });
  const pages = [
    '/',
    '/?lang=en',
    '/outages',
    '/indicators',
    '/devices',
    ...items.map(({ id }: { id: string }) => `/devices/${id}`),
  ];
  const answers = await Promise.all([
    ...[...listed, '/metrics', '/metrics/network', '/metrics/inventory', '/readyz', '/feed/readiness/2026'].map(
      async (target) => (await service.ask('GET', target)).text,
    ),
    ...items.flatMap(({ id }: { id: string }) =>
      ['', '/observations', '/interfaces', '/availability'].map(
        async (below) => (await service.ask('GET', `/api/v1/devices/${id}${below}`)).text,
      ),
    ),
    ...pages.map(async (target) => (await fetch(service.address + target, { headers: { cookie } })).text()),
  ]);
  return answers.join('\n');
}

test('no secret that was given appears in files, logs, answers, pages or metrics, whatever went right or wrong with it', async () => {
  const data = temporaryFolder();
  const outside = temporaryFolder();
  const config = path.join(outside, 'hatang.yaml');
  writeFileSync(
    config,
    'polling: {interval: 500ms, timeout: 150ms, retries: 0, confirm_misses: 2, confirm_spacing: 50ms, echoes: 1}\n',
  );
  const env = { HATANG_DATA: data, HATANG_CONFIG: config, HATANG_LOG: 'debug', CANARY_ENV: canaries.fromEnv };
  const said: string[] = [];
  const right2 = { version: 'v2c', community: canaries.community } as const;
  const routers = await Promise.all([
    startRouter('127.76.0.1', right2),
    startRouter('127.76.0.2', right2),
    startRouter('127.76.0.3', rightV3),
    startRouter('127.76.0.4', rightV3),
    startRouter('127.76.0.5', right2),
  ]);
  let service = await startService({ args: ['serve'], env });
  const put = async (name: string, body: unknown) => {
    const answer = await service.ask('PUT', `/api/v1/credentials/${name}`, { body });
    said.push(answer.text);
    return answer.status;
  };

  // Set, replaced, refused for its form, sent where it does not belong.
  expect(await put('right2', { version: 'v2c', community: canaries.replaced })).toBe(200);
  expect(await put('right2', { version: 'v2c', community: canaries.community })).toBe(200);
  expect(await put('wrong2', { version: 'v2c', community: canaries.wrongCommunity })).toBe(200);
  expect(await put('right3', rightV3)).toBe(200);
  expect(await put('wrong3', { ...rightV3, authPassword: canaries.wrongAuth })).toBe(200);
  expect(await put('refused', { version: 'v3', community: canaries.refused, user: canaries.refused })).toBe(400);
  expect(await put('refused', `{"version": "v2c", "community": "${canaries.broken}"`)).toBe(400);
  const broken = await service.ask('POST', '/api/v1/imports', {
    body: `credentials:\n  - {name: x, version: v3, community: ${canaries.broken}, auth_password: [${canaries.broken}]}\n`,
    type: 'text/yaml',
  });
  expect(broken.status).toBe(400);
  said.push(broken.text);

  const names = ['right2', 'wrong2', 'right3', 'wrong3', 'file'];
  const deviceLine = ({ address, port }: Router, at: number) =>
    `  - {agency: X01, name: ${names[at]}, role: router, address: ${address}, snmp_port: ${port}, credential: ${names[at]}, reachability: snmp}`;

  // Imported by the command line, from file and environment, once wrong and once right.
  writeFileSync(path.join(outside, 'secret'), `${canaries.fromFile}\n`);
  const document = (extra: string) => `
agencies: [{code: X01, name: Xã Thử, block: commune, valid_from: 2026-01-01}]
credentials:
  - {name: file, version: v2c, community: {file: secret}}
  - {name: env, version: v2c, community: {env: CANARY_ENV}}${extra}
devices:
${routers.map(deviceLine).join('\n')}
`;
  const file = path.join(outside, 'in.yaml');
  const runImport = async (text: string) => {
    writeFileSync(file, text);
    const ran = await runHatang({ args: ['import', file, '--json'], env });
    said.push(ran.out, ran.err);
    return ran.code;
  };
  expect(await runImport(document(`\n  - {name: bad, version: v2, community: ${canaries.broken}}`))).toBe(2);
  expect(await runImport(document(''))).toBe(0);

  // Used: right and wrong ones, by rounds, on demand and from the command line.
  const states = async () =>
    Object.fromEntries(
      (await service.get('/api/v1/devices')).items.map((one: { name: string; state: string }) => [one.name, one.state]),
    );
  await expect
    .poll(states, { timeout: 40_000, interval: 200 })
    .toMatchObject({ right2: 'up', right3: 'up', wrong2: 'down' });
  const { items } = await service.get('/api/v1/devices');
  const probed = items.map(({ id }: { id: string }) => service.ask('POST', `/api/v1/devices/${id}/probe`));
  for (const answer of await Promise.all<Answer>(probed)) {
    expect(answer.status).toBe(200);
    said.push(answer.text);
  }
  const asked = [
    ['--credential', 'wrong3'],
    ['--credential', 'right3'],
    ['--community', canaries.onCommandLine],
  ].map((args) => runHatang({ args: ['probe', `127.76.0.3:${routers[2].port}`, ...args, '--json'], env }));
  for (const { code, out, err } of await Promise.all(asked)) {
    expect(code).toBe(0);
    said.push(out, err);
  }
  said.push((await runHatang({ args: ['check-config'], env })).out);
  said.push(await everythingSaid(service));
  expect(found(said.join('\n'))).toEqual([]);

  // While it runs, after a kill, and after an orderly stop: in no file, in no log.
  const key = readFileSync(path.join(data, 'key'), 'utf8').trim();
  const look = (): void => {
    for (const each of filesBelow(data)) expect([each, found(readFileSync(each, 'latin1'))]).toEqual([each, []]);
    const logs = service.out() + service.err();
    expect(found(logs)).toEqual([]);
    for (const secret of [service.token, key]) expect(logs + said.join('\n')).not.toContain(secret);
  };
  look();
  expect(service.err()).toContain('"level":20');
  service.signal('SIGKILL');
  await service.ended;
  look();
  service = await startService({ args: ['serve'], env });
  // The sealed ones still open, so what was looked through was the real thing.
  await expect.poll(states, { timeout: 40_000, interval: 200 }).toMatchObject({ right2: 'up', right3: 'up' });
  expect(await service.stop()).toEqual({ code: 0, signal: null });
  look();
  for (const each of filesBelow(data).filter((one) => !/\/(token|key)$/.test(one))) {
    const text = readFileSync(each, 'latin1');
    expect([each, text.includes(service.token) || text.includes(key)]).toEqual([each, false]);
  }
});
