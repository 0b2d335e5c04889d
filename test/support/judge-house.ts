import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type Import, readImports } from './read-imports.ts';
import { readTokens } from './read-tokens.ts';

/**
 * What one room may reach. `typesOf` and `packageTypes` are for `import type` only; `files` are single files of rooms that
 * are closed otherwise; `'node:*'` is every builtin.
 */
export type RoomLaw = {
  readonly kind: 'quiet' | 'door' | 'hall';
  readonly rooms: readonly string[];
  readonly typesOf?: readonly string[];
  readonly files?: readonly string[];
  readonly packages: readonly string[];
  readonly packageTypes?: readonly string[];
};

/** The law of the house: its rooms, the few files that stand beside them, and whose file starts threads by URL. */
export type HouseLaw = {
  readonly rooms: Readonly<Record<string, RoomLaw>>;
  readonly rootFiles: Readonly<Record<string, RoomLaw>>;
  readonly openToAll: string;
  readonly starter: string;
};

const forbiddenNames = new Set(['lib', 'utils', 'helpers', 'common', 'shared', 'index']);
const windows = new Set(
  'process console fetch performance setTimeout setInterval setImmediate queueMicrotask WebSocket'.split(' '),
);

/** Every breach of `law` under the folder `src`, one line each with file and line; empty when the house is in order. */
export function judgeHouse(src: string, law: HouseLaw): string[] {
  const files = readdirSync(src, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(src, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort();
  const sources = files.filter((file) => /\.[cm]?[jt]sx?$/.test(file));
  const edges = new Map<string, string[]>();
  const breaches = files.flatMap((file) => judgePlace(file, law));
  for (const file of sources) {
    const room = roomOf(file, law);
    if (room === undefined) continue;
    const text = readFileSync(path.join(src, file), 'utf8');
    const imports = readImports(text);
    breaches.push(...imports.flatMap((each) => judgeImport(src, file, room, each, law)));
    if (room.kind === 'quiet') breaches.push(...findWindows(text).map((found) => `${file}:${found}`));
    const reached = imports.filter((each) => each.as !== 'url' && each.target.startsWith('.'));
    edges.set(file, [...new Set(reached.map((each) => path.posix.join(path.posix.dirname(file), each.target)))]);
  }
  return [...breaches, ...findCycles(edges).map((cycle) => `cycle: ${cycle.join(' → ')}`)];
}

/** Circles in a graph, each as a way round that ends where it began: at least one wherever there are any. */
export function findCycles(edges: ReadonlyMap<string, readonly string[]>): string[][] {
  const cycles: string[][] = [];
  const done = new Set<string>();
  const visit = (node: string, way: readonly string[]): void => {
    const start = way.indexOf(node);
    if (start !== -1) cycles.push([...way.slice(start), node]);
    if (start !== -1 || done.has(node)) return;
    for (const next of edges.get(node) ?? []) visit(next, [...way, node]);
    done.add(node);
  };
  for (const node of [...edges.keys()].sort()) visit(node, []);
  return cycles;
}

function roomOf(file: string, law: HouseLaw): RoomLaw | undefined {
  const [first = '', inside] = file.split('/');
  const laws = inside === undefined ? law.rootFiles : law.rooms;
  return Object.hasOwn(laws, first) ? laws[first] : undefined;
}

function judgePlace(file: string, law: HouseLaw): string[] {
  const parts = file.split('/');
  const names = parts.map((part) => part.replace(/\..*$/, ''));
  const unknown = roomOf(file, law) === undefined && file !== 'README.md';
  return [
    ...(unknown && parts.length === 1
      ? [`${file}: only ${Object.keys(law.rootFiles).join(', ')} stand beside the rooms`]
      : []),
    ...(unknown && parts.length > 1 ? [`${file}: the room ${parts[0]} is not in the table`] : []),
    ...names.filter((name) => forbiddenNames.has(name)).map((name) => `${file}: nothing is called ${name}`),
  ];
}

function judgeImport(src: string, file: string, room: RoomLaw, found: Import, law: HouseLaw): string[] {
  const breach = (reason: string) => [`${file}:${found.line} ${found.target || 'import'}: ${reason}`];
  if (found.as === 'computed') return breach('an import names its file');
  if (found.as === 'url')
    return judgeUrl(file, found.target, law) ? [] : breach(`only ${law.starter} starts files by URL`);
  if (!found.target.startsWith('.')) return judgePackage(file, room, found, breach);
  const target = path.posix.join(path.posix.dirname(file), found.target);
  if (target === '../package.json' && file === law.starter) return [];
  if (target.startsWith('../')) return breach('nothing outside src is imported');
  if (!target.endsWith('.ts') || !existsSync(path.join(src, target))) return breach('no such .ts file');
  const from = file.split('/');
  const to = target.split('/');
  if (target === law.openToAll || (from.length > 1 && from[0] === to[0])) return [];
  const name = to[0] ?? '';
  if (room.rooms.includes(name) || room.files?.includes(target)) return [];
  if (!room.typesOf?.includes(name)) return breach(`${from[0]} may not import ${name}`);
  return found.as === 'type' ? [] : breach(`${from[0]} may import only types of ${name}`);
}

function judgeUrl(file: string, target: string, law: HouseLaw): boolean {
  return file === law.starter || !/\.[cm]?[jt]s$/.test(target);
}

function judgePackage(file: string, room: RoomLaw, found: Import, breach: (reason: string) => string[]): string[] {
  const name = found.target.split('/', found.target.startsWith('@') ? 2 : 1).join('/');
  const roomName = file.split('/')[0];
  const allows = (list: readonly string[] | undefined) =>
    list?.some((each) => each === name || (each === 'node:*' && name.startsWith('node:'))) ?? false;
  if (allows(room.packages)) return [];
  if (!allows(room.packageTypes)) return breach(`${roomName} may not import ${name}`);
  return found.as === 'type' ? [] : breach(`${roomName} may import only types of ${name}`);
}

/** Where a quiet room looks out of the window: the clock, chance, timers, the process, the network, the log. */
function findWindows(text: string): string[] {
  const tokens = readTokens(text);
  return tokens.flatMap((token, index) => {
    const [before, next, last, end] = [tokens[index - 1], tokens[index + 1], tokens[index + 2], tokens[index + 3]];
    const isMember = before?.value === '.' && tokens[index - 2]?.value !== '.';
    if (token.kind !== 'word' || isMember || next?.value === ':') return [];
    const member = next?.value === '.' ? `${token.value}.${last?.value}` : token.value;
    const readsClock = token.value === 'Date' && next?.value === '(' && last?.value === ')' && end !== undefined;
    const looksOut = windows.has(token.value) || ['Date.now', 'Math.random'].includes(member) || readsClock;
    return looksOut ? [`${token.line} ${member}: a quiet room never looks out of the window`] : [];
  });
}
