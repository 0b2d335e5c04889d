import { index, integer, sqliteTable, text, unique } from 'drizzle-orm/sqlite-core';
import { recordKinds } from '../inventory/record.ts';
import { agencies, commits } from './schema.ts';

/** Identity of what is recorded beside agencies and devices: administrative units, sites, WAN links, systems and more. */
export const records = sqliteTable(
  'record',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    kind: text({ enum: recordKinds }).notNull(),
    /** Unique within its kind, made of its key fields (inventory/record.ts); never given to another. */
    code: text().notNull(),
  },
  (table) => [unique('record_kind_code').on(table.kind, table.code)],
);

/** Append-only: of the versions that cover a date the one written last counts; a retracted one hides the record. */
export const recordVersions = sqliteTable(
  'record_version',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    recordId: integer('record_id')
      .notNull()
      .references(() => records.id),
    knownSeq: integer('known_seq')
      .notNull()
      .references(() => commits.seq),
    validFrom: text('valid_from').notNull(),
    validTo: text('valid_to'),
    retracted: integer({ mode: 'boolean' }).notNull(),
    /** Whose it is: decides who may see and change it. Null = the province's own, for everybody to see. */
    agencyId: integer('agency_id').references(() => agencies.id),
    /** JSON object by field key. */
    data: text().notNull(),
  },
  (table) => [index('record_version_record').on(table.recordId, table.knownSeq)],
);

/** Focal points. Personal data: the one table about agencies that is changed in place, so that a person can be erased. */
export const contacts = sqliteTable(
  'contact',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    agencyId: integer('agency_id')
      .notNull()
      .references(() => agencies.id),
    name: text().notNull(),
    title: text(),
    phone: text(),
    email: text(),
    /** What the data is kept for. */
    purpose: text().notNull(),
    createdAt: integer('created_at').notNull(),
    changedAt: integer('changed_at').notNull(),
  },
  (table) => [index('contact_agency').on(table.agencyId)],
);

/** Imports that changed something, with what is needed to take one back. */
export const imports = sqliteTable('import_run', {
  id: integer().primaryKey({ autoIncrement: true }),
  at: integer().notNull(),
  actor: text().notNull(),
  source: text().notNull(),
  /** SHA-256 of the file's bytes, hex; null for what came without a file. */
  fileHash: text('file_hash'),
  seq: integer()
    .notNull()
    .unique()
    .references(() => commits.seq),
  /** Whose it was: ids of agencies, JSON; null = the whole tree. */
  scope: text({ mode: 'json' }),
  tally: text({ mode: 'json' }).notNull(),
  undoneSeq: integer('undone_seq').references(() => commits.seq),
});

/** What stood before an import in tables that are changed in place, newest last; `before` null = it was not there. */
export const importBefore = sqliteTable(
  'import_before',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    seq: integer()
      .notNull()
      .references(() => commits.seq),
    kind: text({ enum: ['device', 'device_parent', 'prefix', 'contact'] }).notNull(),
    subjectId: integer('subject_id').notNull(),
    before: text({ mode: 'json' }),
  },
  (table) => [index('import_before_seq').on(table.seq)],
);

/** Which field a header of somebody's sheets means, remembered per source. */
export const headerMappings = sqliteTable(
  'header_mapping',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    source: text().notNull(),
    kind: text().notNull(),
    header: text().notNull(),
    /** Null = the column is left out on purpose. */
    field: text(),
    changedAt: integer('changed_at').notNull(),
  },
  (table) => [unique('header_mapping_key').on(table.source, table.kind, table.header)],
);

/** Catalogues as they were in force, by the hash of their content. */
export const catalogues = sqliteTable('catalogue', {
  hash: text().primaryKey(),
  kind: text().notNull(),
  content: text().notNull(),
  seq: integer()
    .notNull()
    .references(() => commits.seq),
});
