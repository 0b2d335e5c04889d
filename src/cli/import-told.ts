import type { CommandResult, Touched } from '../command/command.ts';
import type { ImportEntries } from '../inventory/import-entry.ts';
import { sayBoth } from '../text/catalogue.ts';
import type { ReadFiles } from './import-read.ts';

/** The kinds that an import can touch, as people are told of them. */
const kinds = [
  ['agencies', 'cơ quan', 'agencies'],
  ['credentials', 'thông tin xác thực', 'credentials'],
  ['devices', 'thiết bị', 'devices'],
  ['prefixes', 'dải địa chỉ', 'prefixes'],
  ['facts', 'số liệu', 'facts'],
  ['records', 'hồ sơ', 'records'],
  ['contacts', 'đầu mối', 'focal points'],
] as const satisfies readonly (readonly [Touched, string, string])[];

/** How many things of a kind are named one by one. */
const MOST = 40;

/** What an import did, or would do: how many of each kind were new, changed and already so. */
export function tallyLines({ tally }: Pick<CommandResult, 'tally'>): string[] {
  return kinds.flatMap(([kind, vi, en]) => {
    const { added, changed, same } = tally[kind];
    if (added + changed + same === 0) return [];
    return [
      `  ${vi}: ${added} mới, ${changed} đổi, ${same} giữ nguyên / ${en}: ${added} new, ${changed} changed, ${same} the same`,
    ];
  });
}

/** Whether an import changed anything, or would. */
export function changesAnything({ tally }: Pick<CommandResult, 'tally'>): boolean {
  return kinds.some(([kind]) => tally[kind].added + tally[kind].changed > 0);
}

/** What would be new (+) and changed (~), by name. Focal points are people: they are only counted. */
export function previewLines({ subjects }: CommandResult, entries: ImportEntries, known: StoredNames): string[] {
  // New things have no id that anybody could know; they come in the order in which the document tells them.
  const fresh = {
    devices: entries.devices.map(({ agency, name }) => `${agency}/${name}`).filter((name) => !known.devices.has(name)),
    prefixes: entries.prefixes.map(({ cidr }) => cidr).filter((cidr) => !known.prefixes.has(cidr)),
  };
  const ids = new Map([...known.devices].map(([name, id]) => [String(id), name]));
  const nameOf = (kind: Touched, id: string, isNew: boolean): string => {
    const detail = /^device_detail (\d+)$/.exec(id)?.[1];
    if (kind === 'records' && detail !== undefined) return `device_detail ${ids.get(detail) ?? detail}`;
    if (kind !== 'devices' && kind !== 'prefixes') return id;
    return (isNew ? fresh[kind].shift() : ids.get(id)) ?? id;
  };
  const told = subjects.filter(({ kind }) => kind !== 'imports' && kind !== 'contacts');
  return [...Map.groupBy(told, ({ kind }) => kind)].flatMap(([kind, ones]) => {
    const lines = ones.map(({ id, what }) => {
      return `    ${what === 'added' ? '+' : '~'} ${nameOf(kind, id, what === 'added')}`;
    });
    const rest = lines.length - MOST;
    const more = rest > 0 ? [`    … và ${rest} mục nữa / and ${rest} more`] : [];
    return [`  ${kinds.find(([one]) => one === kind)?.[1] ?? kind}:`, ...lines.slice(0, MOST), ...more];
  });
}

/** Ids of stored devices by `AGENCY/name`, and the prefixes that are stored. */
export type StoredNames = { readonly devices: ReadonlyMap<string, number>; readonly prefixes: ReadonlySet<string> };

/** What each sheet was taken for, which names were resolved, and what was passed over. */
export function readingLines({ tables, resolutions, notes }: ReadFiles): string[] {
  const sheets = tables.map(({ file, sheet, kind, headerRow, rows }) => {
    const name = sheet === null ? file : `${file} [${sheet}]`;
    return `  ${name}: ${kind}, tiêu đề dòng ${headerRow}, ${rows} dòng / header in row ${headerRow}, ${rows} rows`;
  });
  const names = resolutions.map(({ text, code, name, confidence, rows }) => {
    return `  "${text}" → ${code} ${name} (${Math.floor(confidence * 100)}%, ${rows} dòng / rows)`;
  });
  const passed = notes.map(({ place, code, params }) => {
    const at = [place.file, place.sheet, place.row].filter((part) => part !== null && part !== undefined).join(':');
    return `  ${at}: ${sayBoth(code, params)}`;
  });
  return [
    ...sheets,
    ...(names.length === 0 ? [] : ['Cơ quan nhận theo tên / Agencies found by their names:', ...names]),
    ...(passed.length === 0 ? [] : ['Bỏ qua / Passed over:', ...passed]),
  ];
}
