import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { type BetterSQLite3Database, drizzle } from 'drizzle-orm/better-sqlite3';
import { migrate } from 'drizzle-orm/better-sqlite3/migrator';
import { z } from 'zod';
import { DamagedError, SchemaError } from '../errors.ts';

/** One open connection: `orm` for the cold paths, `sqlite` for prepared statements of the hot ones. */
export type Db = { readonly sqlite: Database.Database; readonly orm: BetterSQLite3Database };

const migrationsFolder = fileURLToPath(new URL('./migrations', import.meta.url));
const journalSchema = z.object({ entries: z.array(z.object({ when: z.number(), tag: z.string() })) });

/** Where the database stands in a data directory. */
export function databaseFile(dataFolder: string): string {
  return path.join(dataFolder, 'hatang.db');
}

/**
 * Opens the one read-write connection and brings the schema up to date. WAL with synchronous FULL, asserted: reopening
 * would fall back to NORMAL, which loses acknowledged rows on a power cut.
 * @throws SchemaError when a newer program wrote the database, DamagedError when the file is none or is broken.
 */
export function openForWriting(file: string): Db {
  return open(file, false, (db) => {
    db.sqlite.pragma('journal_mode = WAL');
    db.sqlite.pragma('synchronous = FULL');
    db.sqlite.pragma('foreign_keys = ON');
    // Without it INSERT OR REPLACE would slip past the triggers that keep versions.
    db.sqlite.pragma('recursive_triggers = ON');
    assertDurable(db.sqlite, file);
    refuseNewerSchema(db, file);
    migrate(db.orm, { migrationsFolder });
  });
}

/** Opens a read-only connection to a database that {@link openForWriting} has prepared. Throws as that does. */
export function openForReading(file: string): Db {
  return open(file, true, (db) => refuseNewerSchema(db, file));
}

/** Refuses a connection that could lose acknowledged rows on a power cut: anything but WAL with synchronous FULL. */
export function assertDurable(sqlite: Database.Database, file: string): void {
  const journal = sqlite.pragma('journal_mode', { simple: true });
  if (journal !== 'wal') throw new DamagedError(`${file}: journal_mode is ${journal}, not WAL`);
  const synchronous = sqlite.pragma('synchronous', { simple: true });
  if (synchronous !== FULL) throw new DamagedError(`${file}: synchronous is ${synchronous}, not FULL (${FULL})`);
}

const FULL = 2;

function open(file: string, readonly: boolean, prepare: (db: Db) => void): Db {
  const sqlite = new Database(file, { readonly, timeout: 5_000 });
  try {
    const db = { sqlite, orm: drizzle(sqlite) };
    sqlite.pragma('schema_version');
    prepare(db);
    return db;
  } catch (error) {
    sqlite.close();
    throw damageOf(error, file) ?? error;
  }
}

// A migration that fails wraps what SQLite said.
function damageOf(error: unknown, file: string): DamagedError | null {
  if (error instanceof Error && error.cause !== undefined) return damageOf(error.cause, file);
  if (!(error instanceof Database.SqliteError)) return null;
  if (error.code === 'SQLITE_NOTADB') {
    return new DamagedError(`${file}: không phải cơ sở dữ liệu SQLite / is not a SQLite database`);
  }
  if (!error.code.startsWith('SQLITE_CORRUPT')) return null;
  return new DamagedError(`${file}: cơ sở dữ liệu bị hỏng / the database is damaged: ${error.message}`);
}

/** Name of the newest migration applied to a database; empty when there is none. */
export function schemaName(db: Db): string {
  const newest = newestMigration(db);
  return knownMigrations().find((entry) => entry.when === newest)?.tag ?? '';
}

function knownMigrations() {
  const journal = readFileSync(path.join(migrationsFolder, 'meta/_journal.json'), 'utf8');
  return journalSchema.parse(JSON.parse(journal)).entries;
}

function newestMigration(db: Db): number | null {
  const exists = db.sqlite.prepare("select 1 from sqlite_master where name = '__drizzle_migrations'").pluck().get();
  if (!exists) return null;
  const newest = db.sqlite.prepare('select max(created_at) from __drizzle_migrations').pluck().get();
  return z.number().nullable().parse(newest);
}

function refuseNewerSchema(db: Db, file: string): void {
  const newest = newestMigration(db);
  const newestKnown = Math.max(...knownMigrations().map((entry) => entry.when));
  if (newest !== null && newest > newestKnown) {
    throw new SchemaError(
      `${file}: lược đồ mới hơn chương trình này, hãy dùng bản Hạ Tầng mới hơn / the schema is newer than this program; use a newer release`,
    );
  }
}
