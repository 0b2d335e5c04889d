import { z } from 'zod';
import { type Scope, sees } from '../access/scope.ts';
import type { CivilDate } from '../calendar/civil.ts';
import {
  type AsKnown,
  type FactIdentity,
  type FactVersion,
  factBases,
  factKinds,
  factQualifiers,
  type SubjectKind,
  subjectKinds,
} from '../inventory/fact.ts';
import type { Commit } from './commits.ts';
import type { Db } from './database.ts';
import { evidenceSchema } from './fact-evidence.ts';

const json = <T extends z.ZodType>(schema: T) =>
  z
    .string()
    .nullable()
    .transform((text): unknown => (text === null ? null : JSON.parse(text)))
    .pipe(schema.nullable());

/** One version as a row of {@link factColumns}. */
export const factRowSchema = z.object({
  subjectKind: z.enum(subjectKinds),
  subjectId: z.number(),
  fact: z.string(),
  dimensions: z.string(),
  kind: z.enum(factKinds),
  source: z.string(),
  value: json(z.union([z.number(), z.boolean(), z.string()])),
  basis: z.enum(factBases).nullable(),
  qualifier: z.enum(factQualifiers).nullable(),
  validFrom: z.string(),
  validTo: z.string().nullable(),
  knownSeq: z.number(),
  evidence: json(evidenceSchema),
});
const scopedSchema = factRowSchema.extend({ ownerId: z.number().nullable() });

/** Columns of a version, of the table `f`. */
export const factColumns = `f.subject_kind as subjectKind, f.subject_id as subjectId, f.fact, f.dimensions, f.kind, f.source, f.value,
  f.basis, f.qualifier, f.valid_from as validFrom, f.valid_to as validTo, f.known_seq as knownSeq, f.evidence`;

// Whose fact it is: the agency's own, or that of the agency which a site, system or device belongs to now.
const owner = `case f.subject_kind when 'agency' then f.subject_id
  when 'device' then (select agency_id from device where id = f.subject_id)
  when 'site' then (select agency_id from record_version where record_id = f.subject_id order by id desc limit 1)
  when 'hosted_system' then (select agency_id from record_version where record_id = f.subject_id order by id desc limit 1)
  end as ownerId`;
const identity = 'subject_kind, subject_id, fact, kind, source, dimensions';

/** Facts and the versions they came in. What is told of the province and of administrative units is for everybody to see. */
export function factReads(db: Db) {
  const winning = db.sqlite.prepare(`select ${factColumns}, ${owner} from fact f where f.value is not null and f.id in (
    select max(id) from fact where known_seq <= :knownSeq and valid_from <= :asOf
      and (valid_to is null or valid_to > :asOf) and (:subjectKind is null or subject_kind = :subjectKind)
    group by ${identity})
    order by f.subject_kind, f.subject_id, f.fact, f.kind, f.source, f.dimensions`);
  const history = db.sqlite.prepare(
    `select ${factColumns}, ${owner} from fact f where f.subject_kind = ? and f.subject_id = ? order by f.id`,
  );
  const rows = z.array(scopedSchema);
  const seen = (scope: Scope, found: unknown[]): FactVersion[] =>
    rows.parse(found).flatMap(({ ownerId, ...fact }) => {
      return ownerId === null || sees(scope, ownerId) ? [fact] : [];
    });
  return {
    /** The versions about agencies that win on a date as known by a commit, by agency, fact, kind, source; retracted facts are absent. */
    asKnown(scope: Scope, known: AsKnown): FactVersion[] {
      return seen(scope, winning.all({ ...known, subjectKind: 'agency' }));
    },
    /** The same of every subject, or of one kind of them. */
    ofSubjects(scope: Scope, known: AsKnown, subjectKind: SubjectKind | null): FactVersion[] {
      return seen(scope, winning.all({ ...known, subjectKind }));
    },
    /** Every version ever written about a subject, oldest first. */
    historyOf(scope: Scope, subjectId: number, subjectKind: SubjectKind = 'agency'): FactVersion[] {
      return seen(scope, history.all(subjectKind, subjectId));
    },
  };
}

/** Facts are only ever added to. */
export function factWrites(db: Db) {
  const key = `subject_kind = :subjectKind and subject_id = :subjectId and fact = :fact and kind = :kind
    and source = :source and dimensions = :dimensions`;
  // The second aggregate keeps SQLite from sorting for the first, which costs ten times the search.
  const winning = db.sqlite.prepare(`select ${factColumns} from fact f where f.id = (
    select max(id) from fact where ${key}
      and valid_from <= :asOf and (valid_to is null or valid_to > :asOf) having count(*) > 0) and f.value is not null`);
  const versions = db.sqlite.prepare(`select ${factColumns} from fact f where ${key} order by id`);
  const ofCommit = db.sqlite.prepare(`select ${factColumns} from fact f where known_seq = ? order by id`);
  const add =
    db.sqlite.prepare(`insert into fact (subject_kind, subject_id, fact, dimensions, kind, source, value, basis,
      qualifier, valid_from, valid_to, known_seq, evidence)
    values (:subjectKind, :subjectId, :fact, :dimensions, :kind, :source, :value, :basis, :qualifier, :validFrom, :validTo,
      :knownSeq, :evidence)`);
  const rows = z.array(factRowSchema);
  return {
    /** The version of one fact that wins on a date as known now; null when there is none or it is retracted. */
    winning(identity: FactIdentity & { readonly asOf: CivilDate }): FactVersion | null {
      const row = winning.get(identity);
      return row === undefined ? null : factRowSchema.parse(row);
    },
    /** Every version of one fact, oldest first. */
    versions(identity: FactIdentity): FactVersion[] {
      return rows.parse(versions.all(identity));
    },
    /** What one commit said, in order. */
    saidBy(seq: number): FactVersion[] {
      return rows.parse(ofCommit.all(seq));
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
