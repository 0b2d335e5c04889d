import type { Context } from 'hono';
import { sees } from '../../access/scope.ts';
import { civilDateOf } from '../../calendar/civil.ts';
import { plainWord } from '../../inventory/import-cell.ts';
import type { InventoryRecord } from '../../inventory/record.ts';
import type { KindOfRecord } from '../../inventory/record-catalogue.ts';
import { agencyNames } from '../agency-names.ts';
import type { HttpEnv } from '../caller.ts';
import type { HttpDoors } from '../doors.ts';
import { type RecordName, storedRef } from '../record-address.ts';
import { noRecord } from '../record-change.ts';
import { recordsOn } from '../record-lists.ts';
import { changePermission } from '../record-policy.ts';
import { recordViews } from '../record-view.ts';
import { recordHistory } from '../version-history.ts';
import type { RecordListProps } from './record-list-page.ts';
import type { RecordProps } from './record-page.ts';

/** Whether the caller may add a record of a kind, or change this one. */
export function mayChange(c: Context<HttpEnv>, kind: KindOfRecord, record: InventoryRecord | null = null): boolean {
  const scope = c.get('caller').may(changePermission(kind.kind));
  if (scope === null) return false;
  if (kind.owner === null) return scope.agencyIds === null;
  return record === null || record.agencyId === null || sees(scope, record.agencyId);
}

/** The kinds with how many of each the caller can see in being today. */
export function loadIndex(c: Context<HttpEnv>, { read, catalogues, now }: HttpDoors) {
  const known = { asOf: civilDateOf(now()), knownSeq: read.commits.lastSeq() };
  const { scope } = c.get('caller');
  return read.snapshot(() =>
    Object.values(catalogues.records).map((kind) => {
      return { kind, count: recordsOn(read, scope, kind.kind, known).length };
    }),
  );
}

/** The records of a kind on a date that match what was looked for, by code. */
export function loadList(
  c: Context<HttpEnv>,
  doors: HttpDoors,
  kind: KindOfRecord,
  query: RecordListProps['query'],
): Pick<RecordListProps, 'views' | 'agencies'> {
  const { read } = doors;
  const { scope } = c.get('caller');
  return read.snapshot(() => {
    const known = { asOf: query.as_of, knownSeq: read.commits.lastSeq() };
    const names = agencyNames(read, scope, doors.now());
    const agencies = new Map(names.today.map((agency) => [agency.code, agency]));
    const owner = query.agency === '' ? null : read.agencies.idOf(scope, query.agency);
    const views = recordViews(read, scope, kind, doors.now());
    const asked = plainWord(query.q);
    const found = recordsOn(read, scope, kind.kind, known)
      .filter(
        ({ agencyId, values }) =>
          query.agency === '' || values.agency === query.agency || (owner !== null && agencyId === owner),
      )
      .filter((one) => asked === '' || matches(one, asked))
      .map((one) => views.of(one));
    return { views: found, agencies };
  });
}

/** One record with its history. @throws NotFoundError for one that is not there, or that the caller may not see */
export function loadRecord(
  c: Context<HttpEnv>,
  doors: HttpDoors,
  kind: KindOfRecord,
  name: RecordName,
): Pick<RecordProps, 'view' | 'history' | 'agency'> {
  const { read } = doors;
  const { scope } = c.get('caller');
  return read.snapshot(() => {
    const knownSeq = read.commits.lastSeq();
    const ref = storedRef(read, scope, kind, name);
    const known = { asOf: civilDateOf(doors.now()), knownSeq };
    const found = ref && (read.records.byCode(scope, ref, known) ?? read.records.last(scope, ref));
    if (!found) throw noRecord(kind, name);
    const views = recordViews(read, scope, kind, doors.now());
    const view = views.of(found);
    const history = recordHistory(read, scope, found, knownSeq).map((period) => {
      return { ...period, said: views.of(period.said) };
    });
    const code = view.agency;
    const owner = code === null ? null : read.agencies.byCode(scope, code, known);
    return { view, history, agency: code === null ? null : { code, name: owner?.name ?? code } };
  });
}

function matches({ code, values }: InventoryRecord, asked: string): boolean {
  const { name, circuit, carrier, serial } = values;
  return [code, name, circuit, carrier, serial].some((text) => plainWord(String(text ?? '')).includes(asked));
}
