import { wholeTree } from '../access/scope.ts';
import { ConflictError, NotFoundError, type Problem } from '../errors.ts';
import type { FactIdentity, FactVersion } from '../inventory/fact.ts';
import { contactBeforeSchema, deviceBeforeSchema } from '../inventory/import-before.ts';
import { type Period, timelineOf, type Version } from '../inventory/timeline.ts';
import type { ImportBefore, ImportRun } from '../store/imports.ts';
import type { CommandContext } from './context.ts';
import { settleTopology } from './settle-topology.ts';

/**
 * Takes back everything that an import said: what had versions gets new ones that say what was known before it, what is
 * changed in place is put back. All or nothing: where something of it was changed since, nothing is taken back and all
 * of that is named. A device that it made is erased when nothing refers to it yet, and retired when something does.
 * @throws NotFoundError, ConflictError
 */
export function undoImport(context: CommandContext, id: number): void {
  const { store, commit, ledger } = context;
  const run = store.read.imports.byId(context.scope, id);
  if (!run) throw new NotFoundError(`không có lần nhập / no import: ${id}`);
  if (run.undoneSeq !== null)
    throw new ConflictError(`lần nhập ${id} đã được hoàn tác / import ${id} was undone already`);
  refuseCredentials(run);
  const before = store.imports.before(run.seq);
  refuseChangedSince(context, run, before);
  undoFacts(context, run.seq);
  undoRecords(context, run.seq);
  for (const one of before.toReversed()) putBack(context, one);
  undoAgencies(context, run.seq);
  store.imports.markUndone(commit, id);
  commit.audit('undo', { kind: 'import', id: String(id) }, { source: run.source, seq: run.seq });
  ledger.note('imports', String(id), 'changed');
  if (before.some((one) => one.kind === 'device' || one.kind === 'device_parent')) settleTopology(store, context.now);
}

// The secret that a credential held before is not kept, on purpose.
function refuseCredentials({ id, tally }: ImportRun): void {
  const { added = 0, changed = 0 } = tally.credentials ?? {};
  if (added + changed === 0) return;
  throw new ConflictError(
    `lần nhập ${id} có thông tin xác thực, không hoàn tác được vì mật khẩu cũ không được lưu / import ${id} holds credentials and cannot be undone: older secrets are not kept`,
  );
}

function refuseChangedSince(context: CommandContext, { seq }: ImportRun, before: readonly ImportBefore[]): void {
  const { store } = context;
  const names = [
    ...store.agencies
      .saidBy(seq)
      .flatMap(({ id, code, newestSeq }) => (newestSeq > seq ? [`agency ${code} (${id})`] : [])),
    ...store.records
      .saidBy(seq)
      .flatMap((ref) =>
        (store.read.records.last(wholeTree, ref)?.knownSeq ?? 0) > seq ? [`${ref.kind} ${ref.code}`] : [],
      ),
    ...identitiesOf(store.facts.saidBy(seq)).flatMap((identity) =>
      store.facts.versions(identity).some((version) => version.knownSeq > seq)
        ? [`fact ${identity.subjectKind} ${identity.subjectId} ${identity.fact}`]
        : [],
    ),
    ...before.flatMap(({ kind, subjectId }) => {
      const device = kind === 'device' ? store.read.devices.byId(wholeTree, subjectId) : null;
      return device && device.changedSeq > seq ? [`device ${device.name} (${subjectId})`] : [];
    }),
  ];
  if (names.length === 0) return;
  const problems: Problem[] = [...new Set(names)].map((name) => ({
    message: `${name}: đã đổi sau lần nhập này / was changed after this import`,
  }));
  throw new ConflictError(
    `${problems.length} mục đã đổi sau lần nhập này, chưa hoàn tác gì / ${problems.length} things were changed after this import, nothing was undone`,
    problems,
  );
}

function undoFacts(context: CommandContext, seq: number): void {
  const { store, commit, ledger } = context;
  for (const identity of identitiesOf(store.facts.saidBy(seq))) {
    const versions = store.facts.versions(identity);
    const earlier = versionsHeld(versions.filter((version) => version.knownSeq < seq));
    for (const { validFrom, validTo } of versions.filter((version) => version.knownSeq === seq)) {
      const nothing = { value: null, basis: null, qualifier: null, evidence: null };
      store.facts.append(commit, { ...identity, ...nothing, validFrom, validTo });
    }
    for (const { from, to, values } of earlier) {
      const { value, basis, qualifier, evidence } = values;
      store.facts.append(commit, { ...identity, value, basis, qualifier, evidence, validFrom: from, validTo: to });
    }
    ledger.count('facts', 'changed', 1);
  }
}

