import { blob, index, integer, primaryKey, sqliteTable, text, unique } from 'drizzle-orm/sqlite-core';
import { agencies, commits } from './schema.ts';
import { records } from './schema-records.ts';

/** What an agency is to declare for a period; its status is what its events come to. */
export const declarations = sqliteTable(
  'declaration',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    agencyId: integer('agency_id')
      .notNull()
      .references(() => agencies.id),
    form: text().notNull(),
    periodFrom: text('period_from').notNull(),
    periodTo: text('period_to').notNull(),
    /** 1 for the first; a correction of an approved one is a revision of its own. */
    revision: integer().notNull(),
    /** What its events come to, written with them: what waits for somebody is found without reading them all. */
    status: text({ enum: ['draft', 'submitted', 'returned', 'approved'] }).notNull(),
    /** Version of the draft: what a caller must have seen to change it. */
    changedAt: integer('changed_at').notNull(),
  },
  (table) => [
    unique('declaration_key').on(table.agencyId, table.form, table.periodFrom, table.revision),
    index('declaration_status').on(table.status, table.id),
    index('declaration_form').on(table.form, table.periodFrom),
  ],
);

/** Figures of a draft, JSON values; what was submitted stands in the event too. */
export const declarationValues = sqliteTable(
  'declaration_value',
  {
    declarationId: integer('declaration_id')
      .notNull()
      .references(() => declarations.id),
    fact: text().notNull(),
    value: text().notNull(),
    /** Why it differs so much from last year or from its peers. */
    reason: text(),
  },
  (table) => [primaryKey({ columns: [table.declarationId, table.fact] })],
);

/** Who did what when, append-only. */
export const declarationEvents = sqliteTable(
  'declaration_event',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    declarationId: integer('declaration_id')
      .notNull()
      .references(() => declarations.id),
    at: integer().notNull(),
    actor: text().notNull(),
    action: text({ enum: ['open', 'submit', 'approve', 'return'] }).notNull(),
    note: text(),
    /** JSON of the figures as submitted; null for the other actions. */
    content: text(),
    seq: integer()
      .notNull()
      .references(() => commits.seq),
  },
  (table) => [index('declaration_event_of').on(table.declarationId, table.id)],
);

/** Evidence by content: the same file is kept once. */
export const attachments = sqliteTable('attachment', {
  /** SHA-256, hex. */
  hash: text().primaryKey(),
  mediaType: text('media_type').notNull(),
  sizeBytes: integer('size_bytes').notNull(),
  content: blob({ mode: 'buffer' }).notNull(),
  storedAt: integer('stored_at').notNull(),
});

/** Which evidence a declaration has, under which name; one taken off a draft is marked, not forgotten. */
export const declarationAttachments = sqliteTable(
  'declaration_attachment',
  {
    declarationId: integer('declaration_id')
      .notNull()
      .references(() => declarations.id),
    hash: text()
      .notNull()
      .references(() => attachments.hash),
    name: text().notNull(),
    actor: text().notNull(),
    addedAt: integer('added_at').notNull(),
    removedAt: integer('removed_at'),
  },
  (table) => [primaryKey({ columns: [table.declarationId, table.hash] })],
);

/** Reminders of deadlines, each once by its key. */
export const reminders = sqliteTable(
  'reminder',
  {
    key: text().primaryKey(),
    at: integer().notNull(),
    agencyId: integer('agency_id')
      .notNull()
      .references(() => agencies.id),
    form: text().notNull(),
    periodFrom: text('period_from').notNull(),
    dueOn: text('due_on').notNull(),
    kind: text({ enum: ['due', 'overdue'] }).notNull(),
  },
  (table) => [index('reminder_agency').on(table.agencyId, table.at), index('reminder_at').on(table.at, table.key)],
);

/** What came of asking an endpoint of a hosted system: the first and the last of a row of equal answers. */
export const endpointChecks = sqliteTable(
  'endpoint_check',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    recordId: integer('record_id')
      .notNull()
      .references(() => records.id),
    endpoint: text().notNull(),
    outcome: text({ enum: ['answer', 'miss', 'inconclusive'] }).notNull(),
    reason: text(),
    httpStatus: integer('http_status'),
    /** Of the newest check, milliseconds. */
    durationMs: integer('duration_ms'),
    firstAt: integer('first_at').notNull(),
    lastAt: integer('last_at').notNull(),
    checks: integer().notNull(),
  },
  (table) => [index('endpoint_check_of').on(table.recordId, table.endpoint, table.id)],
);
