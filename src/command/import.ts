import { type Scope, wholeTree } from '../access/scope.ts';
import { civilDateOf } from '../calendar/civil.ts';
import { ConflictError, InvalidError, type Problem } from '../errors.ts';
import { checkFactEntry } from '../inventory/fact-check.ts';
import { checkImport } from '../inventory/import-check.ts';
import type { AgencyEntry, DeviceRef, ImportEntries, ImportFault, RecordEntry } from '../inventory/import-entry.ts';
import type { ImportFaultCode } from '../inventory/import-fault.ts';
import { entryCode } from '../inventory/import-record.ts';
import { spansOf } from '../inventory/import-span.ts';
import { firstFaults } from '../inventory/import-told.ts';
import { type InventoryRecord, type RecordKind, recordKinds } from '../inventory/record.ts';
import { sayBoth } from '../text/catalogue.ts';
import { putAgency, refuseToStrand, reopenings } from './agency.ts';
import type { Command, CommandEnvelope } from './command.ts';
import { putContact } from './contact.ts';
import type { CommandContext } from './context.ts';
import { putCredential } from './credential.ts';
import { putDevice, putParents } from './device.ts';
import { declareFact } from './fact.ts';
import { putPrefix } from './prefix.ts';
import { putRecord } from './record.ts';
import { settleTopology } from './settle-topology.ts';
import { displacements, keepsParent, requireWholeTree, unseenParents } from './within-scope.ts';

/**
 * Makes everything true that a document says, or nothing.
 * @throws InvalidError with every fault at once, of form and of fit, each with its row or path.
 */
export function importEntries(
  context: CommandContext,
  entries: ImportEntries,
  source: string,
  form: Form = noFaults,
): void {
  if (entries.credentials.length > 0) requireWholeTree(context);
  refuseUnfit(context, entries, form);
  const spans = spansOf(parentsFirst(entries.agencies), (entry) => entry.code);
  const ended = spans.filter((span) => putAgency(context, span)).map(({ entry }) => entry);
  for (const entry of entries.credentials) putCredential(context, entry);
  for (const entry of entries.devices) putDevice(context, entry);
  for (const entry of entries.devices) putParents(context, entry);
  for (const entry of entries.prefixes) putPrefix(context, entry);
  const { records } = context.catalogues;
  const recordSpans = spansOf(inOrder(entries.records), (entry) => `${entry.kind} ${entryCode(entry, records)}`);
  for (const span of recordSpans) putRecord(context, span);
  for (const entry of entries.contacts) putContact(context, entry);
  // A later beginning wins where two overlap, in whatever order the document tells them.
  const facts = entries.facts.toSorted((a, b) =>
    a.validFrom === b.validFrom ? 0 : a.validFrom < b.validFrom ? -1 : 1,
  );
  for (const entry of facts) declareFact(context, entry, source);
  refuseToStrand(context, ended);
  if (entries.devices.length > 0) settleTopology(context.store, context.now);
}

/**
 * Refuses entries that do not fit what is stored; `renamed` is a device as it is to be called.
 * 1. Whoever may act on a part of the tree is told of it as if there were nothing else.
 * 2. What then still clashes with the rest is refused without a word about whose that is.
 * @throws InvalidError with every fault at once, ConflictError
 */
export function refuseUnfit(
  context: CommandContext,
  entries: ImportEntries,
  form: Form = noFaults,
  renamed: Renamed | null = null,
): void {
  const { scope } = context;
  const own = scope.agencyIds === null ? entries : withoutKeptParents(context, entries);
  const moved = displacements(context, entries.agencies);
  const reopened = reopenings(context, entries.agencies);
  refuseFaults([...form.faults, ...reopened, ...moved, ...unfit(context, scope, own, form, renamed)]);
  if (scope.agencyIds === null) return;
  const whole = withUnseenParents(context, entries, renamed);
  const clashes = unfit(context, wholeTree, whole, form, renamed).filter(({ code }) => clashing.has(code));
  if (clashes.length === 0) return;
  const message = 'đã dùng hoặc không dùng được ở đây / is taken or cannot be used here';
  const problems = clashes.map((fault) => ({ ...problemOf(fault), message }));
  throw new ConflictError(`${clashes.length} giá trị / values: ${message}`, problems);
}

/** What can be wrong between a caller's own things and those of others. */
const clashing: ReadonlySet<string> = new Set<ImportFaultCode>([
  'address-taken',
  'prefix-taken',
  'agency-cycle',
  'device-cycle',
]);

type Unsound = Readonly<Record<'agencies' | 'credentials' | 'devices', readonly string[]>>;
type Form = { readonly faults: readonly ImportFault[]; readonly unsound: Unsound };
type Renamed = { readonly id: number; readonly name: string };

const noFaults: Form = { faults: [], unsound: { agencies: [], credentials: [], devices: [] } };

