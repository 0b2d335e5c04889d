import { sql } from 'drizzle-orm';
import {
  type AnySQLiteColumn,
  index,
  integer,
  primaryKey,
  real,
  sqliteTable,
  text,
  unique,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core';
import { disablements } from '../access/account.ts';
import { accessRoles } from '../access/role.ts';
import { blocks } from '../inventory/agency.ts';
import { lifecycles, reachabilities, roles } from '../inventory/device.ts';
import { factBases, factKinds, factQualifiers, subjectKinds } from '../inventory/fact.ts';
import { outcomes, purposes, reasons } from '../monitor/observation.ts';
import { states } from '../monitor/state.ts';

// Instants are epoch milliseconds (…_at), calendar facts ISO dates (valid_from, valid_to), both half-open.

/** Every transaction that changes what a report rests on: `seq` is the known time; `at` maps an instant to it, rising with it. */
export const commits = sqliteTable(
  'commit_log',
  {
    seq: integer().primaryKey({ autoIncrement: true }),
    at: integer().notNull(),
    actor: text().notNull(),
  },
  (table) => [uniqueIndex('commit_log_at').on(table.at)],
);

/** Commands already carried out, by their idempotency key. Holds a keyed hash of what was asked, never its text. */
export const commands = sqliteTable('command_log', {
  id: text().primaryKey(),
  at: integer().notNull(),
  actor: text().notNull(),
  requestHash: text('request_hash').notNull(),
  result: text({ mode: 'json' }).notNull(),
});

/** Who changed what; `detail` never holds a secret. */
export const audits = sqliteTable(
  'audit',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    at: integer().notNull(),
    actor: text().notNull(),
    action: text().notNull(),
    subjectKind: text('subject_kind').notNull(),
    subjectId: text('subject_id').notNull(),
    seq: integer()
      .notNull()
      .references(() => commits.seq),
    /** JSON, kept byte for byte: the chain covers it. */
    detail: text().notNull(),
    /** Hash of this row and of the hash before it (access/audit-chain.ts). */
    hash: text().notNull(),
  },
  (table) => [index('audit_subject').on(table.subjectKind, table.subjectId)],
);

/** Identity of an agency; what is said of it stands in its versions. */
export const agencies = sqliteTable('agency', {
  id: integer().primaryKey({ autoIncrement: true }),
  code: text().notNull().unique(),
});

/** Append-only: the version written last that covers a date wins; a retracted one hides the agency. */
export const agencyVersions = sqliteTable(
  'agency_version',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    agencyId: integer('agency_id')
      .notNull()
      .references(() => agencies.id),
    knownSeq: integer('known_seq')
      .notNull()
      .references(() => commits.seq),
    validFrom: text('valid_from').notNull(),
    validTo: text('valid_to'),
    retracted: integer({ mode: 'boolean' }).notNull(),
    name: text().notNull(),
    block: text({ enum: blocks }).notNull(),
    parentId: integer('parent_id').references(() => agencies.id),
  },
  (table) => [index('agency_version_agency').on(table.agencyId, table.knownSeq)],
);

/** Append-only versions of facts; `value` is JSON, SQL NULL retracts. */
export const facts = sqliteTable(
  'fact',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    subjectKind: text('subject_kind', { enum: subjectKinds }).notNull(),
    /** Id of the agency, record or device; 0 for the province. */
    subjectId: integer('subject_id').notNull(),
    fact: text().notNull(),
    /** What narrows the fact, as canonical JSON; '' = nothing does. */
    dimensions: text().notNull(),
    kind: text({ enum: factKinds }).notNull(),
    source: text().notNull(),
    value: text(),
    basis: text({ enum: factBases }),
    qualifier: text({ enum: factQualifiers }),
    validFrom: text('valid_from').notNull(),
    validTo: text('valid_to'),
    knownSeq: integer('known_seq')
      .notNull()
      .references(() => commits.seq),
    evidence: text(),
  },
  (table) => [
    // Covers the search for the winning version: a fact observed nightly has hundreds a year.
    index('fact_key').on(
      table.subjectKind,
      table.subjectId,
      table.fact,
      table.kind,
      table.source,
      table.dimensions,
      table.validFrom,
      table.validTo,
      table.knownSeq,
    ),
  ],
);

