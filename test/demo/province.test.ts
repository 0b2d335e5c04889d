import { describe, expect, test } from 'vitest';
import { demoEntries } from '../../src/demo/province.ts';
import { checkImport } from '../../src/inventory/import-check.ts';
import { comparedFacts } from '../../src/inventory/measured-fact.ts';
import { recordKinds } from '../../src/inventory/record.ts';
import { catalogues } from '../support/catalogues.ts';

const today = '2026-11-22';
const entries = demoEntries({ port: 16_161, addressBase: '127.26', today });
const active = entries.devices.filter(({ lifecycle }) => lifecycle === 'active');

describe('Tỉnh Sông Vân', () => {
  test('has one data centre, four departments, eight communes and about thirty devices', () => {
    const count = (block: string) => entries.agencies.filter((agency) => agency.block === block).length;
    expect([entries.agencies.length, count('public_service'), count('department'), count('commune')]).toEqual([
      13, 1, 4, 8,
    ]);
    expect([entries.devices.length, active.length]).toEqual([31, 30]);
  });

  test('can be imported as it stands into an empty inventory', () => {
    const empty = {
      today,
      agencies: [],
      devices: [],
      credentials: [],
      prefixes: [],
      catalogue: catalogues.records,
      facts: catalogues.facts,
      stored: () => [],
    };
    expect(checkImport(entries, empty)).toEqual([]);
  });

  test('has identifiers of the official form, and each name, address and prefix once', () => {
    for (const { code } of entries.agencies) expect(code).toMatch(/^[A-Y][0-9]{2}(\.[0-9A-Z]+)*$/);
    const addresses = entries.devices.map(({ address }) => address);
    expect(new Set(addresses).size).toBe(addresses.length);
    for (const address of addresses) expect(address).toMatch(/^127\.26\.\d{1,2}\.\d$/);
    expect(new Set(entries.agencies.map(({ name }) => name)).size).toBe(13);
    expect(new Set(entries.prefixes.map(({ cidr }) => cidr)).size).toBe(13);
  });

  test('is judged by SNMP throughout, because all of loopback answers echoes', () => {
    expect(new Set(entries.devices.map(({ reachability }) => reachability))).toEqual(new Set(['snmp']));
    expect(new Set(entries.devices.map(({ snmpPort }) => snmpPort))).toEqual(new Set([16_161]));
  });

  test('reaches every device over the core router', () => {
    const reached = new Set(['H99.01.01/core-router']);
    for (let before = 0; before !== reached.size; ) {
      before = reached.size;
      for (const { agency, name, parents } of entries.devices) {
        const behind = parents.map((parent) => `${parent.agency}/${parent.name}`);
        if (behind.length > 0 && behind.every((parent) => reached.has(parent))) reached.add(`${agency}/${name}`);
      }
    }
    expect(reached.size).toBe(entries.devices.length);
  });

  test('has a commune without a router yet, one without a LAN and one that has not declared its workstations', () => {
    const router = (agency: string) => entries.devices.find((one) => one.agency === agency && one.role === 'router');
    const fact = (agency: string, key: string) =>
      entries.facts.find((one) => one.subject.code === agency && one.fact === key)?.value;
    expect(entries.devices.filter(({ agency }) => agency === 'H99.28').map(({ lifecycle }) => lifecycle)).toEqual([
      'planned',
    ]);
    expect([router('H99.27')?.lifecycle, fact('H99.27', 'offices_with_lan')]).toEqual(['active', 0]);
    expect(entries.devices.some(({ agency, role }) => agency === 'H99.27' && role === 'switch')).toBe(false);
    expect([fact('H99.26', 'workstations'), fact('H99.26', 'officials')]).toEqual([undefined, 39]);
  });

  test('declares the figures of the year from its first day', () => {
    const counts = entries.facts.filter(({ fact }) => /^(officials|workstations|offices)/.test(fact));
    expect(counts.length).toBe(13 * 5 - 1);
    for (const { validFrom, validTo } of entries.facts) expect([validFrom, validTo]).toEqual(['2026-01-01', null]);
    const next = demoEntries({ port: 1, addressBase: '127.27', today: '2027-03-01' });
    expect(new Set(next.facts.map(({ validFrom }) => validFrom))).toEqual(new Set(['2027-01-01']));
  });

  test('has secrets that say they are for the demo only', () => {
    for (const { credential } of entries.credentials) {
      const secrets =
        credential.version === 'v2c' ? [credential.community] : [credential.authPassword, credential.privPassword];
      for (const secret of secrets) expect(secret).toContain('demo-only');
    }
    expect(active.filter(({ credential }) => credential === 'demo-v3').map(({ role }) => role)).toEqual(['server']);
  });

  test('has something of every kind of record, and a focal point for every agency', () => {
    const kinds = new Set(entries.records.map(({ kind }) => kind));
    expect([...kinds].toSorted()).toEqual([...recordKinds].toSorted());
    expect(new Set(entries.contacts.map(({ agency }) => agency)).size).toBe(13);
    for (const { phone, email } of entries.contacts) {
      expect(phone).toMatch(/^0000000\d{3}$/);
      expect(email).toMatch(/\.example$/);
    }
  });

  test('claims what the service can see for itself, and not all of it is true', () => {
    const measured = new Set(comparedFacts.map(({ fact }) => fact));
    const claims = entries.facts.filter(({ fact }) => measured.has(fact));
    expect(new Set(claims.map(({ fact }) => fact))).toEqual(measured);
    const said = (agency: string, key: string) =>
      claims.find((one) => one.subject.code === agency && one.fact === key)?.value;
    const links = (agency: string) =>
      entries.records.filter(({ kind, values }) => kind === 'wan_link' && values.agency === agency).length;
    expect([said('H99.03', 'wan_channels'), links('H99.03')]).toEqual([2, 2]);
    expect([said('H99.04', 'wan_channels'), links('H99.04')]).toEqual([2, 1]);
  });
});
