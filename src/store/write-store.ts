import type { Actor } from '../access/actor.ts';
import { accountSecrets, accountWrites } from './accounts.ts';
import { agencyWrites } from './agencies.ts';
import { attachmentWrites } from './attachments.ts';
import { catalogueWrites } from './catalogues.ts';
import { commandRecords } from './commands.ts';
import { type Commit, commitOpener } from './commits.ts';
import { contactWrites } from './contacts.ts';
import { credentialSecrets, credentialWrites } from './credentials.ts';
import { type Db, openForWriting } from './database.ts';
import { declarationWrites } from './declarations.ts';
import { deviceAnswers } from './device-answers.ts';
import { deviceWrites } from './devices.ts';
import { endpointCheckWrites } from './endpoint-checks.ts';
import { factWrites } from './facts.ts';
import { importWrites } from './imports.ts';
import { jobRunWrites } from './job-runs.ts';
import { observationWrites } from './observations.ts';
import { pollerWrites } from './pollers.ts';
import { prefixWrites } from './prefixes.ts';
import { type ReadStore, readStore } from './read-store.ts';
import { readingWrites } from './readings.ts';
import { recordWrites } from './records.ts';
import { reminderWrites } from './reminders.ts';
import type { SealingKey } from './seal.ts';
import { serviceSecretWrites } from './service-secrets.ts';
import { sessionWrites } from './sessions.ts';
import { setupLinkWrites } from './setup-links.ts';
import { targetWrites } from './targets.ts';
import { tokenWrites } from './tokens.ts';
import { topologyReads } from './topology.ts';

/** The one store that changes things. It lives in the writer thread, or in the command line when no service runs. */
function writeStore(db: Db, key: SealingKey) {
  const read: ReadStore = readStore(db);
  const openCommit = commitOpener(db);
  return {
    read,
    agencies: agencyWrites(db),
    devices: deviceWrites(db),
    prefixes: prefixWrites(db),
    credentials: { ...credentialWrites(db, key), ...credentialSecrets(db, key) },
    facts: factWrites(db),
    records: recordWrites(db),
    contacts: contactWrites(db),
    endpointChecks: endpointCheckWrites(db),
    deviceAnswers: deviceAnswers(db),
    imports: importWrites(db),
    declarations: declarationWrites(db),
    attachments: attachmentWrites(db),
    reminders: reminderWrites(db),
    catalogues: catalogueWrites(db),
    targets: targetWrites(db),
    topology: topologyReads(db),
    observations: observationWrites(db),
    readings: readingWrites(db),
    pollers: pollerWrites(db),
    jobRuns: jobRunWrites(db),
    commands: commandRecords(db, key),
    accounts: { ...accountWrites(db, key), secrets: accountSecrets(db, key) },
    sessions: sessionWrites(db),
    tokens: tokenWrites(db),
    setupLinks: setupLinkWrites(db),
    secrets: serviceSecretWrites(db, key),
    /** Runs `change` in one transaction: all of it is kept or, when it throws, none. */
    transaction<T>(actor: Actor, now: number, change: (commit: Commit) => T): T {
      return db.sqlite.transaction(() => change(openCommit(actor, now))).immediate();
    },
    close(): void {
      read.close();
    },
  };
}

export type WriteStore = ReturnType<typeof writeStore>;

/** Opens (and if needed makes) the database for writing. */
export function openWriteStore(file: string, key: SealingKey): WriteStore {
  return writeStore(openForWriting(file), key);
}
