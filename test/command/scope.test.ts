import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Command, DevicePatch } from '../../src/command/command.ts';
import { AppError, ConflictError, ForbiddenError, InvalidError, NotFoundError } from '../../src/errors.ts';
import { agency, answer, credential, device, fact, importOf, NOON, openDesk, prefix } from './desk.ts';

/**
 * R, below it A and B, below A the commune A1. The caller may act on A and A1. Devices 1 r/R, 2 a/A, 3 b/B, 4 c/A1:
 * c hangs on b, which hangs on a.
 */
function openDivided() {
  const desk = openDesk();
  desk.import({
    agencies: [
      agency('R', { block: 'department', validFrom: '2025-07-01' }),
      agency('A', { parent: 'R', validFrom: '2025-07-01' }),
      agency('B', { parent: 'R', validFrom: '2025-07-01' }),
      agency('A1', { parent: 'A', validFrom: '2025-07-01' }),
    ],
    credentials: [credential('c')],
    devices: [
      device('R', 'r', { address: '10.0.0.1' }),
      device('A', 'a', { address: '10.0.0.2' }),
      device('B', 'b', { address: '10.0.0.3', parents: [{ agency: 'A', name: 'a' }] }),
      device('A1', 'c', { address: '10.0.0.4', parents: [{ agency: 'B', name: 'b' }] }),
    ],
    prefixes: [prefix('A', '10.1.0.0/16'), prefix('B', '10.2.0.0/16')],
    facts: [fact('A', 'offices', 3), fact('B', 'offices', 4)],
  });
  desk.take([1, 2, 3, 4].map((id) => answer(id, NOON)));
  const idOf = (code: string) => desk.agencyOn(code, '2026-11-22')?.id ?? 0;
  const own = [idOf('A'), idOf('A1')];
  return {
    ...desk,
    idOf,
    own,
    ask: (command: Command) => desk.run(command, undefined, own),
    refused: (command: Command) => desk.refusal(command, undefined, own),
    /** Every row that is another's or nobody's, as it stands. */
    others() {
      const ids = new Set([idOf('R'), idOf('B')]);
      const rows = (table: string, column: string, among: ReadonlySet<unknown>) =>
        desk.rows(table).filter((row) => among.has(row[column]));
      const devices = rows('device', 'agency_id', ids);
      const deviceIds = new Set(devices.map((row) => row.id));
      return {
        agencies: rows('agency', 'id', ids),
        versions: rows('agency_version', 'agency_id', ids),
        devices,
        links: rows('device_parent', 'device_id', deviceIds),
        targets: rows('target_state', 'device_id', deviceIds),
        prefixes: rows('prefix', 'agency_id', ids),
        facts: rows('fact', 'agency_id', ids),
        site: ['credential', 'account', 'role_grant', 'session', 'token', 'secret', 'setup_link'].map(desk.rows),
      };
    },
  };
}

const place = { file: '', row: null, path: '/' };
const at = <T extends object>(entry: T) => ({ ...entry, place });
const source = 'import:test';
const span = { validFrom: '2026-01-01', validTo: null };

