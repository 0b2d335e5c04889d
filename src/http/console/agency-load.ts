import type { Context } from 'hono';
import { type Scope, scopeOf, sees } from '../../access/scope.ts';
import { addDays, type CivilDate, covers } from '../../calendar/civil.ts';
import { NotFoundError } from '../../errors.ts';
import { type Agency, type Block, blocks } from '../../inventory/agency.ts';
import type { Contact } from '../../inventory/contact.ts';
import type { Device } from '../../inventory/device.ts';
import type { AsKnown, FactVersion } from '../../inventory/fact.ts';
import { resolveFacts } from '../../inventory/fact-resolve.ts';
import { plainWord } from '../../inventory/import-cell.ts';
import type { Prefix } from '../../inventory/prefix.ts';
import type { RecordKind } from '../../inventory/record.ts';
import type { ReadStore } from '../../store/read-store.ts';
import type { HttpEnv } from '../caller.ts';
import type { HttpDoors } from '../doors.ts';
import { recordsOn } from '../record-lists.ts';
import { type RecordView, recordViews } from '../record-view.ts';
import { agencyHistory, type KnownPeriod } from '../version-history.ts';

/** What is asked of the list of agencies. */
export type AgencyQuery = {
  readonly as_of: CivilDate;
  readonly q: string;
  readonly block: string;
  readonly page: string;
};

/** Agencies that match, block by block in the order of the blocks, with what counts of each. */
export type AgencyList = {
  readonly agencies: readonly Agency[];
  readonly byCode: ReadonlyMap<string, Agency>;
  readonly devices: ReadonlyMap<number, number>;
  readonly blocks: readonly { readonly block: Block; readonly count: number }[];
};

/** The kinds of records that the page of an agency shows. */
export const shownKinds = ['site', 'wan_link', 'hosted_system', 'deployment'] as const satisfies readonly RecordKind[];

/** Everything that is told of one agency on a date. `contacts` null = not for the caller. */
export type AgencyDetails = {
  readonly agency: Agency;
  /** The date all of it is told of: the one asked for, or for one that was not in being then its nearest. */
  readonly on: CivilDate;
  readonly parent: Agency | null;
  readonly children: readonly Agency[];
  readonly detail: RecordView | null;
  /** Where it stands. */
  readonly unit: { readonly code: string; readonly name: string } | null;
  readonly records: Readonly<Record<(typeof shownKinds)[number], readonly RecordView[]>>;
  readonly devices: readonly Device[];
  readonly prefixes: readonly Prefix[];
  readonly contacts: readonly Contact[] | null;
  readonly facts: readonly FactVersion[];
  readonly history: readonly KnownPeriod<Agency>[];
};

/** The agencies that the caller may see. */
export function loadAgencies({ read }: HttpDoors, scope: Scope, query: AgencyQuery): AgencyList {
  return read.snapshot(() => {
    const known = { asOf: query.as_of, knownSeq: read.commits.lastSeq() };
    const all = read.agencies.list(scope, known);
    const asked = plainWord(query.q);
    const found = all.filter(({ code, name }) => [code, name].some((text) => plainWord(text).includes(asked)));
    const perBlock = Map.groupBy(found, ({ block }) => block);
    const devices = Map.groupBy(read.devices.list(scope), ({ agencyId }) => agencyId);
    const wanted = blocks.filter((block) => query.block === '' || block === query.block);
    return {
      agencies: wanted.flatMap((block) => perBlock.get(block) ?? []),
      byCode: new Map(all.map((agency) => [agency.code, agency])),
      devices: new Map([...devices].map(([id, own]) => [id, own.filter((one) => one.lifecycle !== 'retired').length])),
      blocks: blocks.map((block) => ({ block, count: perBlock.get(block)?.length ?? 0 })),
    };
  });
}

/** One agency with everything of it. @throws NotFoundError for one that the caller may not see */
export function loadAgency(c: Context<HttpEnv>, doors: HttpDoors, code: string, asOf: CivilDate): AgencyDetails {
  const { read, catalogues } = doors;
  const { scope } = c.get('caller');
  return read.snapshot(() => {
    const knownSeq = read.commits.lastSeq();
    const agency = standing(read, scope, code, asOf);
    const on = dayOf(agency, asOf);
    const known = { asOf: on, knownSeq };
    const own = scopeOf([agency.id]);
    const views = (kind: RecordKind) => {
      const shown = recordViews(read, scope, catalogues.records[kind], doors.now());
      return recordsOn(read, own, kind, known)
        .filter(({ agencyId }) => agencyId === agency.id)
        .map(shown.of);
    };
    const detail = read.records.byCode(own, { kind: 'agency_detail', code }, known);
    const unit = detail?.values.administrative_unit;
    const writers = c.get('caller').may('see-contacts');
    return {
      agency,
      on,
      parent: agency.parent === null ? null : read.agencies.byCode(scope, agency.parent, known),
      children: read.agencies.list(scope, known).filter(({ parentId }) => parentId === agency.id),
      detail: detail && recordViews(read, scope, catalogues.records.agency_detail, doors.now()).of(detail),
      unit: typeof unit === 'string' ? { code: unit, name: unitName(read, scope, unit, known) } : null,
      records: {
        site: views('site'),
        wan_link: views('wan_link'),
        hosted_system: views('hosted_system'),
        deployment: views('deployment'),
      },
      devices: read.devices.list(scope, { agency: code }).filter(({ lifecycle }) => lifecycle !== 'retired'),
      prefixes: read.prefixes.list(own),
      contacts: writers !== null && sees(writers, agency.id) ? read.contacts.list(own) : null,
      facts: resolveFacts(read.facts.historyOf(scope, agency.id), known),
      history: agencyHistory(read, scope, code, knownSeq),
    };
  });
}

function unitName(read: ReadStore, scope: Scope, code: string, known: AsKnown): string {
  const ref = { kind: 'administrative_unit', code } as const;
  const found = read.records.byCode(scope, ref, known) ?? read.records.last(scope, ref);
  return String(found?.values.name ?? code);
}

function standing(read: ReadStore, scope: Scope, code: string, asOf: CivilDate): Agency {
  const known = { asOf, knownSeq: read.commits.lastSeq() };
  const found =
    read.agencies.byCode(scope, code, known) ??
    (read.agencies.idOf(scope, code) === null ? null : read.agencies.newest(scope).find((one) => one.code === code));
  if (!found) throw new NotFoundError(`không có cơ quan / no agency: ${code}`);
  return found;
}

// Of one that had ended by then its last day, of one that is yet to begin its first.
function dayOf({ validFrom: from, validTo: to }: Agency, asOf: CivilDate): CivilDate {
  if (covers({ from, to }, asOf) || to === null || to <= from) return asOf < from ? from : asOf;
  return asOf < from ? from : addDays(to, -1);
}
