import { isIP } from 'node:net';
import type { Varbind } from 'net-snmp';
import { InvalidError } from '../errors.ts';
import type { Reason } from '../monitor/observation.ts';
import type { LagWatch } from './lag-watch.ts';
import { snmpCounters } from './snmp-counters.ts';
import { inconclusive, isNoSuchName, type RequestFailure } from './snmp-failure.ts';
import { type Reply, SnmpGuard, type Start } from './snmp-guard.ts';
import { type Aes256Flavour, hasFlavours } from './snmp-library.ts';
import { cutRequests } from './snmp-size.ts';
import type { SnmpTarget } from './snmp-target.ts';
import { readValue, type SnmpValue } from './snmp-value.ts';
import { type WalkAnswer, type WalkLimits, walkColumns } from './snmp-walk.ts';

/**
 * What a GET came to. `ok` = something believable came, if only an error-status: `values` holds what exists under the OIDs
 * asked, `reason` says why some are missing, null when all were answered. `rttMs` is the time of the first answer.
 */
export type SnmpAnswer =
  | {
      readonly ok: true;
      readonly values: ReadonlyMap<string, SnmpValue>;
      readonly rttMs: number;
      /** snmpEngineBoots as authenticated; null with v2c. */
      readonly engineBoots: number | null;
      readonly reason: Reason | null;
    }
  | { readonly ok: false; readonly reason: Reason; readonly outcome: 'miss' | 'inconclusive' };

/** A conversation with one agent over one socket. Nothing in it throws for what the network does. */
export type SnmpSession = {
  /** Reads instances, as many requests as their sizes need; tooBig is split down to single OIDs. */
  get(oids: readonly string[]): Promise<SnmpAnswer>;
  /** Reads columns (or one subtree) side by side; what was read before an early end is kept. */
  walk(columnOids: readonly string[], limits: WalkLimits): Promise<WalkAnswer>;
  /** Gives the socket back; what is outstanding ends as `aborted`. */
  close(): void;
};

/** Opens a session; nothing is sent yet. Close it always. Throws only when the address is no IP literal. */
export function openSnmp(target: SnmpTarget, lag: LagWatch | null = null): SnmpSession {
  if (isIP(target.address) === 0) {
    const which = `${target.address} (#${target.deviceId})`;
    throw new InvalidError(`${which}: không phải địa chỉ IP / not an IP address`);
  }
  const line = new Line(target, lag);
  return {
    get: (oids) => getAll(line, oids),
    walk: async (columnOids, limits) => {
      const bulk = (oids: readonly string[], repetitions: number) =>
        line.ask((session, done) => session.getBulk([...oids], 0, repetitions, done));
      const answer = await walkColumns(bulk, columnOids, limits);
      snmpCounters.wrongOid += answer.wrongOids;
      if (answer.reason) snmpCounters.partial += 1;
      return answer;
    },
    close: () => line.close(),
  };
}

/** Which AES-256 flavour an agent turned out to speak, by address, port and user: the other one is met with silence. */
const flavoursKnown = new Map<string, Aes256Flavour>();

/** Requests one after another, over a guard that is made anew where the library cannot recover by itself. */
class Line {
  readonly #target: SnmpTarget;
  readonly #lag: LagWatch | null;
  readonly #key: string;
  #guard: SnmpGuard;
  #last: Promise<unknown> = Promise.resolve();
  #closed = false;

  constructor(target: SnmpTarget, lag: LagWatch | null) {
    const { address, port, credential } = target;
    this.#target = target;
    this.#lag = lag;
    this.#key = JSON.stringify([address, port, credential.version === 'v3' ? credential.user : null]);
    this.#guard = this.#open(this.#flavour());
  }

  get engineBoots(): number | null {
    return this.#guard.engineBoots;
  }

  ask(start: Start): Promise<Reply> {
    const reply = this.#last.then(() => this.#askNow(start));
    this.#last = reply;
    return reply;
  }

  close(): void {
    this.#closed = true;
    this.#guard.close();
  }

  async #askNow(start: Start): Promise<Reply> {
    if (this.#closed) return inconclusive('aborted');
    const reply = await this.#guard.ask(start);
    const flavour = reply.ok || this.#closed ? null : this.#recoveryFrom(reply);
    if (!flavour) return reply;
    this.#guard.close();
    this.#guard = this.#open(flavour);
    const second = await this.#guard.ask(start);
    if (second.ok && flavour !== this.#flavour()) flavoursKnown.set(this.#key, flavour);
    return second;
  }

  /**
   * The flavour to ask once more with over a fresh session, null where that is no use. The agent's boots went back, or it
   * could not decrypt: then it says so, or (Net-SNMP) keeps silent although it answered discovery.
   */
  #recoveryFrom({ reason, outcome }: RequestFailure): Aes256Flavour | null {
    if (reason === 'not-in-time-window') return this.#flavour();
    const silent = reason === 'timeout' && outcome === 'inconclusive';
    if (!silent && reason !== 'decryption-error') return null;
    if (this.#guard.engineBoots !== null || !hasFlavours(this.#target.credential)) return null;
    return this.#flavour() === 'blumenthal' ? 'reeder' : 'blumenthal';
  }

  #flavour(): Aes256Flavour {
    return flavoursKnown.get(this.#key) ?? 'blumenthal';
  }

  #open(flavour: Aes256Flavour): SnmpGuard {
    return new SnmpGuard(this.#target, flavour, snmpCounters, this.#lag);
  }
}

async function getAll(line: Line, oids: readonly string[]): Promise<SnmpAnswer> {
  const values = new Map<string, SnmpValue>();
  let rttMs: number | null = null;
  let missed = false;
  let reason: Reason | null = null;
  const open = cutRequests(oids);
  for (let asked = open.shift(); asked; asked = open.shift()) {
    const reply = await askGet(line, asked);
    rttMs ??= reply.rttMs;
    if (reply.ok) {
      for (const [oid, value] of reply.values) values.set(oid, value);
    } else if (reply.outcome !== 'answer') {
      reason = reply.reason;
      missed = reply.outcome === 'miss';
      break;
    } else if (asked.length > 1) {
      const half = Math.ceil(asked.length / 2);
      open.unshift(asked.slice(0, half), asked.slice(half));
    } else if (!isNoSuchName(reply)) reason ??= reply.reason;
  }
  if (rttMs !== null) return { ok: true, values, rttMs, engineBoots: line.engineBoots, reason };
  return { ok: false, reason: reason ?? 'malformed', outcome: missed ? 'miss' : 'inconclusive' };
}

async function askGet(line: Line, asked: string[]) {
  const reply = await line.ask((session, done) => session.get(asked, done));
  if (!reply.ok) return reply;
  const values = matchNames(asked, reply.varbinds.flat());
  if (values) return { ok: true, values, rttMs: reply.rttMs } as const;
  snmpCounters.wrongOid += 1;
  return inconclusive('wrong-oid');
}

/** The values by OID; null unless the answer names exactly the OIDs asked, in their order. */
function matchNames(asked: readonly string[], varbinds: readonly Varbind[]): Map<string, SnmpValue> | null {
  if (asked.length !== varbinds.length) return null;
  const values = new Map<string, SnmpValue>();
  for (const [position, varbind] of varbinds.entries()) {
    if (varbind.oid !== asked[position]) return null;
    const value = readValue(varbind);
    if (value !== null) values.set(varbind.oid, value);
  }
  return values;
}