describe('another agency’s thing', () => {
  const named: readonly (readonly [string, (code: string) => Command])[] = [
    ['agency.patch', (code) => ({ kind: 'agency.patch', code, ifMatch: null, patch: { name: 'x' }, from: null })],
    ['agency.patch of a version', (code) => ({ kind: 'agency.patch', code, ifMatch: 99, patch: {}, from: null })],
    ['agency.close', (code) => ({ kind: 'agency.close', code, ifMatch: null, on: null })],
    ['agency.create below', (code) => ({ kind: 'agency.create', entry: at(agency('N1', { parent: code })) })],
    [
      'agency.patch to below',
      (code) => ({ kind: 'agency.patch', code: 'A1', ifMatch: null, patch: { parent: code }, from: null }),
    ],
    ['device.create', (code) => ({ kind: 'device.create', entry: at(device(code, 'n')) })],
    [
      'device.create behind',
      (code) => ({ kind: 'device.create', entry: at(device('A', 'n', { parents: [{ agency: code, name: 'b' }] })) }),
    ],
    [
      'device.patch to behind',
      (code) => ({ kind: 'device.patch', id: 4, ifMatch: null, patch: { parents: [{ agency: code, name: 'b' }] } }),
    ],
    ['prefix.create', (code) => ({ kind: 'prefix.create', entry: at(prefix(code, '10.9.0.0/16')) })],
    ['fact.declare', (code) => ({ kind: 'fact.declare', entry: at(fact(code, 'offices', 1)), source })],
    ['fact.retract', retracting],
    [
      'import of devices',
      (code) => importOf({ devices: [at(device(code, 'b'))], facts: [at(fact(code, 'offices', 1))] }),
    ],
    ['import, tried out', (code) => importOf({ prefixes: [at(prefix(code, '10.2.0.0/16'))] }, { dryRun: true })],
  ];

  const numbered: readonly (readonly [string, (id: number) => Command])[] = [
    ['device.patch', (id) => ({ kind: 'device.patch', id, ifMatch: null, patch: { name: 'x' } })],
    ['device.patch of a version', (id) => ({ kind: 'device.patch', id, ifMatch: 99, patch: {} })],
    ['device.close', (id) => ({ kind: 'device.close', id, ifMatch: null })],
  ];

  test('answers each command in the very words of one that is not there, and stays as it is', () => {
    const desk = openDivided();
    const before = desk.others();
    const words = (command: Command, id: string) => {
      const { code, message, problems } = desk.refused(command);
      return JSON.stringify({ code, message, problems }).replaceAll(new RegExp(`\\b${id}\\b`, 'g'), '?');
    };
    for (const [what, of] of named) expect([what, words(of('B'), 'B')]).toEqual([what, words(of('ZZ'), 'ZZ')]);
    for (const [what, of] of numbered) expect([what, words(of(3), '3')]).toEqual([what, words(of(999), '999')]);
    const prefixOfB = 2;
    const close = (id: number): Command => ({ kind: 'prefix.close', id });
    expect(words(close(prefixOfB), '2')).toBe(words(close(999), '999'));
    expect(desk.refused(close(prefixOfB))).toBeInstanceOf(NotFoundError);
    expect(desk.others()).toEqual(before);
  });

  test('keeps its code, address and prefix; nobody is told whose they are', () => {
    const desk = openDivided();
    const before = desk.others();
    const taking: Command[] = [
      { kind: 'agency.create', entry: at(agency('B', { parent: 'A' })) },
      importOf({ agencies: [agency('B', { parent: 'A' })], devices: [device('B', 'n', { address: '10.0.0.9' })] }),
      { kind: 'device.create', entry: at(device('A', 'n', { address: '10.0.0.3' })) },
      { kind: 'device.patch', id: 2, ifMatch: null, patch: { address: '10.0.0.3' } },
      { kind: 'prefix.create', entry: at(prefix('A', '10.2.0.0/16')) },
      importOf({ prefixes: [prefix('A1', '10.2.0.0/16')] }, { dryRun: true }),
    ];
    const refusals = taking.map(desk.refused);
    for (const refusal of refusals) expect(refusal).toBeInstanceOf(ConflictError);
    const [taken] = refusals;
    const ownTaken = desk.refused({
      kind: 'agency.create',
      entry: { ...at(agency('A1', { parent: 'A' })), validFrom: '2025-07-01' },
    });
    expect(taken?.message.replaceAll('B', 'A1')).toBe(ownTaken.message);
    const told = JSON.stringify(refusals.slice(2).map(({ message, problems }) => [message, problems]));
    expect(told).not.toMatch(/\bB\b|"b"|\/b\b|Cơ quan/);
    expect(refusals[2]?.problems).toMatchObject([{ path: '/', column: 'address' }]);
    expect(desk.others()).toEqual(before);
  });

  test('can be on neither side of a ring, and is not named when it would be', () => {
    const desk = openDivided();
    const ring: Command = {
      kind: 'device.patch',
      id: 2,
      ifMatch: null,
      patch: { parents: [{ agency: 'A1', name: 'c' }] },
    };
    const refusal = desk.refused(ring);
    expect(refusal).toBeInstanceOf(ConflictError);
    expect(JSON.stringify([refusal.message, refusal.problems])).not.toMatch(/\bb\b|→/);
    expect(desk.device('A', 'a').parentIds).toEqual([]);
    expect(desk.refusal(ring)).toBeInstanceOf(InvalidError);
    // The link that the document cannot tell stays, so it is part of the ring.
    const parents = [{ agency: 'A1', name: 'c' }];
    const devices = [device('A', 'a', { address: '10.0.0.2', parents }), device('A1', 'c', { address: '10.0.0.4' })];
    expect(desk.refused(importOf({ devices }))).toBeInstanceOf(ConflictError);
  });
});

