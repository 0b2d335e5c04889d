import { describe, expect, test } from 'vitest';
import { loadSettings } from '../../src/config/load.ts';
import { parseSettings } from '../../src/config/settings.ts';

const read = (text: string) => parseSettings(text, 'x.yaml');
const told = (text: string): string[] => read(text).problems.map((problem) => problem.message);

const provider = `
outbound: {oidc: {ranges: [10.1.0.0/16]}}
oidc:
  issuer: https://sso.tinh.example/realms/hatang
  client_id: hatang
  redirect: https://hatang.tinh.example/oidc/callback
`;

describe('what is said of people and programs', () => {
  test('access: durations, counts and for whom the second factor is required', () => {
    const text = 'access: {idle: 30m, administrator_idle: 10m, lock_after: 3, lock_for: 1h, require_totp: everybody}\n';
    expect(read(text).settings?.access).toEqual({
      idleMs: 1_800_000,
      administratorIdleMs: 600_000,
      absoluteMs: 43_200_000,
      disableAfterMs: 45 * 86_400_000,
      lockAfter: 3,
      lockMs: 3_600_000,
      requireTotp: 'everybody',
    });
  });

  test('proxies and networks have one spelling; a single address is a network of one', () => {
    const text = 'trusted_proxies: [127.0.0.1, "2001:DB8:0::1", 10.0.0.0/8]\npublic_origin: https://a.example:8443/\n';
    expect(read(text).settings).toMatchObject({
      trustedProxies: ['127.0.0.1/32', '2001:db8::1/128', '10.0.0.0/8'],
      publicOrigin: 'https://a.example:8443',
    });
  });

  test('syslog needs an address only; the rest is udp to 514 as log audit', () => {
    expect(read('audit: {syslog: {host: 10.1.0.9}}').settings?.audit.syslog).toEqual({
      host: '10.1.0.9',
      port: 514,
      transport: 'udp',
      facility: 13,
    });
  });

  test('an identity provider has its groups, and what is left out is null or usual', () => {
    const roles = '  roles: [{group: a, role: administrator}, {group: b, role: viewer, agency: H99.03}]\n';
    expect(read(provider + roles).settings?.oidc).toEqual({
      issuer: 'https://sso.tinh.example/realms/hatang',
      clientId: 'hatang',
      clientSecret: null,
      redirect: 'https://hatang.tinh.example/oidc/callback',
      scopes: ['profile', 'email'],
      groupsClaim: 'groups',
      roles: [
        { group: 'a', role: 'administrator', agency: null },
        { group: 'b', role: 'viewer', agency: 'H99.03' },
      ],
    });
  });
});

describe('what is wrong is told with its line and path', () => {
  test.each([
    ['access: {idel: 15m}', /^x\.yaml:1: access\.idel: .*nearest is "idle"/],
    ['access: {idle: 15}', /^x\.yaml:1: access\.idle: .*a duration from 10s to 1d/],
    ['access: {require_totp: admins}', /access\.require_totp: .*one of: nobody, administrators, everybody/],
    ['public_origin: http://a.example', /public_origin: .*https:\/\/hatang/],
    ['public_origin: https://a.example/path', /public_origin: /],
    ['trusted_proxies: [proxy.example]', /trusted_proxies\.0: .*a network like/],
    ['trusted_proxies: [10.0.0.1/8]', /trusted_proxies\.0: /],
    ['trusted_proxies: 10.0.0.0/8', /trusted_proxies: .*a list of networks/],
    ['audit: {syslog: {host: log.example}}', /audit\.syslog\.host: .*the IP address of the syslog server/],
    ['audit: {syslog: {hots: 10.1.0.9, host: 10.1.0.9}}', /audit\.syslog\.hots: .*nearest is "host"/],
    ['audit: {syslog: {host: 10.1.0.9, transport: tls}}', /audit\.syslog\.transport: .*one of: udp, tcp/],
    ['audit: {syslog: yes}', /audit\.syslog: .*a mapping of key: value/],
    ['outbound: {oidc: {rangs: []}}', /outbound\.oidc\.rangs: .*nearest is "ranges"/],
    ['outbound: {odic: {}}', /outbound\.odic: .*nearest is "oidc"/],
    ['outbound: {webhook: {ports: [0]}}', /outbound\.webhook\.ports\.0: .*from 1 to 65535/],
    [provider.replace('10.1.0.0/16', ''), /outbound\.oidc\.ranges: .*a network of the identity provider/],
    [`${provider}  roles: [{group: a, role: boss}]`, /oidc\.roles\.0\.role: .*one of: viewer, operator/],
    [`${provider}  roles: [{group: a, role: viewer, agancy: H99}]`, /oidc\.roles\.0\.agancy: .*nearest is "agency"/],
    [provider.replace('https://sso', 'ftp://sso'), /oidc\.issuer: .*a URL like/],
    ['schedules: {audit_head: daily}', /schedules\.audit_head: .*a cron schedule/],
  ])('%s', (text, says) => {
    const [first, ...more] = told(text);
    expect([first, more]).toEqual([expect.stringMatching(says), []]);
  });
});

describe('the secret of the client', () => {
  test('stands in the environment or in a file, whose path is made absolute', () => {
    const load = (secret: string) =>
      loadSettings({ env: {}, cwd: '/srv/hatang', readFile: () => `${provider}  client_secret: ${secret}\n` }).oidc;
    expect(load('{env: SSO_SECRET}')?.clientSecret).toEqual({ env: 'SSO_SECRET' });
    expect(load('{file: oidc-secret}')?.clientSecret).toEqual({ file: '/srv/hatang/oidc-secret' });
  });

  test.each(['canary-2801', '[canary-2801]', '{value: canary-2801}', '{env: A, file: canary-2801}'])(
    'written as %s is refused and never repeated',
    (written) => {
      const problems = told(`${provider}  client_secret: ${written}\n`);
      expect(problems).toEqual([expect.stringMatching(/oidc\.client_secret.*never the secret itself/)]);
      expect(problems.join()).not.toContain('canary');
    },
  );

  test('nor is a whole section that is no mapping repeated', () => {
    expect(told('oidc: canary-2802').join()).not.toContain('canary');
  });
});

test('paths of files are made absolute on the working directory', () => {
  const text = 'audit: {heads: /mnt/worm/heads.jsonl, json: audit.jsonl}\noutbound: {webhook: {ca: ca.pem}}\n';
  const settings = loadSettings({ env: {}, cwd: '/srv/hatang', readFile: () => text });
  expect(settings.audit).toMatchObject({ heads: '/mnt/worm/heads.jsonl', json: '/srv/hatang/audit.jsonl' });
  expect(settings.outbound.webhook.caFile).toBe('/srv/hatang/ca.pem');
});
