import { aboutAgency, type FactVersion } from './fact.ts';
import type { FactCatalogue, Rollup } from './fact-definition.ts';

/** A site and whose it is. */
export type SiteOf = { readonly id: number; readonly agencyId: number };

/**
 * What the facts of an agency's sites come to for the agency itself, where it says nothing of its own: by the catalogue's
 * roll-up, and only when every site in being on the date has the fact (one site that says yes is enough for `any`, one
 * that says no for `all`). `resolved` are the winning versions of a date; sources differ from site to site, so the sum
 * names them all.
 */
export function rollUpSites(
  resolved: readonly FactVersion[],
  sites: readonly SiteOf[],
  catalogue: Pick<FactCatalogue, 'facts'>,
): FactVersion[] {
  const own = new Set(resolved.flatMap((one) => (one.subjectKind === 'agency' ? [keyOf(one.subjectId, one)] : [])));
  const bySite = Map.groupBy(
    resolved.filter((one) => one.subjectKind === 'site'),
    (one) => one.subjectId,
  );
  const byAgency = Map.groupBy(sites, (site) => site.agencyId);
  return [...byAgency].flatMap(([agencyId, seats]) => {
    const told = seats.flatMap((site) => newestOf(bySite.get(site.id) ?? []));
    const alike = Map.groupBy(told, (one) => keyOf(agencyId, one));
    return [...alike].flatMap(([key, parts]) => {
      const [first] = parts;
      if (first === undefined || own.has(key)) return [];
      const value = combined(catalogue.facts.get(first.fact)?.rollup ?? 'none', parts, seats.length);
      return value === null ? [] : [summedUp(agencyId, first, parts, value)];
    });
  });
}

function keyOf(agencyId: number, { fact, kind, dimensions }: FactVersion): string {
  return `${agencyId} ${fact} ${kind} ${dimensions}`;
}

// Of one site and fact the version known last counts, as it does for agencies.
function newestOf(versions: readonly FactVersion[]): FactVersion[] {
  const newest = new Map<string, FactVersion>();
  for (const one of versions) {
    const key = keyOf(one.subjectId, one);
    const held = newest.get(key);
    if (held === undefined || one.knownSeq > held.knownSeq) newest.set(key, one);
  }
  return [...newest.values()];
}

function combined(rollup: Rollup, parts: readonly FactVersion[], sites: number): number | boolean | null {
  const complete = parts.length === sites;
  switch (rollup) {
    case 'sum':
      return complete ? parts.reduce((sum, one) => sum + Number(one.value), 0) : null;
    case 'any':
      if (parts.some((one) => one.value === true)) return true;
      return complete ? false : null;
    case 'all':
      if (parts.some((one) => one.value === false)) return false;
      return complete ? true : null;
    case 'none':
      return null;
  }
}

function summedUp(
  agencyId: number,
  first: FactVersion,
  parts: readonly FactVersion[],
  value: number | boolean,
): FactVersion {
  const ends = parts.flatMap(({ validTo }) => validTo ?? []).toSorted();
  return {
    ...first,
    ...aboutAgency(agencyId),
    dimensions: first.dimensions,
    source: `sites:${[...new Set(parts.map((one) => one.source))].toSorted().join('+')}`,
    value,
    basis: 'derived',
    qualifier: parts.find((one) => one.qualifier !== null)?.qualifier ?? null,
    validFrom:
      parts
        .map((one) => one.validFrom)
        .toSorted()
        .at(-1) ?? first.validFrom,
    validTo: ends[0] ?? null,
    knownSeq: Math.max(...parts.map((one) => one.knownSeq)),
    evidence: null,
  };
}