describe('one’s own things', () => {
  test('can be made, changed and closed, and what was just made can be filled in the same document', () => {
    const desk = openDivided();
    const before = desk.others();
    const made = desk.ask(
      importOf({
        agencies: [agency('N2', { parent: 'N1' }), agency('N1', { parent: 'A1' })],
        devices: [device('N2', 'n', { address: '10.0.9.9', parents: [{ agency: 'A', name: 'a' }] })],
        prefixes: [prefix('N2', '10.9.0.0/16')],
        facts: [fact('N1', 'offices', 1)],
      }),
    );
    expect(made.tally).toMatchObject({
      agencies: { added: 2 },
      devices: { added: 1 },
      prefixes: { added: 1 },
      facts: { added: 1 },
    });
    expect(desk.agencyOn('N2', '2026-11-22')?.parent).toBe('N1');
    // What the command made belongs to it; the next one has to be told so.
    expect(desk.refused({ kind: 'agency.close', code: 'N2', ifMatch: null, on: null })).toBeInstanceOf(NotFoundError);
    desk.ask({ kind: 'agency.patch', code: 'A', ifMatch: null, patch: { name: 'A mới' }, from: null });
    expect(desk.agencyOn('A', '2026-11-22')).toMatchObject({ name: 'A mới', parent: 'R' });
    desk.ask({ kind: 'prefix.close', id: 1 });
    desk.ask(retracting('A'));
    desk.ask({ kind: 'device.close', id: 4, ifMatch: null });
    const ends = (code: string): Command => ({ kind: 'agency.close', code, ifMatch: null, on: null });
    expect(desk.refused(ends('A1'))).toMatchObject({ code: 'conflict', message: expect.not.stringContaining('N1') });
    desk.run({ kind: 'device.close', id: 5, ifMatch: null }, undefined, [...desk.own, desk.idOf('N2')]);
    for (const code of ['N2', 'N1', 'A1']) desk.run(ends(code), undefined, [...desk.own, desk.idOf(code)]);
    expect(desk.agencyOn('A1', '2026-11-22')).toBeNull();
    expect(desk.others()).toEqual(before);
  });

  test('stay below and behind what the caller cannot see, also when the document is told anew', () => {
    const desk = openDivided();
    const [r, b] = [desk.idOf('R'), desk.device('B', 'b').id];
    const again = {
      agencies: [agency('A', { name: 'A2', parent: 'R' })],
      devices: [device('A1', 'c', { address: '10.0.0.5' })],
    };
    expect(desk.ask(importOf(again)).tally).toMatchObject({ agencies: { changed: 1 }, devices: { changed: 1 } });
    expect(desk.ask(importOf(again)).seq).toBeNull();
    expect(desk.agencyOn('A', '2026-11-22')).toMatchObject({ name: 'A2', parentId: r });
    const c = () => desk.device('A1', 'c');
    expect(c()).toMatchObject({ address: '10.0.0.5', parentIds: [b] });
    desk.ask({ kind: 'device.patch', id: 4, ifMatch: null, patch: { parents: [{ agency: 'A', name: 'a' }] } });
    expect(c().parentIds).toEqual([2, b]);
    desk.ask({ kind: 'device.patch', id: 4, ifMatch: null, patch: { name: 'c2' } });
    expect(desk.device('A1', 'c2').parentIds).toEqual([2, b]);
  });

  test('cannot be put at the top of the tree, nor taken from an agency above the caller’s', () => {
    const desk = openDivided();
    const move = (code: string, parent: string | null): Command => ({
      kind: 'agency.patch',
      code,
      ifMatch: null,
      patch: { parent },
      from: null,
    });
    expect(desk.refused({ kind: 'agency.create', entry: at(agency('N1')) }).problems).toMatchObject([
      { column: 'parent' },
    ]);
    expect(desk.refused(move('A1', null)).problems).toMatchObject([{ column: 'parent' }]);
    desk.ask(importOf({ agencies: [agency('N1', { parent: 'A' })] }));
    const wider = [...desk.own, desk.idOf('N1')];
    expect(desk.refusal(move('A', 'N1'), undefined, wider)).toBeInstanceOf(ForbiddenError);
    desk.run(move('A1', 'N1'), undefined, wider);
    expect(desk.agencyOn('A1', '2026-11-22')?.parent).toBe('N1');
  });
});

