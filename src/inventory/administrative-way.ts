import { addDays, type CivilDate } from '../calendar/civil.ts';
import { type AdministrativeChange, groupRows, outflowOf, type ShareBasis } from './administrative-change.ts';
import type { RestateReason } from './administrative-flow.ts';
import { type Fraction, ONE } from './administrative-fraction.ts';
import { type AdministrativeRegister, unitOn } from './administrative-unit.ts';

/** Where the cell of a unit goes: in parts to others, or nowhere because of `why`, which those it might go to must know. */
export type Way =
  | {
      readonly to: readonly {
        readonly code: string;
        readonly weight: Fraction;
        readonly by: readonly AdministrativeChange[];
      }[];
    }
  | { readonly why: RestateReason; readonly candidates: readonly string[] };

/** The ways of the sources of some rows of one date; units without rows keep everything. */
export function waysForward(rows: readonly AdministrativeChange[], on: CivilDate, basis: ShareBasis): Map<string, Way> {
  const ways = new Map<string, Way>();
  for (const [from, own] of groupRows(rows, (row) => row.from)) {
    const flow = outflowOf(own, basis);
    if (flow.known) {
      const to = flow.to.map(({ code, weight }) => ({ code, weight, by: carriers(own, code, basis) }));
      ways.set(from, { to });
    } else ways.set(from, { why: shareReason(from, on, own, flow.stated, basis), candidates: flow.targets });
  }
  return ways;
}

/** Backwards a unit's figures are those of its one source. Of several sources nobody can tell whose is what. */
export function waysBack(
  rows: readonly AdministrativeChange[],
  on: CivilDate,
  basis: ShareBasis,
  register: AdministrativeRegister,
): Map<string, Way> {
  const ways = new Map<string, Way>();
  const bySource = groupRows(rows, (row) => row.from);
  for (const [to, arriving] of groupRows(rows, (row) => row.to)) {
    const sources = [...new Set(arriving.map((row) => row.from))].filter((source) => {
      const flow = outflowOf(bySource.get(source) ?? [], basis);
      return !flow.known || flow.to.some((one) => one.code === to);
    });
    // A unit that takes others up and goes on without rows of its own is a source of itself.
    if (!bySource.has(to) && unitOn(register, to, addDays(on, -1)) !== null) sources.push(to);
    ways.set(to, wayBack(to, on, sources.sort(), bySource, basis));
  }
  return ways;
}

function wayBack(
  code: string,
  on: CivilDate,
  sources: readonly string[],
  bySource: ReadonlyMap<string, readonly AdministrativeChange[]>,
  basis: ShareBasis,
): Way {
  const [only] = sources;
  const rowsOf = (source: string) => bySource.get(source) ?? [];
  const half = sources.find((source) => isSeatOnly(rowsOf(source)));
  if (half !== undefined) return { why: shareReason(half, on, rowsOf(half), [], basis), candidates: sources };
  if (only !== undefined && sources.length === 1) {
    return { to: [{ code: only, weight: ONE, by: carriers(rowsOf(only), code, basis) }] };
  }
  const params = { code, on, sources: sources.join(', ') };
  return { why: { code: sources.length === 0 ? 'restate-no-source' : 'restate-merged', params }, candidates: sources };
}

/** Rows that name one successor and not how much of the unit it got: who else got some, and from whom, is not known. */
function isSeatOnly(rows: readonly AdministrativeChange[]): boolean {
  const [first] = rows;
  return first?.kind === 'split' && rows.every((row) => row.share === null && row.to === first.to);
}

/** The rows by which something passed to `to`: of a split those on the basis, and those that state no share. */
function carriers(rows: readonly AdministrativeChange[], to: string, basis: ShareBasis): AdministrativeChange[] {
  return rows.filter(
    (row) => row.to === to && (row.share === null || row.kind !== 'split' || row.share.basis === basis),
  );
}

function shareReason(
  code: string,
  on: CivilDate,
  rows: readonly AdministrativeChange[],
  stated: readonly ShareBasis[],
  basis: ShareBasis,
): RestateReason {
  const event = [...new Set(rows.map((row) => row.event))].join(', ');
  const targets = [...new Set(rows.map((row) => row.to))].join(', ');
  const unsound = stated.includes(basis) || rows.some((row) => row.kind !== 'split');
  if (unsound) return { code: 'restate-shares-unsound', params: { code, on, event, basis, targets } };
  return {
    code: 'restate-share-missing',
    params: { code, on, event, basis, targets, stated: stated.join(', ') || '–' },
  };
}