/** Names of credentials and their sealed contents (AES-256-GCM; see seal.ts). */
export const credentials = sqliteTable('credential', {
  id: integer().primaryKey({ autoIncrement: true }),
  name: text().notNull().unique(),
  version: text({ enum: ['v2c', 'v3'] }).notNull(),
  keyId: text('key_id').notNull(),
  sealed: text().notNull(),
  changedAt: integer('changed_at').notNull(),
});

export const devices = sqliteTable(
  'device',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    agencyId: integer('agency_id')
      .notNull()
      .references(() => agencies.id),
    name: text().notNull(),
    role: text({ enum: roles }).notNull(),
    address: text().notNull(),
    snmpPort: integer('snmp_port').notNull(),
    tcpPort: integer('tcp_port'),
    credentialId: integer('credential_id').references(() => credentials.id),
    reachability: text({ enum: reachabilities }).notNull(),
    lifecycle: text({ enum: lifecycles }).notNull(),
    createdAt: integer('created_at').notNull(),
    changedSeq: integer('changed_seq').notNull(),
  },
  (table) => [unique('device_agency_name').on(table.agencyId, table.name)],
);

export const deviceParents = sqliteTable(
  'device_parent',
  {
    deviceId: integer('device_id')
      .notNull()
      .references(() => devices.id),
    parentId: integer('parent_id')
      .notNull()
      .references(() => devices.id),
  },
  (table) => [primaryKey({ columns: [table.deviceId, table.parentId] }), index('device_parent_of').on(table.parentId)],
);

export const prefixes = sqliteTable('prefix', {
  id: integer().primaryKey({ autoIncrement: true }),
  agencyId: integer('agency_id')
    .notNull()
    .references(() => agencies.id),
  cidr: text().notNull().unique(),
});

/** Each start of a poller, and until when it was seen alive. */
export const pollerEpochs = sqliteTable('poller_epoch', {
  epoch: integer().primaryKey({ autoIncrement: true }),
  poller: text().notNull(),
  startedAt: integer('started_at').notNull(),
  heartbeatAt: integer('heartbeat_at').notNull(),
  /** Sequence of the last batch taken: a batch up to it is a repetition and is dropped. */
  sequence: integer().notNull(),
});

export const observations = sqliteTable(
  'observation',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    deviceId: integer('device_id').notNull(),
    probe: text({ enum: reachabilities }).notNull(),
    at: integer().notNull(),
    outcome: text({ enum: outcomes }).notNull(),
    reason: text({ enum: reasons }),
    purpose: text({ enum: purposes }).notNull(),
    rttMs: real('rtt_ms'),
    echoSent: integer('echo_sent'),
    echoReceived: integer('echo_received'),
    rttMsMin: real('rtt_ms_min'),
    rttMsMean: real('rtt_ms_mean'),
    rttMsMax: real('rtt_ms_max'),
    jitterMs: real('jitter_ms'),
  },
  (table) => [
    index('observation_target').on(table.deviceId, table.probe, table.at),
    index('observation_at').on(table.at),
  ],
);

export const targetStates = sqliteTable(
  'target_state',
  {
    deviceId: integer('device_id')
      .notNull()
      .references(() => devices.id),
    probe: text({ enum: reachabilities }).notNull(),
    state: text({ enum: states }).notNull(),
    since: integer().notNull(),
    lastObservedAt: integer('last_observed_at'),
    lastGoodAt: integer('last_good_at'),
    firstMissAt: integer('first_miss_at'),
    misses: integer().notNull(),
    intervalMs: integer('interval_ms').notNull(),
    reason: text({ enum: reasons }),
    /** Newest observation of any outcome: what the pages show beside the state. */
    observationId: integer('observation_id'),
  },
  (table) => [primaryKey({ columns: [table.deviceId, table.probe] })],
);

export const stateChanges = sqliteTable(
  'state_change',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    deviceId: integer('device_id').notNull(),
    probe: text({ enum: reachabilities }).notNull(),
    /** From when the state holds. */
    at: integer().notNull(),
    /** When the observation that decided it was made; later than `at` for a confirmed outage. */
    decidedAt: integer('decided_at').notNull(),
    state: text({ enum: states }).notNull(),
  },
  (table) => [index('state_change_target').on(table.deviceId, table.probe, table.at)],
);