test('what concerns the whole site takes the whole tree, even by way of an import', () => {
  const desk = openDivided();
  const own = { account: 1 } as const;
  const limits = { disableAfterMs: 1, absoluteMs: 1, idleMs: 1 };
  const token = {
    prefix: 'abcdefgh',
    hash: 'h',
    name: 'n',
    role: 'viewer',
    agency: 'A',
    expiresAt: null,
    cidrs: [],
  } as const;
  const commands: Command[] = [
    { kind: 'credential.put', entry: credential('d') },
    { kind: 'credential.close', name: 'c' },
    importOf({ credentials: [credential('d')] }),
    importOf({ credentials: [credential('d')] }, { dryRun: true }),
    { kind: 'assess', date: null },
    { kind: 'prune', before: 0, limit: 1 },
    { kind: 'account.create', name: 'x', fullName: 'x', passwordHash: null, grants: [{ role: 'viewer', agency: 'A' }] },
    { kind: 'account.rename', ...own, fullName: 'x' },
    { kind: 'account.disable', ...own },
    { kind: 'account.enable', ...own },
    { kind: 'grant.add', ...own, role: 'viewer', agency: 'A' },
    { kind: 'grant.end', grant: 1 },
    { kind: 'token.create', ...token },
    { kind: 'token.revoke', token: 1 },
    { kind: 'setup.make', hash: 'h', account: null, expiresAt: NOON + 1 },
    { kind: 'access.sweep', limits },
    { kind: 'access.prepare', tokenKey: 'a2V5' },
    { kind: 'key.reseal' },
  ];
  const before = desk.others();
  for (const command of commands) {
    for (const scope of [desk.own, []]) {
      expect([command.kind, desk.refusal(command, undefined, scope)]).toEqual([
        command.kind,
        expect.any(ForbiddenError),
      ]);
    }
  }
  expect(desk.others()).toEqual(before);
});

test('a secret is never sent where somebody with part of the tree chooses', () => {
  const { ask, refused, run } = openDivided();
  const toMe = device('A', 'mine', { address: '10.9.9.9', credential: 'c' });
  expect(refused({ kind: 'device.create', entry: toMe })).toBeInstanceOf(ForbiddenError);
  const idOf = run({ kind: 'device.create', entry: toMe }).subjects[0]?.id;
  const patch = (change: DevicePatch): Command => ({
    kind: 'device.patch',
    id: Number(idOf),
    ifMatch: null,
    patch: change,
  });
  expect(refused(patch({ address: '10.9.9.10' }))).toBeInstanceOf(ForbiddenError);
  expect(refused(patch({ snmpPort: 1161 }))).toBeInstanceOf(ForbiddenError);
  expect(ask(patch({ role: 'switch' })).tally.devices.changed).toBe(1);
  expect(ask(patch({ credential: null, reachability: 'icmp', address: '10.9.9.10' })).tally.devices.changed).toBe(1);
});

test('one’s own account is one’s own without any right on the tree', () => {
  const desk = openDesk();
  desk.run({ kind: 'account.create', name: 'an', fullName: 'An', passwordHash: null, grants: [] });
  const commands: Command[] = [
    { kind: 'session.begin', account: 1, session: 's', step: null, recoveryHash: null },
    { kind: 'session.touch', session: 's' },
    { kind: 'account.password', account: 1, passwordHash: 'h', keepSession: 's' },
    { kind: 'account.totp', account: 1, secret: 'JBSWY3DPEHPK3PXP' },
    { kind: 'account.totp-confirm', account: 1, step: 1, recoveryHashes: [] },
    { kind: 'account.failed', account: 1, lockAfter: 5, lockMs: 1 },
    { kind: 'session.end-all', account: 1, keepSession: 's' },
    { kind: 'session.end', session: 's' },
  ];
  for (const command of commands) desk.run(command, undefined, []);
  expect(desk.store.read.accounts.byId(1)).toMatchObject({ hasTotp: true, hasPassword: true, failures: 1 });
});

