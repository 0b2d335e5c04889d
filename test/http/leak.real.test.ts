import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accessRoles } from '../../src/access/role.ts';
import { scopeOf, wholeTree } from '../../src/access/scope.ts';
import { policyTable } from '../../src/http/allow.ts';
import { FakeBrowser } from './browser.ts';
import { answer, miss, NOON, openService, reading, type Service } from './service.ts';

/** Three agencies without a common ancestor. Whatever belongs to one carries its mark, so that a leak is a mark elsewhere. */
const marks = ['alpha', 'bravo', 'charly'] as const;
type Mark = (typeof marks)[number];
const codeOf = (mark: Mark) => `X.${mark}`;
const addressOf = (mark: Mark, n: number) => `203.0.113.${(marks.indexOf(mark) + 1) * 20 + n}`;

let service: Service;
let told: Record<Mark, string[]>;

/** Every answer to one request of somebody on one agency. */
type Heard = { readonly status: number; readonly text: string };

beforeAll(async () => {
  service = openService();
  const agencies = marks.map((mark) => ({
    code: codeOf(mark),
    name: `Cơ quan ${mark}`,
    block: 'commune',
    valid_from: '2025-07-01',
  }));
  const devices = marks.flatMap((mark) =>
    ['router', 'switch'].map((role, n) => ({
      agency: codeOf(mark),
      name: `${mark}-${role}`,
      role,
      address: addressOf(mark, n),
      reachability: 'snmp',
      credential: 'wan',
      ...(n === 1 ? { parents: [`${codeOf(mark)}/${mark}-router`] } : {}),
    })),
  );
  const prefixes = marks.map((mark, n) => ({ agency: codeOf(mark), cidr: `10.${n + 101}.0.0/16` }));
  const facts = marks.flatMap((mark, n) => [
    { agency: codeOf(mark), fact: 'workstations', value: 71_000 + n, valid_from: '2026-01-01' },
    { agency: codeOf(mark), fact: 'officials_needing_workstation', value: 72_000 + n, valid_from: '2026-01-01' },
  ]);
  const credentials = [{ name: 'wan', version: 'v2c', community: 'canary' }];
  const sent = await service.ask('POST', '/api/v1/imports', {
    body: { agencies, credentials, devices, prefixes, facts },
  });
  if (sent.status !== 200) throw new Error(await sent.text());
  const ids = [1, 2, 3, 4, 5, 6];
  service.see(
    ids.map((id) => answer(id, NOON)),
    ids.map((id) =>
      reading(id, NOON, {
        storage: [
          {
            hrStorageIndex: 1,
            hrStorageType: null,
            hrStorageDescr: `disk ${marks[Math.floor((id - 1) / 2)]}`,
            sizeBytes: 9,
            usedBytes: 1,
          },
        ],
      }),
    ),
  );
  for (let round = 1; round <= 3; round += 1) service.see(ids.map((id) => miss(id, NOON + round * 60_000)));
  service.run({ kind: 'assess', date: null });
  told = {
    alpha: ['alpha', '203.0.113.20', '203.0.113.21', '10.101.0.0', '71000', '72000'],
    bravo: ['bravo', '203.0.113.40', '203.0.113.41', '10.102.0.0', '71001', '72001'],
    charly: ['charly', '203.0.113.60', '203.0.113.61', '10.103.0.0', '71002', '72002'],
  };
}, 60_000);
afterAll(() => service.close());

/** Everything that could be an id of something: of every kind, and some that are nothing. */
const numbers = Array.from({ length: 14 }, (_, at) => String(at)).concat('999');
const codes = [...marks.map(codeOf), 'X.none'];

