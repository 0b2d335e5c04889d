import { z } from 'zod';
import { type Scope, sees } from '../access/scope.ts';
import type { CivilDate } from '../calendar/civil.ts';
import { type AsKnown, type FactKey, type FactVersion, factCatalogue, factKinds } from '../inventory/fact.ts';
import type { Commit } from './commits.ts';
import type { Db } from './database.ts';

const factKeys = new Set(Object.keys(factCatalogue));

const evidenceSchema = z.object({
  deviceId: z.number(),
  device: z.string(),
  state: z.enum(['up', 'down', 'shadowed', 'unknown']),
  at: z.number(),
  stateSince: z.number(),
  observedAt: z.number().nullable(),
  outageId: z.number().nullable(),
});

const json = <T extends z.ZodType>(schema: T) =>
  z
    .string()
    .nullable()
    .transform((text): unknown => (text === null ? null : JSON.parse(text)))
    .pipe(schema.nullable());

const rowSchema = z.object({
  agencyId: z.number(),
  fact: z.custom<FactKey>((key) => typeof key === 'string' && factKeys.has(key)),
  kind: z.enum(factKinds),
  source: z.string(),
  value: json(z.union([z.number(), z.boolean()])),
  validFrom: z.string(),
  validTo: z.string().nullable(),
  knownSeq: z.number(),
  evidence: json(evidenceSchema),
});

const columns = `f.agency_id as agencyId, f.fact, f.kind, f.source, f.value, f.valid_from as validFrom,
  f.valid_to as validTo, f.known_seq as knownSeq, f.evidence`;

/** Facts and the versions they came in. */
export function factReads(db: Db) {
  const winning = db.sqlite.prepare(`select ${columns} from fact f where f.value is not null and f.id in (
    select max(id) from fact where known_seq <= :knownSeq and valid_from <= :asOf
      and (valid_to is null or valid_to > :asOf) group by agency_id, fact, kind, source)
    order by f.agency_id, f.fact, f.kind, f.source`);
  const history = db.sqlite.prepare(`select ${columns} from fact f where f.agency_id = ? order by f.id`);
  const rows = z.array(rowSchema);
  return {
    /** The versions that win on a date as known by a commit, by agency, fact, kind, source; retracted facts are absent. */
    asKnown(scope: Scope, known: AsKnown): FactVersion[] {
      return rows.parse(winning.all(known)).filter((fact) => sees(scope, fact.agencyId));
    },
    /** Every version ever written about an agency, oldest first. */
    historyOf(scope: Scope, agencyId: number): FactVersion[] {
      return sees(scope, agencyId) ? rows.parse(history.all(agencyId)) : [];
    },
  };
}

/** Facts are only ever added to. */
export function factWrites(db: Db) {
  // The second aggregate keeps SQLite from sorting for the first, which costs ten times the search.
  const winning = db.sqlite.prepare(`select ${columns} from fact f where f.id = (
    select max(id) from fact where agency_id = :agencyId and fact = :fact and kind = :kind and source = :source
      and valid_from <= :asOf and (valid_to is null or valid_to > :asOf) having count(*) > 0) and f.value is not null`);
  const add = db.sqlite.prepare(`insert into fact
      (agency_id, fact, kind, source, value, valid_from, valid_to, known_seq, evidence)
    values (:agencyId, :fact, :kind, :source, :value, :validFrom, :validTo, :knownSeq, :evidence)`);
  return {
    /** The version of one fact that wins on a date as known now; null when there is none or it is retracted. */
    winning(
      key: Pick<FactVersion, 'agencyId' | 'fact' | 'kind' | 'source'> & { readonly asOf: CivilDate },
    ): FactVersion | null {
      const row = winning.get(key);
      return row === undefined ? null : rowSchema.parse(row);
    },
    append(commit: Commit, version: Omit<FactVersion, 'knownSeq'>): void {
      add.run({
        ...version,
        value: version.value === null ? null : JSON.stringify(version.value),
        evidence: version.evidence === null ? null : JSON.stringify(version.evidence),
        knownSeq: commit.seq(),
      });
    },
  };
}
