import { type Scope, wholeTree } from '../access/scope.ts';
import { civilDateOf } from '../calendar/civil.ts';
import { ConflictError, InvalidError, type Problem } from '../errors.ts';
import { checkImport } from '../inventory/import-check.ts';
import type { AgencyEntry, DeviceRef, ImportEntries, ImportFault } from '../inventory/import-entry.ts';
import type { ImportFaultCode } from '../inventory/import-fault.ts';
import { sayBoth } from '../text/catalogue.ts';
import { putAgency, refuseToStrand, reopenings } from './agency.ts';
import type { CommandContext } from './context.ts';
import { putCredential } from './credential.ts';
import { putDevice, putParents } from './device.ts';
import { declareFact } from './fact.ts';
import { putPrefix } from './prefix.ts';
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
  const ended = parentsFirst(entries.agencies).filter((entry) => putAgency(context, entry));
  for (const entry of entries.credentials) putCredential(context, entry);
  for (const entry of entries.devices) putDevice(context, entry);
  for (const entry of entries.devices) putParents(context, entry);
  for (const entry of entries.prefixes) putPrefix(context, entry);
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
  };
  return checkImport(entries, known, {
    agencies: new Set(unsound.agencies),
    credentials: new Set(unsound.credentials),
    devices: new Set(unsound.devices),
  });
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

function refuseFaults(faults: readonly ImportFault[]): void {
  if (faults.length === 0) return;
  throw new InvalidError(
    `${faults.length} lỗi, chưa ghi gì / ${faults.length} faults, nothing was written`,
    faults.map(problemOf),
  );
}

function problemOf({ place, column, code, params }: ImportFault): Problem {
  return {
    ...(place.row === null ? {} : { row: place.row }),
    ...(place.path === null ? {} : { path: place.path }),
    ...(column === null ? {} : { column }),
    message: sayBoth(code, params),
  };
}

// A parent may stand below its child in the document. There are no circles any more: those are faults.
function parentsFirst(entries: readonly AgencyEntry[]): AgencyEntry[] {
  const byCode = new Map(entries.map((entry) => [entry.code, entry]));
  const ordered = new Set<AgencyEntry>();
  for (const entry of entries) {
    const trail: AgencyEntry[] = [];
    for (let next: AgencyEntry | undefined = entry; next && !ordered.has(next); ) {
      trail.push(next);
      next = next.parent === null ? undefined : byCode.get(next.parent);
    }
    for (const one of trail.toReversed()) ordered.add(one);
  }
  return [...ordered];
}
