import type { Scope } from '../access/scope.ts';
import { civilDateOf } from '../calendar/civil.ts';
import { blocks } from '../inventory/agency.ts';
import { pickFact } from '../inventory/fact-resolve.ts';
import { type Sample, sample } from '../metric/registry.ts';
import type { ReadStore } from '../store/read-store.ts';
import type { HttpDoors } from './doors.ts';
import { agencyFacts, figuresOn } from './situation.ts';

type Doors = Pick<HttpDoors, 'read' | 'catalogues' | 'now'>;

/** What exists today, and what it means. */
export function collectInventory(doors: Doors, scope: Scope): Sample[] {
  const { read } = doors;
  const now = doors.now();
  return read.snapshot(() => [
    ...agencies(read, scope, now),
    ...devices(read, scope),
    ...indicators(doors, scope),
    ...facts(doors, scope),
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

function indicators(doors: Doors, scope: Scope): Sample[] {
  return figuresOn(doors, scope, {}).items.flatMap((row) => {
    const labels = { indicator: row.indicator, block: row.block };
    return [
      ...(row.value === null ? [] : [sample('hatang_indicator_value', labels, row.value)]),
      sample('hatang_indicator_numerator', labels, row.numerator),
      sample('hatang_indicator_denominator', labels, row.denominator),
      sample('hatang_indicator_missing', labels, row.missing),
    ];
  });
}

function facts({ read, catalogues, now }: Doors, scope: Scope): Sample[] {
  const known = { asOf: civilDateOf(now()), knownSeq: read.commits.lastSeq() };
  const resolved = Map.groupBy(agencyFacts({ read, catalogues }, scope, known), (version) => version.subjectId);
  const summed = [...catalogues.facts.facts.values()].filter(({ type }) => addable.has(type)).map(({ key }) => key);
  const inBeing = read.agencies.list(scope, known);
  return summed.flatMap((fact) =>
    blocks.flatMap((block) => {
      const own = inBeing.filter((agency) => agency.block === block);
      const values = own.flatMap(
        (agency) => pickFact(resolved.get(agency.id) ?? [], fact, catalogues.facts).used?.value ?? [],
      );
      if (values.length === 0) return [];
      const sum = values.reduce<number>((total, value) => total + Number(value), 0);
      const labels = { fact, block };
      return [sample('hatang_fact_value', labels, sum), sample('hatang_fact_agencies', labels, values.length)];
    }),
  );
}

// Sums of ratios, ranks, dates and texts mean nothing.
const addable: ReadonlySet<string> = new Set(['count', 'number', 'money', 'flag']);