export const outages = sqliteTable(
  'outage',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    deviceId: integer('device_id')
      .notNull()
      .references(() => devices.id),
    probe: text({ enum: reachabilities }).notNull(),
    cause: text({ enum: reasons }),
    startedAt: integer('started_at').notNull(),
    endedAt: integer('ended_at'),
    lastGoodAt: integer('last_good_at'),
    firstBadAt: integer('first_bad_at').notNull(),
    confirmedAt: integer('confirmed_at').notNull(),
    rootOutageId: integer('root_outage_id').references((): AnySQLiteColumn => outages.id),
  },
  (table) => [
    index('outage_target').on(table.deviceId, table.probe, table.startedAt),
    // The index is also the law: a target has at most one open outage.
    uniqueIndex('outage_open').on(table.deviceId, table.probe).where(sql`ended_at is null`),
  ],
);

export const gaps = sqliteTable(
  'gap',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    deviceId: integer('device_id').notNull(),
    probe: text({ enum: reachabilities }).notNull(),
    startedAt: integer('started_at').notNull(),
    /** Null for a target that is no longer probed: nobody will know until it is probed again. */
    endedAt: integer('ended_at'),
  },
  (table) => [
    index('gap_target').on(table.deviceId, table.probe, table.startedAt),
    uniqueIndex('gap_open').on(table.deviceId, table.probe).where(sql`ended_at is null`),
  ],
);

/** The newest reading of each device. Strings are the device's own words: untrusted. */
export const deviceReadings = sqliteTable('device_reading', {
  deviceId: integer('device_id')
    .primaryKey()
    .references(() => devices.id),
  at: integer().notNull(),
  sysDescr: text('sys_descr'),
  sysObjectId: text('sys_object_id'),
  uptimeTicks: integer('uptime_ticks'),
  sysContact: text('sys_contact'),
  sysName: text('sys_name'),
  sysLocation: text('sys_location'),
  engineBoots: integer('engine_boots'),
  partial: integer({ mode: 'boolean' }).notNull(),
});

/** Interfaces by surrogate id, with their newest reading. Counters are decimal text: Counter64 does not fit SQLite. */
export const interfaces = sqliteTable(
  'interface',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    deviceId: integer('device_id')
      .notNull()
      .references(() => devices.id),
    ifIndex: integer('if_index').notNull(),
    ifName: text('if_name'),
    ifDescr: text('if_descr'),
    ifAlias: text('if_alias'),
    ifType: integer('if_type'),
    ifPhysAddress: text('if_phys_address'),
    ifAdminStatus: integer('if_admin_status'),
    ifOperStatus: integer('if_oper_status'),
    speedBps: integer('speed_bps'),
    counterBits: integer('counter_bits'),
    inOctets: text('in_octets'),
    outOctets: text('out_octets'),
    inErrors: text('in_errors'),
    outErrors: text('out_errors'),
    inDiscards: text('in_discards'),
    outDiscards: text('out_discards'),
    discontinuityTicks: integer('discontinuity_ticks'),
    uptimeTicks: integer('uptime_ticks'),
    engineBoots: integer('engine_boots'),
    readAt: integer('read_at').notNull(),
    /** Rates over the last two readings, bits per second; null with `rate_dropped` saying why. */
    inBps: real('in_bps'),
    outBps: real('out_bps'),
    rateDropped: text('rate_dropped'),
    firstSeenAt: integer('first_seen_at').notNull(),
    goneAt: integer('gone_at'),
  },
  (table) => [index('interface_device').on(table.deviceId)],
);

