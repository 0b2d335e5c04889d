import { wholeTree } from '../access/scope.ts';
import { civilDateOf } from '../calendar/civil.ts';
import { InvalidError, type Problem } from '../errors.ts';
import { checkImport } from '../inventory/import-check.ts';
import type { AgencyEntry, ImportEntries, ImportFault } from '../inventory/import-entry.ts';
import { sayBoth } from '../text/catalogue.ts';
import { putAgency, refuseToStrand, reopenings } from './agency.ts';
import type { CommandContext } from './context.ts';
import { putCredential } from './credential.ts';
import { putDevice, putParents } from './device.ts';
import { declareFact } from './fact.ts';
import { putPrefix } from './prefix.ts';
import { settleTopology } from './settle-topology.ts';

/**
 * Makes everything true that a document says, or nothing.
 * @throws InvalidError with every fault at once, of form and of fit, each with its row or path.
 */
export function importEntries(
  context: CommandContext,
  entries: ImportEntries,
  source: string,
  form: Form = { faults: [], unsound: nothing },
): void {
  refuseFaults([...form.faults, ...faultsOf(context, entries, form.unsound)]);
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

/** What speaks against the entries, given what is stored; `renamed` is a device as it is to be called. */
export function faultsOf(
  context: CommandContext,
  entries: ImportEntries,
  unsound: Unsound = nothing,
  renamed: { readonly id: number; readonly name: string } | null = null,
): ImportFault[] {
  const { read } = context.store;
  const today = civilDateOf(context.now);
  const known = {
    today,
    agencies: read.agencies.newest(wholeTree),
    devices: read.devices.list(wholeTree).map((one) => (one.id === renamed?.id ? { ...one, name: renamed.name } : one)),
    credentials: read.credentials.list(),
    prefixes: read.prefixes.list(wholeTree),
  };
  const fit = checkImport(entries, known, {
    agencies: new Set(unsound.agencies),
    credentials: new Set(unsound.credentials),
    devices: new Set(unsound.devices),
  });
  return [...reopenings(context, entries.agencies), ...fit];
}

type Unsound = Readonly<Record<'agencies' | 'credentials' | 'devices', readonly string[]>>;
type Form = { readonly faults: readonly ImportFault[]; readonly unsound: Unsound };

const nothing: Unsound = { agencies: [], credentials: [], devices: [] };

/** @throws InvalidError when there is any fault. */
export function refuseFaults(faults: readonly ImportFault[]): void {
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