function retracting(agency: string): Command {
  const subject = { kind: 'agency', code: agency } as const;
  return { kind: 'fact.retract', subject, dimensions: '', factKind: 'declared', fact: 'offices', source, ...span };
}

const code = fc.constantFrom('R', 'A', 'A1', 'B', 'N1', 'ZZ');
const id = fc.integer({ min: 1, max: 7 });
const parent = fc.option(code, { nil: null });
const address = fc.integer({ min: 1, max: 6 }).map((n) => `10.0.0.${n}`);
const cidr = fc.integer({ min: 1, max: 4 }).map((n) => `10.${n}.0.0/16`);
const deviceName = fc.constantFrom('r', 'a', 'b', 'c', 'n');
const refs = fc.array(fc.record({ agency: code, name: deviceName }), { maxLength: 2 });
const agencyEntry = fc.tuple(code, parent).map(([one, above]) => agency(one, { name: 'x', parent: above }));
const deviceEntry = fc
  .tuple(code, deviceName, address, refs)
  .map(([one, name, where, parents]) => device(one, name, { address: where, parents }));
const prefixEntry = fc.tuple(code, cidr).map(([one, range]) => prefix(one, range));
const factEntry = fc.tuple(code, fc.integer({ min: 0, max: 9 })).map(([one, value]) => fact(one, 'offices', value));
const few = <T>(entry: fc.Arbitrary<T>) => fc.array(entry, { maxLength: 2 });
const anything: fc.Arbitrary<Command> = fc.oneof(
  fc
    .record({
      agencies: few(agencyEntry),
      devices: few(deviceEntry),
      prefixes: few(prefixEntry),
      facts: few(factEntry),
    })
    .map((entries) => importOf(entries)),
  agencyEntry.map((entry) => ({ kind: 'agency.create', entry }) as const),
  fc
    .tuple(code, fc.record({ name: fc.constantFrom('x', 'y'), parent }, { requiredKeys: [] }))
    .map(([one, patch]) => ({ kind: 'agency.patch', code: one, ifMatch: null, patch, from: null }) as const),
  // Closing the caller's own would leave nothing to try the rest on.
  fc
    .constantFrom('R', 'B', 'N1', 'ZZ')
    .map((one) => ({ kind: 'agency.close', code: one, ifMatch: null, on: null }) as const),
  deviceEntry.map((entry) => ({ kind: 'device.create', entry }) as const),
  fc
    .tuple(id, fc.record({ name: deviceName, address, parents: refs }, { requiredKeys: [] }))
    .map(([one, patch]) => ({ kind: 'device.patch', id: one, ifMatch: null, patch }) as const),
  id.map((one) => ({ kind: 'device.close', id: one, ifMatch: null }) as const),
  prefixEntry.map((entry) => ({ kind: 'prefix.create', entry }) as const),
  id.map((one) => ({ kind: 'prefix.close', id: one }) as const),
  factEntry.map((entry) => ({ kind: 'fact.declare', entry, source }) as const),
  code.map(retracting),
);

test('whatever somebody asks who may act on one agency, no row of another changes, and none is named unasked', () => {
  const desk = openDivided();
  const before = desk.others();
  let [done, refused] = [0, 0];
  const property = fc.property(fc.array(anything, { minLength: 10, maxLength: 10 }), (commands) => {
    for (const command of commands) {
      try {
        // The one agency the caller may make is the caller's from then on.
        const made = desk.idOf('N1');
        desk.run(command, undefined, made === 0 ? desk.own : [...desk.own, made]);
        done += 1;
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        refused += 1;
        const told = JSON.stringify([error.message, error.problems]);
        if (!JSON.stringify(command).includes('"B"')) expect(told).not.toMatch(/\bB\b|Cơ quan B/);
      }
    }
    expect(desk.others()).toEqual(before);
  });
  fc.assert(property, { numRuns: 60, endOnFailure: true });
  expect(Math.min(done, refused)).toBeGreaterThan(50);
});