export const storages = sqliteTable(
  'storage',
  {
    deviceId: integer('device_id')
      .notNull()
      .references(() => devices.id),
    hrStorageIndex: integer('hr_storage_index').notNull(),
    hrStorageType: text('hr_storage_type'),
    hrStorageDescr: text('hr_storage_descr'),
    sizeBytes: integer('size_bytes'),
    usedBytes: integer('used_bytes'),
    readAt: integer('read_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.deviceId, table.hrStorageIndex] })],
);

export const processors = sqliteTable(
  'processor',
  {
    deviceId: integer('device_id')
      .notNull()
      .references(() => devices.id),
    hrDeviceIndex: integer('hr_device_index').notNull(),
    loadPercent: integer('load_percent').notNull(),
    readAt: integer('read_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.deviceId, table.hrDeviceIndex] })],
);

/** Calendar jobs that were carried out, by the instant they were due: what makes catching up possible. */
export const jobRuns = sqliteTable(
  'job_run',
  {
    job: text().notNull(),
    dueAt: integer('due_at').notNull(),
    finishedAt: integer('finished_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.job, table.dueAt] })],
);

/** People who may sign in. `name` is kept in lower case. */
export const accounts = sqliteTable('account', {
  id: integer().primaryKey({ autoIncrement: true }),
  name: text().notNull().unique(),
  fullName: text('full_name').notNull(),
  createdAt: integer('created_at').notNull(),
  disabled: text({ enum: disablements }),
  /** PHC string of argon2id; null for accounts of the identity provider. */
  passwordHash: text('password_hash'),
  oidcSubject: text('oidc_subject').unique(),
  failures: integer().notNull(),
  lockedUntil: integer('locked_until'),
  lastUsedAt: integer('last_used_at').notNull(),
  /** TOTP secret, sealed; it counts once `totp_confirmed_at` stands. */
  totpSealed: text('totp_sealed'),
  totpKeyId: text('totp_key_id'),
  totpConfirmedAt: integer('totp_confirmed_at'),
  totpLastStep: integer('totp_last_step'),
});

/** Keyed hashes of recovery codes; each lets in once. */
export const recoveryCodes = sqliteTable(
  'recovery_code',
  {
    accountId: integer('account_id')
      .notNull()
      .references(() => accounts.id),
    hash: text().notNull(),
    usedAt: integer('used_at'),
  },
  (table) => [primaryKey({ columns: [table.accountId, table.hash] })],
);

/** Roles on subtrees; `agency_id` null = the whole tree. A grant ends, it is not deleted. */
export const roleGrants = sqliteTable(
  'role_grant',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    accountId: integer('account_id')
      .notNull()
      .references(() => accounts.id),
    role: text({ enum: accessRoles }).notNull(),
    agencyId: integer('agency_id').references(() => agencies.id),
    /** Whether it came with the groups of the identity provider and goes with them. */
    fromProvider: integer('from_provider', { mode: 'boolean' }).notNull(),
    grantedAt: integer('granted_at').notNull(),
    endedAt: integer('ended_at'),
  },
  (table) => [index('role_grant_account').on(table.accountId)],
);

/** Signed-in browsers, by the hash of what the cookie holds. Ending one deletes it. */
export const sessions = sqliteTable(
  'session',
  {
    hash: text().primaryKey(),
    accountId: integer('account_id')
      .notNull()
      .references(() => accounts.id),
    createdAt: integer('created_at').notNull(),
    lastUsedAt: integer('last_used_at').notNull(),
  },
  (table) => [index('session_account').on(table.accountId)],
);

/** Tokens of programs; `hash` is keyed, the text is shown once and never kept. */
export const tokens = sqliteTable('token', {
  id: integer().primaryKey({ autoIncrement: true }),
  prefix: text().notNull().unique(),
  hash: text().notNull(),
  name: text().notNull(),
  role: text({ enum: accessRoles }).notNull(),
  agencyId: integer('agency_id').references(() => agencies.id),
  createdAt: integer('created_at').notNull(),
  createdBy: text('created_by').notNull(),
  expiresAt: integer('expires_at'),
  revokedAt: integer('revoked_at'),
  cidrs: text({ mode: 'json' }).notNull(),
  lastUsedAt: integer('last_used_at'),
});

/** One-time links: for the first administrator (no account), or to set an account's password anew. */
export const setupLinks = sqliteTable('setup_link', {
  hash: text().primaryKey(),
  accountId: integer('account_id').references(() => accounts.id),
  createdAt: integer('created_at').notNull(),
  expiresAt: integer('expires_at').notNull(),
  usedAt: integer('used_at'),
});

/** Secrets of the service itself, sealed: the key that token hashes are made with. */
export const secrets = sqliteTable('secret', {
  name: text().primaryKey(),
  keyId: text('key_id').notNull(),
  sealed: text().notNull(),
});
