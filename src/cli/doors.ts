import type { Account } from '../access/account.ts';
import type { ChainHead } from '../access/audit-chain.ts';
import type { AuditLine } from '../access/audit-line.ts';
import type { Grant } from '../access/grant.ts';
import type { Scope } from '../access/scope.ts';
import type { Token } from '../access/token.ts';
import type { Submit, Tally } from '../command/command.ts';
import type { Settings } from '../config/load.ts';
import type { AdministrativeUnit } from '../inventory/administrative-unit.ts';
import type { Catalogues } from '../inventory/catalogues.ts';
import type { SnmpCredential } from '../inventory/credential.ts';
import type { HeaderMapping } from '../inventory/sheet-column.ts';
import type { InventorySource } from '../inventory/stored-inventory.ts';
import type { Observation } from '../monitor/observation.ts';
import type { SnmpReading } from '../monitor/reading.ts';
import type { Book } from '../report/sheet/book.ts';
import type { OfferedEncoding } from '../report/sheet/csv-table.ts';
import type { SheetsRead } from '../report/sheet/read-workbook.ts';
import type { CellFault, WorkbookFault } from '../report/sheet/workbook-fault.ts';

/** What the command line needs of the machine and of the rest of the program. */
export type CliDoors = {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** The name of the person at the keyboard, for the record of changes. */
  readonly user: string;
  readonly version: string;
  readonly catalogues: Catalogues;
  /** Epoch ms. */
  now(): number;
  out(line: string): void;
  err(line: string): void;
  /** Throws as node:fs does. */
  readFile(file: string): Uint8Array;
  /** Writes a file, and makes its folder. Throws as node:fs does. */
  writeFile(file: string, content: Uint8Array | string): void;
  /** Where a bar can be drawn; null when standard error is no terminal. */
  readonly terminal: { readonly columns: number; write(text: string): void } | null;
  /** Reads, writes and marks workbooks, under limits. */
  readonly sheets: SheetDoor;
  /** Runs the service until it is told to stop. */
  serve(settings: Settings): Promise<void>;
  /** Runs the service on the invented province until it is told to stop. */
  demo(settings: Settings, plan: DemoTimes): Promise<void>;
  /** Changes go to the running service, or straight into the database when none runs. */
  openSubmit(settings: Settings): Promise<{ submit: Submit; close(): Promise<void> }>;
  /** What is stored, read beside a running service; null where there is no database yet. */
  openRead(settings: Settings): InventoryLook | null;
  /** What is known of people and programs, read beside a running service. @throws ConfigurationError without a database. */
  openAccess(settings: Settings): AccessLook;
  /** The record of changes and the heads kept outside, read beside a running service. @throws ConfigurationError as well. */
  openAudit(settings: Settings): AuditLook;
  /** Seals every secret with a fresh key; false when everything was sealed with it. @throws LockedError while a service runs. */
  rotateKey(settings: Settings): boolean;
  /** A new key signs the heads of the audit from here on. @throws LockedError while a service runs. */
  rotateAuditKey(settings: Settings): void;
  /** Throws ConfigurationError for what only the rooms concerned can judge: networks, certificates, the identity provider. */
  checkSettings(settings: Settings): void;
  /** Every version of every administrative unit that is stored; none without a database. */
  administrativeUnits(settings: Settings): readonly AdministrativeUnit[];
  /** Opens a stored credential by its name; null when there is none. */
  credential(settings: Settings, name: string): SnmpCredential | null;
  /** Probes an address once by ICMP and, with a credential, by SNMP. */
  probe(request: ProbeRequest): Promise<ProbeOutcome>;
};

/** Files of sheets, each worked on under limits of time and memory; what is wrong with one is an answer. */
export type SheetDoor = {
  read(sent: SentSheet): Promise<SheetsRead>;
  write(book: Book): Promise<SheetMade>;
  /** A copy that shows what is wrong, in the form in which the file came. */
  annotate(sent: SentSheet & { readonly faults: readonly CellFault[] }): Promise<SheetMade>;
};

/** A file by its name, whose ending tells CSV from workbooks; `encoding` null = what the file says. */
type SentSheet = { readonly bytes: Uint8Array; readonly file: string; readonly encoding: OfferedEncoding | null };
type SheetMade = { readonly bytes: Uint8Array } | { readonly fault: WorkbookFault };

/** The inventory, the imports that were made, and what is remembered of headers; the read side of the store is one. */
export type InventoryLook = InventorySource & {
  readonly imports: {
    list(scope: Scope, page: { readonly limit: number }): readonly ImportTold[];
    ofFile(scope: Scope, fileHash: string): ImportTold | null;
    mappings(source: string, kind: string): readonly HeaderMapping[];
  };
  close(): void;
};

/** An import that changed something; `at` epoch ms, `undoneSeq` null while it stands. */
export type ImportTold = {
  readonly id: number;
  readonly at: number;
  readonly actor: string;
  readonly source: string;
  readonly undoneSeq: number | null;
  readonly tally: Readonly<Record<string, Tally>>;
};

/** Accounts, their roles, and tokens, as they stand when asked. */
export type AccessLook = {
  accounts(): readonly Account[];
  /** Grants that hold. */
  grants(accountId: number): readonly Grant[];
  tokens(): readonly Token[];
  /** The newest code of an agency. */
  agencyCode(id: number): string;
  /** The key of token hashes. @throws DamagedError when there is none. */
  tokenKey(): Buffer;
  close(): void;
};

/** The audit for checking. */
export type AuditLook = {
  /** Where the heads stand. */
  readonly headsFile: string;
  heads(): { readonly heads: readonly ChainHead[]; readonly fault: HeadFault | null };
  /** Every row, oldest first. */
  rows(): Iterable<AuditLine>;
  close(): void;
};

/** The first bad line of the heads file; `heads-` and the reason is a message code. */
export type HeadFault = { readonly line: number; readonly reason: string };

/** When the demo cuts a router, for how long, and how often it polls, ms. */
export type DemoTimes = { readonly intervalMs: number; readonly cutAfterMs: number; readonly cutForMs: number };

type ProbeRequest = {
  readonly address: string;
  readonly port: number;
  readonly credential: SnmpCredential | null;
  readonly timeoutMs: number;
  readonly retries: number;
};

/** What came of it; `snmp` null without a credential. */
export type ProbeOutcome = {
  readonly icmp: Observation;
  readonly snmp: Observation | null;
  readonly reading: SnmpReading | null;
};