// Not joined where neighbours say the same, as inventory's timeline is: each keeps its own dates and proof.
function versionsHeld(versions: readonly FactVersion[]): Period<FactVersion>[] {
  const told = versions.map((version): Version<FactVersion> => {
    return {
      values: version,
      validFrom: version.validFrom,
      validTo: version.validTo,
      retracted: version.value === null,
    };
  });
  return timelineOf(told, () => false);
}

function identitiesOf(versions: readonly FactVersion[]): FactIdentity[] {
  const all = versions.map(({ subjectKind, subjectId, fact, dimensions, kind, source }) => {
    return { subjectKind, subjectId, fact, dimensions, kind, source };
  });
  return [...new Map(all.map((identity) => [JSON.stringify(Object.values(identity)), identity])).values()];
}

function undoRecords(context: CommandContext, seq: number): void {
  const { store, commit, ledger } = context;
  for (const ref of store.records.saidBy(seq)) {
    const recordId = store.read.records.last(wholeTree, ref)?.id;
    if (recordId === undefined) continue;
    const [first] = store.records.timeline(recordId);
    if (first) store.records.retract(commit, recordId, { ...first, to: null });
    for (const period of store.records.timelineBefore(recordId, seq)) store.records.say(commit, recordId, period);
    commit.audit('undo', { kind: 'record', id: `${ref.kind} ${ref.code}` }, { seq });
    ledger.note('records', `${ref.kind} ${ref.code}`, 'changed');
  }
}

function undoAgencies(context: CommandContext, seq: number): void {
  const { store, commit, ledger } = context;
  for (const { id, code } of store.agencies.saidBy(seq)) {
    const [first] = store.agencies.timeline(id);
    const earlier = store.agencies.timelineBefore(id, seq);
    if (earlier.length === 0) refuseInUse(context, id, code);
    if (first) store.agencies.retract(commit, id, { ...first, to: null });
    for (const period of earlier) store.agencies.say(commit, id, period);
    commit.audit('undo', { kind: 'agency', id: code }, { seq });
    ledger.note('agencies', code, 'changed');
  }
}

// An agency that the import made goes; what others gave it since must not be left without an owner.
function refuseInUse({ store }: CommandContext, id: number, code: string): void {
  const devices = store.read.devices.list(wholeTree, { agency: code }).filter((one) => one.lifecycle !== 'retired');
  const prefixes = store.read.prefixes.list(wholeTree).filter((prefix) => prefix.agencyId === id);
  const contacts = store.read.contacts.list(wholeTree).filter((contact) => contact.agencyId === id);
  const left = devices.length + prefixes.length + contacts.length;
  if (left === 0) return;
  throw new ConflictError(
    `${code}: còn ${left} thiết bị, dải địa chỉ hoặc đầu mối được thêm sau / still has ${left} devices, prefixes or focal points that came later`,
  );
}

function putBack(context: CommandContext, { kind, subjectId, before }: ImportBefore): void {
  const { store, commit, ledger, now } = context;
  switch (kind) {
    case 'prefix':
      store.prefixes.erase(subjectId);
      ledger.note('prefixes', String(subjectId), 'changed');
      break;
    case 'contact':
      if (before === null) store.contacts.erase(subjectId);
      else store.contacts.update(subjectId, contactBeforeSchema.parse(before), now);
      ledger.note('contacts', String(subjectId), 'changed');
      break;
    case 'device_parent':
      if (store.read.devices.byId(wholeTree, subjectId)) {
        store.devices.setParents(commit, subjectId, parentIdsIn(before));
      }
      break;
    case 'device': {
      const device = store.read.devices.byId(wholeTree, subjectId);
      if (!device) break;
      if (before !== null) store.devices.update(commit, subjectId, deviceBeforeSchema.parse(before));
      else if (!store.devices.erase(subjectId)) {
        const { id: _id, parentIds: _parents, createdAt: _at, changedSeq: _seq, ...values } = device;
        store.devices.update(commit, subjectId, { ...values, lifecycle: 'retired' });
      }
      commit.audit('undo', { kind: 'device', id: String(subjectId) }, {});
      ledger.note('devices', String(subjectId), 'changed');
    }
  }
}

function parentIdsIn(before: unknown): number[] {
  return Array.isArray(before) ? before.filter((id) => typeof id === 'number') : [];
}