/** Every target of a route: each id in place of each parameter, and lists with a few filters that name others' things. */
function targetsOf(path: string): string[] {
  if (!/:\w+/.test(path)) {
    if (!/^\/api\/v1\/(agencies|devices|facts|outages|prefixes|indicators|imports)$/.test(path)) return [path];
    const filters =
      path.endsWith('devices') || path.endsWith('facts') || path.endsWith('prefixes')
        ? codes.map((code) => `?agency=${code}`)
        : [];
    const devices = path.endsWith('outages') ? numbers.slice(1).map((id) => `?device=${id}`) : [];
    return [path, ...[...filters, ...devices, '?limit=2'].map((query) => path + query)];
  }
  const values = /:code/.test(path)
    ? codes
    : /:key/.test(path)
      ? ['agencies_on_wan', 'agencies_with_lan', 'workstation_coverage']
      : /:year/.test(path)
        ? ['2026', '2026.csv']
        : /:name/.test(path)
          ? ['wan', 'none']
          : numbers;
  return values.map((value) => path.replace(/:\w+(\{.*?\})?/, value));
}

/** What is sent in a change: it names the agency of somebody else, and things of it. */
function bodiesOf(path: string, other: Mark): unknown[] {
  if (path.endsWith('/imports')) {
    return [
      { devices: [{ agency: codeOf(other), name: 'intruder', role: 'router', address: '192.0.2.99' }] },
      { facts: [{ agency: codeOf(other), fact: 'workstations', value: 1, valid_from: '2026-01-01' }] },
      { agencies: [{ code: codeOf(other), name: 'intruder', block: 'commune' }] },
    ];
  }
  if (path.endsWith('/devices')) {
    return [
      { agency: codeOf(other), name: 'intruder', role: 'router', address: '192.0.2.98' },
      {
        agency: codeOf(other),
        name: `${other}-router`,
        role: 'router',
        address: addressOf(other, 0),
        parents: ['1', '3', '5'],
      },
    ];
  }
  if (path.endsWith('/prefixes')) return [{ agency: codeOf(other), cidr: '10.200.0.0/16' }];
  if (path.endsWith('/facts'))
    return [{ agency: codeOf(other), fact: 'workstations', value: 1, validFrom: '2026-01-01' }];
  if (path.endsWith('/retract'))
    return [{ agency: codeOf(other), fact: 'workstations', source: 'import:api', validFrom: '2026-01-01' }];
  if (path.endsWith('/agencies')) return [{ code: 'X.new', name: 'intruder', block: 'commune', parent: codeOf(other) }];
  if (path.includes('/agencies/')) return [{ name: 'intruder' }, { parent: codeOf(other) }];
  return [{ name: 'intruder' }];
}

/** What the store holds of the others, to be compared before and after. */
function stateOf(mark: Mark): string {
  const { read } = service.store;
  const known = { asOf: '2026-11-22', knownSeq: read.commits.lastSeq() };
  const id = read.agencies.idOf(wholeTree, codeOf(mark)) ?? 0;
  const scope = scopeOf([id]);
  return JSON.stringify([
    read.agencies.list(scope, known),
    read.devices.list(scope),
    read.prefixes.list(scope),
    read.facts.historyOf(scope, id),
  ]);
}