function unfit(
  context: CommandContext,
  scope: Scope,
  entries: ImportEntries,
  { unsound }: Form,
  renamed: Renamed | null,
): ImportFault[] {
  const { read } = context.store;
  const known = {
    today: civilDateOf(context.now),
    agencies: read.agencies.newest(scope),
    devices: read.devices.list(scope).map((one) => (one.id === renamed?.id ? { ...one, name: renamed.name } : one)),
    credentials: read.credentials.list(),
    prefixes: read.prefixes.list(scope),
    catalogue: context.catalogues.records,
    facts: context.catalogues.facts,
    stored: storedRecords(context, scope),
  };
  const untellable = entries.facts.flatMap((entry) => checkFactEntry(entry, context.catalogues.facts));
  const misfits = checkImport(entries, known, {
    agencies: new Set(unsound.agencies),
    credentials: new Set(unsound.credentials),
    devices: new Set(unsound.devices),
  });
  return [...untellable, ...misfits];
}

// An agency may stay below one that the caller cannot see.
function withoutKeptParents(context: CommandContext, entries: ImportEntries): ImportEntries {
  const isSeen = (code: string) => context.store.read.agencies.idOf(context.scope, code) !== null;
  const agencies = entries.agencies.map((entry) =>
    entry.parent !== null && !isSeen(entry.parent) && keepsParent(context, entry) ? { ...entry, parent: null } : entry,
  );
  return { ...entries, agencies };
}

// As the devices would stand: the links that the caller cannot see are there too.
function withUnseenParents(context: CommandContext, entries: ImportEntries, renamed: Renamed | null): ImportEntries {
  const { read } = context.store;
  const codes = new Map(read.agencies.newest(wholeTree).map((agency) => [agency.id, agency.code]));
  const refOf = (id: number): DeviceRef[] => {
    const device = read.devices.byId(wholeTree, id);
    return device ? [{ agency: codes.get(device.agencyId) ?? '', name: device.name }] : [];
  };
  const devices = entries.devices.map((entry) => {
    const agencyId = read.agencies.idOf(context.scope, entry.agency);
    const namesake = agencyId === null ? null : read.devices.byName(context.scope, agencyId, entry.name);
    const stored = renamed ? read.devices.byId(context.scope, renamed.id) : namesake;
    const unseen = stored ? unseenParents(context, stored).flatMap(refOf) : [];
    return { ...entry, parents: [...entry.parents, ...unseen] };
  });
  return { ...entries, devices };
}

// Each kind is read once at most; the details of a device are named by the device.
function storedRecords({ store }: CommandContext, scope: Scope): (kind: RecordKind) => readonly InventoryRecord[] {
  const held = new Map<RecordKind, readonly InventoryRecord[]>();
  return (kind) => {
    const records = held.get(kind) ?? store.read.records.newest(scope, kind);
    held.set(kind, records);
    return records;
  };
}

// What others refer to comes first.
function inOrder(entries: readonly RecordEntry[]): RecordEntry[] {
  return entries.toSorted((a, b) => recordKinds.indexOf(a.kind) - recordKinds.indexOf(b.kind));
}

/** Writes down that an import was made, so that it can be taken back. */
export function noteImport(
  context: CommandContext,
  { actor, scope }: Pick<CommandEnvelope, 'actor' | 'scope'>,
  { source, fileHash = null }: Extract<Command, { kind: 'import' }>,
): void {
  const { store, commit, ledger } = context;
  if (commit.drawn() === null) return;
  const { tally } = ledger.result(commit);
  const id = store.imports.add(commit, actor, { source, fileHash, scope, tally });
  commit.audit('import', { kind: 'import', id: String(id) }, { source });
  ledger.note('imports', String(id), 'added');
}

function refuseFaults(faults: readonly ImportFault[]): void {
  if (faults.length === 0) return;
  throw new InvalidError(
    `${faults.length} lỗi, chưa ghi gì / ${faults.length} faults, nothing was written`,
    firstFaults(faults).map(problemOf),
  );
}

function problemOf({ place, column, cell, code, params }: ImportFault): Problem {
  const { file, sheet, row, path } = place;
  return {
    ...(sheet === undefined ? {} : { file }),
    ...(sheet === undefined || sheet === null ? {} : { sheet }),
    ...(row === null ? {} : { row }),
    ...(path === null ? {} : { path }),
    ...(column === null ? {} : { column }),
    ...(cell === undefined ? {} : { cell }),
    message: sayBoth(code, params),
  };
}

// A parent may stand below its child in the document. There are no circles any more: those are faults.
function parentsFirst(entries: readonly AgencyEntry[]): AgencyEntry[] {
  const byCode = Map.groupBy(entries, (entry) => entry.code);
  const parentsOf = (code: string) => (byCode.get(code) ?? []).flatMap(({ parent }) => parent ?? []);
  const ordered = new Set<string>();
  for (const code of byCode.keys()) {
    const trail = [{ code, left: parentsOf(code) }];
    for (let step = trail.at(-1); step !== undefined; step = trail.at(-1)) {
      const next = step.left.shift();
      if (next === undefined) {
        ordered.add(step.code);
        trail.pop();
      } else if (byCode.has(next) && !ordered.has(next)) trail.push({ code: next, left: parentsOf(next) });
    }
  }
  return [...ordered].flatMap((code) => byCode.get(code) ?? []);
}
