import { createSecretKey, randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { ChainHead } from '../../src/access/audit-chain.ts';
import { wholeTree } from '../../src/access/scope.ts';
import { runCommandLine } from '../../src/cli/command-line.ts';
import type { CliDoors, HeadFault } from '../../src/cli/doors.ts';
import { runCommand } from '../../src/command/run.ts';
import { unitsOf } from '../../src/inventory/administrative-record.ts';
import { probeEcho } from '../../src/probe/icmp-poll.ts';
import { pollSnmp } from '../../src/probe/snmp-poll.ts';
import { sealingKey } from '../../src/store/seal.ts';
import { openWriteStore } from '../../src/store/write-store.ts';
import { catalogues } from '../support/catalogues.ts';
import { plainSheets } from '../support/plain-sheets.ts';

const LAST = Number.MAX_SAFE_INTEGER;

export const NOW = Date.parse('2026-11-22T10:00:00+07:00');

/** A command line over a real database in a folder of its own; ICMP has no engine. Gone after the test. */
export function openCli(more: Partial<CliDoors> = {}) {
  const folder = mkdtempSync(path.join(tmpdir(), 'hatang-cli-'));
  const store = openWriteStore(path.join(folder, 'hatang.db'), sealingKey(createSecretKey(randomBytes(32))));
  onTestFinished(() => {
    store.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const said: { out: string[]; err: string[] } = { out: [], err: [] };
  const served: unknown[] = [];
  const heads: { heads: ChainHead[]; fault: HeadFault | null } = { heads: [], fault: null };
  const env: Record<string, string | undefined> = { HATANG_DATA: folder };
  const doors: CliDoors = {
    env,
    cwd: folder,
    user: 'lan',
    version: '0.0.0',
    catalogues,
    now: () => NOW,
    out: (line) => said.out.push(line),
    err: (line) => said.err.push(line),
    readFile: (file) => readFileSync(file),
    writeFile: (file, content) => {
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, content);
    },
    terminal: null,
    sheets: plainSheets,
    openRead: () => ({ ...store.read, close: () => {} }),
    serve: async (settings) => {
      served.push(settings);
    },
    demo: async (settings, times) => {
      served.push({ data: settings.data, ...times });
    },
    openSubmit: async () => ({
      submit: async (envelope) => runCommand(store, envelope, NOW, catalogues),
      close: async () => {},
    }),
    administrativeUnits: () => unitsOf(store.read.records.periods(wholeTree, 'administrative_unit', LAST)),
    openAccess: () => ({
      accounts: () => store.read.accounts.list(),
      grants: (id) => store.read.accounts.grants(id),
      tokens: () => store.read.tokens.list(),
      agencyCode: (id) => store.read.agencies.newest(wholeTree).find((one) => one.id === id)?.code ?? String(id),
      tokenKey: () => Buffer.from(store.secrets.open('token-key') ?? '', 'base64'),
      close: () => {},
    }),
    openAudit: () => ({
      headsFile: 'heads.jsonl',
      heads: () => heads,
      rows: () => store.read.audits.lines(),
      close: () => {},
    }),
    rotateKey: () => {
      served.push('key rotate');
      return true;
    },
    rotateAuditKey: () => {
      served.push('audit-key rotate');
    },
    checkSettings: () => {},
    credential: (_, name) => {
      const summary = store.read.credentials.byName(name);
      return summary ? store.credentials.open(summary.id) : null;
    },
    async probe({ credential, ...target }) {
      const purpose = 'demand';
      const round = { engine: null, plan: { echoes: 1, periodMs: 10, timeoutMs: 10, spanMs: 10 }, purpose } as const;
      const [icmp] = await probeEcho([{ deviceId: 0, address: target.address }], { ...round, now: () => NOW });
      if (!icmp) throw new Error('no ICMP observation');
      if (!credential) return { icmp, snmp: null, reading: null };
      const asked = { ...target, deviceId: 0, credential, anySource: false };
      const { observation, reading } = await pollSnmp(asked, { hostResources: true, purpose }, () => NOW);
      return { icmp, snmp: observation, reading };
    },
    ...more,
  };
  return {
    folder,
    env,
    store,
    served,
    /** What the heads file says. */
    heads,
    /** Runs one command line and says its exit code and what it printed. */
    async run(...argv: string[]) {
      said.out = [];
      said.err = [];
      const code = await runCommandLine(argv, doors);
      return { code, out: said.out.join('\n'), err: said.err.join('\n') };
    },
    read(file: string): Uint8Array {
      return readFileSync(path.join(folder, file));
    },
    write(file: string, content: string | Uint8Array): string {
      const full = path.join(folder, file);
      mkdirSync(path.dirname(full), { recursive: true });
      writeFileSync(full, content);
      return file;
    },
  };
}
