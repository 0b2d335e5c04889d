import { z } from 'zod';
import { accountReads } from './accounts.ts';
import { agencyReads } from './agencies.ts';
import { attachmentReads } from './attachments.ts';
import { auditReads } from './audits.ts';
import { catalogueReads } from './catalogues.ts';
import { commitReads } from './commits.ts';
import { contactReads } from './contacts.ts';
import { credentialReads } from './credentials.ts';
import { type Db, openForReading, schemaName } from './database.ts';
import { declarationReads } from './declarations.ts';
import { deviceReads } from './devices.ts';
import { endpointCheckReads } from './endpoint-checks.ts';
import { factReads } from './facts.ts';
import { importReads } from './imports.ts';
import { jobRunReads } from './job-runs.ts';
import { newestFactReads } from './newest-facts.ts';
import { observationReads } from './observations.ts';
import { pollerReads } from './pollers.ts';
import { prefixReads } from './prefixes.ts';
import { readingReads } from './readings.ts';
import { recordReads } from './records.ts';
import { reminderReads } from './reminders.ts';
import { sessionReads } from './sessions.ts';
import { setupLinkReads } from './setup-links.ts';
import { targetReads } from './targets.ts';
import { tokenReads } from './tokens.ts';

/** Every question the store answers. What belongs to an agency takes the caller's `Scope` first. */
export function readStore(db: Db) {
  return {
    agencies: agencyReads(db),
    devices: deviceReads(db),
    prefixes: prefixReads(db),
    credentials: credentialReads(db),
    facts: factReads(db),
    newestFacts: newestFactReads(db),
    records: recordReads(db),
    contacts: contactReads(db),
    endpointChecks: endpointCheckReads(db),
    imports: importReads(db),
    declarations: declarationReads(db),
    attachments: attachmentReads(db),
    reminders: reminderReads(db),
    catalogues: catalogueReads(db),
    targets: targetReads(db),
    observations: observationReads(db),
    readings: readingReads(db),
    audits: auditReads(db),
    commits: commitReads(db),
    pollers: pollerReads(db),
    jobRuns: jobRunReads(db),
    accounts: accountReads(db),
    sessions: sessionReads(db),
    tokens: tokenReads(db),
    setupLinks: setupLinkReads(db),
    /** One consistent view for several questions: they all see the same commit. */
    snapshot<T>(ask: () => T): T {
      return db.sqlite.transaction(ask)();
    },
    /** Bytes of the database file. */
    sizeBytes(): number {
      const size = db.sqlite
        .prepare('select page_count * page_size from pragma_page_count(), pragma_page_size()')
        .pluck();
      return z.number().parse(size.get());
    },
    /** Name of the newest migration applied. */
    schemaName(): string {
      return schemaName(db);
    },
    close(): void {
      db.sqlite.close();
    },
  };
}

export type ReadStore = ReturnType<typeof readStore>;

/** Opens a read-only store on an existing database file. */
export function openReadStore(file: string): ReadStore {
  return readStore(openForReading(file));
}
