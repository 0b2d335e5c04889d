import type { InterfaceReading } from './reading.ts';

/** An interface as stored: its surrogate id, and what its last reading said. */
export type StoredInterface = { readonly interfaceId: number } & Pick<
  InterfaceReading,
  'ifIndex' | 'ifName' | 'ifDescr' | 'ifPhysAddress' | 'ifAlias'
>;

/** What decided. */
type MatchedBy = 'name' | 'descr' | 'mac' | 'alias' | 'index';

/** Which stored interface a freshly read one is; `by` is null exactly when it is new. */
type InterfaceDecision =
  | { readonly interfaceId: number; readonly ifIndex: number; readonly by: MatchedBy }
  | { readonly interfaceId: 'new'; readonly ifIndex: number; readonly by: null };

/** One decision per reading in its order, and the ids that none of them is (says nothing when the reading is partial). */
export type InterfaceMatch = { readonly decisions: readonly InterfaceDecision[]; readonly gone: readonly number[] };

/**
 * Decides which freshly read interface is which stored one.
 * 1. By name; among several of one name by description, MAC or alias within that name.
 * 2. What is left by description, then MAC, then alias, refined likewise.
 * 3. Within one boot of the agent what is left by ifIndex: at reload it may be dealt out anew.
 * A key decides only where it occurs once among all the stored and once among all the read: better new than wrong.
 */
export function matchInterfaces(
  stored: readonly StoredInterface[],
  readings: readonly InterfaceReading[],
  sameBoot: boolean,
): InterfaceMatch {
  const found = new Map<InterfaceReading, { interfaceId: number; by: MatchedBy }>();
  const taken = new Set<number>();
  for (const { by, keyOf } of sameBoot ? [...steps, byIndex] : steps) {
    const candidates = occurringOnce(stored, keyOf);
    for (const [key, reading] of occurringOnce(readings, keyOf)) {
      const interfaceId = candidates.get(key)?.interfaceId;
      if (interfaceId === undefined || taken.has(interfaceId) || found.has(reading)) continue;
      taken.add(interfaceId);
      found.set(reading, { interfaceId, by });
    }
  }
  const decisions = readings.map((reading): InterfaceDecision => {
    const { ifIndex } = reading;
    const match = found.get(reading);
    return match ? { ...match, ifIndex } : { interfaceId: 'new', ifIndex, by: null };
  });
  const gone = stored.map((one) => one.interfaceId).filter((id) => !taken.has(id));
  return { decisions, gone: gone.toSorted((a, b) => a - b) };
}

type Identity = Omit<StoredInterface, 'interfaceId'>;
type Step = { readonly by: MatchedBy; readonly keyOf: (one: Identity) => string | null };

const fields = {
  name: (one: Identity) => one.ifName,
  descr: (one: Identity) => one.ifDescr,
  mac: (one: Identity) => one.ifPhysAddress,
  alias: (one: Identity) => one.ifAlias,
} as const;

/** Each field alone, then refined by every weaker one; the last field named is the one that decides. */
const steps: readonly Step[] = [
  step('name'),
  step('name', 'descr'),
  step('name', 'mac'),
  step('name', 'alias'),
  step('descr'),
  step('descr', 'mac'),
  step('descr', 'alias'),
  step('mac'),
  step('mac', 'alias'),
  step('alias'),
];

const byIndex: Step = { by: 'index', keyOf: (one) => String(one.ifIndex) };

function step(first: keyof typeof fields, second?: keyof typeof fields): Step {
  const names = second ? [first, second] : [first];
  return {
    by: second ?? first,
    keyOf: (one) => {
      const values = names.map((name) => fields[name](one)?.trim() ?? '');
      return values.includes('') ? null : JSON.stringify(values);
    },
  };
}

function occurringOnce<T extends Identity>(all: readonly T[], keyOf: Step['keyOf']): Map<string, T> {
  const once = new Map<string, T>();
  const seen = new Set<string>();
  for (const one of all) {
    const key = keyOf(one);
    if (key === null) continue;
    if (seen.has(key)) once.delete(key);
    else once.set(key, one);
    seen.add(key);
  }
  return once;
}
