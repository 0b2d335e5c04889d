import type { Scope } from '../access/scope.ts';
import { civilDateOf } from '../calendar/civil.ts';
import { blocks } from '../inventory/agency.ts';
import { pickFact } from '../inventory/fact-resolve.ts';
import { declaredFacts, observedFacts } from '../inventory/import-kinds.ts';
import { type Sample, sample } from '../metric/registry.ts';
import type { ReadStore } from '../store/read-store.ts';
import { figuresOn } from './situation.ts';

/** What exists today, and what it means. */
export function collectInventory(read: ReadStore, scope: Scope, now: number): Sample[] {
  return read.snapshot(() => [
    ...agencies(read, scope, now),
    ...devices(read, scope),
    ...indicators(read, scope, now),
    ...facts(read, scope, now),
  ]);
}

function agencies(read: ReadStore, scope: Scope, now: number): Sample[] {
  const known = { asOf: civilDateOf(now), knownSeq: read.commits.lastSeq() };
  const perBlock = Map.groupBy(read.agencies.list(scope, known), (agency) => agency.block);
  return [...perBlock].map(([block, own]) => sample('hatang_agencies', { block }, own.length));
}

function devices(read: ReadStore, scope: Scope): Sample[] {
  const alike = Map.groupBy(read.devices.list(scope), (device) => `${device.role} ${device.lifecycle}`);
  return [...alike.values()].flatMap((own) => {
    const [first] = own;
    if (first === undefined) return [];
    return [sample('hatang_devices', { role: first.role, lifecycle: first.lifecycle }, own.length)];
  });
}

function indicators(read: ReadStore, scope: Scope, now: number): Sample[] {
  return figuresOn(read, scope, {}, now).items.flatMap((row) => {
    const labels = { indicator: row.indicator, block: row.block };
    return [
      ...(row.value === null ? [] : [sample('hatang_indicator_value', labels, row.value)]),
      sample('hatang_indicator_numerator', labels, row.numerator),
      sample('hatang_indicator_denominator', labels, row.denominator),
      sample('hatang_indicator_missing', labels, row.missing),
    ];
  });
}

function facts(read: ReadStore, scope: Scope, now: number): Sample[] {
  const known = { asOf: civilDateOf(now), knownSeq: read.commits.lastSeq() };
  const resolved = Map.groupBy(read.facts.asKnown(scope, known), (version) => version.agencyId);
  const inBeing = read.agencies.list(scope, known);
  return [...declaredFacts, ...observedFacts].flatMap((fact) =>
    blocks.flatMap((block) => {
      const own = inBeing.filter((agency) => agency.block === block);
      const values = own.flatMap((agency) => pickFact(resolved.get(agency.id) ?? [], fact).used?.value ?? []);
      if (values.length === 0) return [];
      const sum = values.reduce<number>((total, value) => total + Number(value), 0);
      const labels = { fact, block };
      return [sample('hatang_fact_value', labels, sum), sample('hatang_fact_agencies', labels, values.length)];
    }),
  );
}