describe('three agencies, six roles, every route, every id', () => {
  test('in more than 10,000 requests nobody reads, changes or can tell anything of another agency', async () => {
    const leaks: unknown[] = [];
    const faults: unknown[] = [];
    let count = 0;
    const table = policyTable(service.app).filter(({ path }) => !path.startsWith('/sign-in') && path !== '/setup');
    for (const mark of marks) {
      const others = marks.filter((one) => one !== mark);
      const before = others.map(stateOf);
      for (const role of accessRoles) {
        const authorization = `Bearer ${service.token(role, codeOf(mark))}`;
        const heard = new Map<string, Heard>();
        const ask = async (method: string, target: string, body?: unknown) => {
          count += 1;
          const got = await service.ask(method, target, {
            headers: { authorization, ...(target.startsWith('/api') ? {} : { accept: 'text/html' }) },
            ...(body === undefined ? {} : { body }),
          });
          const one = { status: got.status, text: await got.text() };
          if (one.status >= 500) faults.push([method, target, one.text]);
          // What somebody sent may be said back to them; nothing else of the others may.
          const sent = `${target} ${JSON.stringify(body ?? '')}`;
          const found = others
            .flatMap((other) => told[other])
            .filter((word) => one.text.includes(word) && !sent.includes(word));
          if (found.length > 0) leaks.push([role, mark, method, target, found]);
          heard.set(`${method} ${target} ${JSON.stringify(body ?? '')}`, one);
          return one;
        };
        for (const { method, path } of table) {
          for (const target of targetsOf(path)) {
            if (method === 'GET') await ask(method, target);
            // One's own things stay as they are, so that there is something to find until the end.
            else if (!isOwn(target, mark)) {
              for (const other of others) for (const body of bodiesOf(path, other)) await ask(method, target, body);
            }
          }
        }
        leaks.push(...unlike(heard, mark).map((one) => ({ role, mark, ...one })));
      }
      expect(others.map(stateOf)).toEqual(before);
    }
    expect([leaks, faults]).toEqual([[], []]);
    expect(count).toBeGreaterThan(10_000);
  }, 300_000);

  test('the same holds for accounts with a session, on the pages too', async () => {
    const leaks: unknown[] = [];
    let count = 0;
    for (const mark of marks) {
      for (const role of accessRoles) {
        await service.account(`${mark}.${role}`, role, codeOf(mark));
        const browser = new FakeBrowser(service, `192.0.2.${marks.indexOf(mark) * 10 + accessRoles.indexOf(role) + 1}`);
        await browser.signIn(`${mark}.${role}`);
        const foreign = marks.filter((one) => one !== mark).flatMap((other) => told[other]);
        for (const { method, path } of policyTable(service.app)) {
          if (method !== 'GET' || path.startsWith('/sign-in')) continue;
          for (const target of targetsOf(path)) {
            count += 1;
            const got = await browser.get(target);
            const text = await got.text();
            const found = foreign.filter((word) => text.includes(word) && !target.includes(word));
            if (found.length > 0 || got.status >= 500) leaks.push([role, mark, target, got.status, found]);
          }
        }
      }
    }
    expect(leaks).toEqual([]);
    expect(count).toBeGreaterThan(3_000);
  }, 300_000);
});

/** Whether a target is, or may be, something of one's own. */
function isOwn(target: string, mark: Mark): boolean {
  if (target.includes(codeOf(mark))) return true;
  const [, kind, id] = /^\/api\/v1\/(devices|prefixes)\/(\d+)/.exec(target) ?? [];
  const at = marks.indexOf(mark);
  if (kind === 'devices') return Math.floor((Number(id) - 1) / 2) === at;
  return kind === 'prefixes' && Number(id) === at + 1;
}

/** Answers by which somebody could tell a thing of others from one that does not exist. */
function unlike(heard: ReadonlyMap<string, Heard>, mark: Mark): { key: string; mine: string; nobodys: string }[] {
  const found: { key: string; mine: string; nobodys: string }[] = [];
  const other = marks.find((one) => one !== mark) ?? mark;
  const pairs = [
    [codeOf(other), 'X.none'],
    ...(['devices', 'prefixes', 'outages'] as const).map((kind) => {
      const own = kind === 'prefixes' ? marks.indexOf(other) + 1 : marks.indexOf(other) * 2 + 1;
      return [`/${kind}/${own}`, `/${kind}/999`];
    }),
  ] as const;
  for (const [key, one] of heard) {
    for (const [theirs, missing] of pairs) {
      const name = new RegExp(`${theirs.replaceAll('.', '\\.')}(?![\\w.])`, 'g');
      const twin = name.test(key) ? heard.get(key.replace(name, missing)) : undefined;
      if (twin === undefined) continue;
      const [mine, nobodys] = [plain(one, theirs), plain(twin, missing)];
      if (mine !== nobodys) found.push({ key, mine: mine.slice(0, 400), nobodys: nobodys.slice(0, 400) });
    }
  }
  return found;
}

/** An answer as it is read, without the name that was asked for. */
function plain({ status, text }: Heard, name: string): string {
  const id = name.replace(/^.*\//, '').replaceAll('.', '\\.');
  const read = text.replace(/<[^>]*>/g, ' ');
  return `${status} ${read.replace(new RegExp(`(?<![\\w.])${id}(?![\\w.])`, 'g'), 'ID')}`;
}
