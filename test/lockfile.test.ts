import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';

const root = path.join(import.meta.dirname, '..');
const versions = z.record(z.string(), z.string());
const manifestForm = z.object({ dependencies: versions, optionalDependencies: versions, devDependencies: versions });
const lockedForm = z.object({
  version: z.string().optional(),
  resolved: z.string().optional(),
  integrity: z.string().optional(),
  dev: z.boolean().optional(),
  devOptional: z.boolean().optional(),
  optional: z.boolean().optional(),
});
const licenceForm = z.object({
  license: z.union([z.string(), z.object({ type: z.string() })]).optional(),
  licenses: z.array(z.object({ type: z.string() })).optional(),
});
const manifest = manifestForm.parse(readJson('package.json'));
const lock = z.object({ packages: z.record(z.string(), lockedForm) }).parse(readJson('package-lock.json'));
const locked = Object.entries(lock.packages).filter(([place]) => place !== '');
const production = locked.filter(([, each]) => !each.dev && !each.devOptional && !each.optional);

/** The lowest version without a known hole that concerns us; null where no version will do. */
const floors: Readonly<Record<string, string | null>> = {
  'net-snmp': '3.29.2',
  'drizzle-orm': '0.45.2',
  hono: '4.13.5',
  '@hono/node-server': '1.19.15',
  xlsx: null,
};

test('nothing locked is below the version that closed its hole', () => {
  expect(findDenied(locked.map(([place, { version = '' }]) => [nameAt(place), version]))).toEqual([]);
});

test.each([
  ['net-snmp', '3.29.1'],
  ['drizzle-orm', '0.45.2-beta.1'],
  ['hono', '4.9.99'],
  ['@hono/node-server', '1.19.14'],
  ['xlsx', '99.0.0'],
  ['hono', 'not a version'],
])('%s %s is denied', (name, version) => {
  expect(findDenied([[name, version]])).toEqual([`${name}@${version}`]);
});

test.each([
  ['net-snmp', '3.29.2'],
  ['hono', '4.13.10'],
  ['@hono/node-server', '2.0.0'],
  ['@e965/xlsx', '0.20.3'],
])('%s %s is not denied', (name, version) => {
  expect(findDenied([[name, version]])).toEqual([]);
});

test('the lock names no registry host, and every package in it is sealed by a digest', () => {
  expect(locked.filter(([, each]) => each.resolved !== undefined).map(([place]) => place)).toEqual([]);
  expect(readFileSync(path.join(root, 'package-lock.json'), 'utf8')).not.toMatch(/https?:\/\/[^"]*\.tgz/);
  expect(locked.filter(([, each]) => !each.integrity?.startsWith('sha512-')).map(([place]) => place)).toEqual([]);
});

test('package.json pins exact versions, and the lock holds those', () => {
  const direct = { ...manifest.dependencies, ...manifest.optionalDependencies, ...manifest.devDependencies };
  expect(Object.entries(direct).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  const inLock = Object.keys(direct).map((name) => [name, lock.packages[`node_modules/${name}`]?.version]);
  expect(Object.fromEntries(inLock)).toEqual(direct);
});

test('every direct dependency has its reason in CONTRIBUTING.md, and none is listed that is gone', () => {
  const rows = readFileSync(path.join(root, 'CONTRIBUTING.md'), 'utf8').matchAll(/^\| `([^`]+)` \| ([^|]{20,}) \|$/gm);
  const { dependencies, optionalDependencies, devDependencies } = manifest;
  const direct = Object.keys({ ...dependencies, ...optionalDependencies, ...devDependencies });
  expect([...rows].map((row) => row[1]).sort()).toEqual(direct.sort());
});

test('no production package is under a licence that reaches into ours, and each says what it is under', () => {
  const licences = production
    .filter(([place]) => existsSync(path.join(root, place, 'package.json')))
    .map(([place]) => ({ name: nameAt(place), licence: readLicence(place) }));
  console.info(`${production.length} production packages (${Object.keys(manifest.dependencies).length} direct)`);
  expect(licences.length).toBe(production.length);
  expect(licences.filter(({ licence }) => !isWelcome(licence))).toEqual([]);
});

test.each(['GPL-3.0', 'AGPL-3.0-only', 'LGPL-2.1', 'UNLICENSED', '', 'MIT AND GPL-2.0-only'])(
  'licence "%s" is turned away',
  (licence) => {
    expect(isWelcome(licence)).toBe(false);
  },
);

test.each(['MIT', 'Apache-2.0', '(MIT OR GPL-3.0)', 'BSD-3-Clause', 'ISC'])('licence "%s" is welcome', (licence) => {
  expect(isWelcome(licence)).toBe(true);
});

function findDenied(packages: readonly (readonly [string, string])[]): string[] {
  const denied = packages.filter(([name, version]) => {
    const floor = Object.hasOwn(floors, name) ? floors[name] : undefined;
    return floor !== undefined && (floor === null || !isAtLeast(version, floor));
  });
  return denied.map(([name, version]) => `${name}@${version}`);
}

/** A pre-release stands below its release, and what cannot be read stands below everything. */
function isAtLeast(version: string, floor: string): boolean {
  const [major = 0, minor = 0, patch = 0] = floor.split('.').map(Number);
  const read = /^(\d+)\.(\d+)\.(\d+)(-.+)?$/.exec(version);
  if (read === null) return false;
  const [, ownMajor, ownMinor, ownPatch, before] = read;
  const steps = [
    Number(ownMajor) - major,
    Number(ownMinor) - minor,
    Number(ownPatch) - patch,
    before === undefined ? 0 : -1,
  ];
  return (steps.find((step) => step !== 0) ?? 0) >= 0;
}

/** `A OR B` leaves the choice to us, `A AND B` does not. */
function isWelcome(licence: string): boolean {
  const choices = licence.replace(/[()]/g, '').split(/\s+OR\s+/);
  return choices.some((each) => each !== '' && !/GPL|UNLICENSED|SSPL|BUSL|SEE LICENSE/i.test(each));
}

function readLicence(place: string): string {
  const { license, licenses } = licenceForm.parse(readJson(path.join(place, 'package.json')));
  if (typeof license === 'string') return license;
  return license?.type ?? licenses?.map(({ type }) => type).join(' OR ') ?? '';
}

function nameAt(place: string): string {
  return place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length);
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(path.join(root, file), 'utf8'));
}
