import { randomInt } from 'node:crypto';
import dgram, { type RemoteInfo, type Socket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import type { Session, Varbind } from 'net-snmp';
import type { Reason } from '../monitor/observation.ts';
import type { LagWatch } from './lag-watch.ts';
import type { SnmpCounters } from './snmp-counters.ts';
import { failureOf, inconclusive, miss, type RequestFailure, reasonOfReport } from './snmp-failure.ts';
import { type Frame, pduTags, readFrame } from './snmp-frame.ts';
import { type Aes256Flavour, isDigestRight, openLibrarySession } from './snmp-library.ts';
import type { SnmpTarget } from './snmp-target.ts';

/** What one request came to: the varbinds of the answer in its order (per asked column for GETBULK), or why there are none. */
export type Reply =
  | {
      readonly ok: true;
      readonly varbinds: readonly (Varbind | Varbind[])[];
      readonly rttMs: number;
      readonly bytes: number;
    }
  | (RequestFailure & { readonly rttMs: number | null });

/** Starts one request of the library; `done` is its callback. */
export type Start = (
  session: Session,
  done: (error: unknown, varbinds?: readonly (Varbind | Varbind[])[]) => void,
) => void;

type Request = Parameters<Session['send']>[0];

type Asked = {
  readonly settle: (reply: Reply) => void;
  request: Request | null;
  id: number | null;
  /** Messages made for it: discovery, the request itself, and a repetition with the agent's clock. */
  messages: number;
  engineId: Buffer | null;
  attemptAt: number;
  bytes: number;
  /** Why datagrams were dropped meanwhile: says more than `timeout` when nothing else comes. */
  dropped: Reason | null;
  /** What the Report PDU said that refused it. */
  reported: Reason | null;
  /** Something came to one of its messages: the agent is there, whatever happens to the next one. */
  heard: boolean;
};

const MAX_MESSAGES = 4;
const LAG_SHARE = 0.2;

/**
 * One net-snmp session and its socket behind a guard: a datagram reaches the library only when it is a whole SNMP
 * response to the message outstanding, from the address asked, and (v3) of the level, user, engine and digest asked.
 * One request at a time. Whatever arrives, nothing is thrown and no error object of the library gets out.
 */
export class SnmpGuard {
  readonly #target: SnmpTarget;
  readonly #counters: SnmpCounters;
  readonly #lag: LagWatch | null;
  readonly #socket: Socket;
  readonly #session: Session;
  readonly #idsSent = new Set<number>();
  #asked: Asked | null = null;
  #over: Reason | null = null;
  #engineBoots: number | null = null;

  constructor(target: SnmpTarget, flavour: Aes256Flavour, counters: SnmpCounters, lag: LagWatch | null) {
    this.#target = target;
    this.#counters = counters;
    this.#lag = lag;
    this.#socket = dgram.createSocket(isIPv6(target.address) ? 'udp6' : 'udp4');
    this.#session = openLibrarySession(target, flavour, this.#guardedSocket());
    this.#guardSession();
  }

  /** snmpEngineBoots of the last authenticated answer; null with v2c and before the first. */
  get engineBoots(): number | null {
    return this.#engineBoots;
  }

  /** Asks one thing and waits for its answer, its silence or its refusal. */
  ask(start: Start): Promise<Reply> {
    if (this.#over) return Promise.resolve(inconclusive(this.#over));
    this.#counters.requests += 1;
    return new Promise((resolve) => {
      const asked: Asked = {
        settle: (reply) => {
          if (this.#asked !== asked) return;
          this.#asked = null;
          clearTimeout(overdue);
          if (asked.id !== null) this.#session.unregisterRequest(asked.id);
          resolve(this.#counted(reply));
        },
        request: null,
        id: null,
        messages: 0,
        engineId: null,
        attemptAt: performance.now(),
        bytes: 0,
        dropped: null,
        reported: null,
        heard: false,
      };
      const overdue = setTimeout(() => asked.settle(this.#silence(asked)), this.#patienceMs());
      overdue.unref();
      this.#asked = asked;
      try {
        start(this.#session, (error, varbinds) => asked.settle(this.#replyOf(asked, error, varbinds)));
      } catch {
        asked.settle(inconclusive('engine-failed'));
      }
    });
  }

  /** Gives the socket back; what is outstanding ends as `aborted`. */
  close(): void {
    this.#end('aborted');
    try {
      this.#session.close();
    } catch {
      // Closed before: a second close of a socket throws.
    }
  }

  #end(reason: Reason): void {
    this.#over ??= reason;
    this.#asked?.settle(inconclusive(reason));
  }

  #replyOf(asked: Asked, error: unknown, varbinds: readonly (Varbind | Varbind[])[] | undefined): Reply {
    const rttMs = performance.now() - asked.attemptAt;
    if (!error && varbinds) return { ok: true, varbinds, rttMs, bytes: asked.bytes };
    const failure = failureOf(error);
    if (failure.outcome === 'answer') return { ...failure, rttMs };
    if (failure.reason === 'timeout') return this.#silence(asked);
    return asked.reported ? inconclusive(asked.reported) : { ...failure, rttMs: null };
  }

  #silence(asked: Asked): Reply {
    const lagMs = this.#lag?.worstMsSince(asked.attemptAt) ?? 0;
    if (lagMs > LAG_SHARE * this.#target.timeoutMs) return inconclusive('own-lag');
    // Discovery was answered and the request was not: some agents say nothing to a wrong password.
    return asked.heard ? inconclusive(asked.dropped ?? 'timeout') : miss(asked.dropped ?? 'timeout');
  }

  #counted(reply: Reply): Reply {
    if (reply.ok || reply.outcome === 'answer') this.#counters.answers += 1;
    else if (reply.outcome === 'miss' || reply.reason === 'timeout') this.#counters.timeouts += 1;
    else if (reply.reason === 'own-lag') this.#counters.ownLag += 1;
    return reply;
  }

  /** Longer than the library's own timers can take together: reached only when it lost its callback. */
  #patienceMs(): number {
    return (this.#target.retries + 1) * this.#target.timeoutMs * MAX_MESSAGES + 1_000;
  }

  /** Unguessable ids instead of the library's Math.random, an end to Report ping-pong, and our own error mapping. */
  #guardSession(): void {
    const session = this.#session;
    const send = session.send.bind(session);
    const onResponse = session.onSimpleGetResponse.bind(session);
    const onReport = session.userSecurityModelError.bind(session);
    session.send = (request, noWait) => {
      const asked = this.#asked;
      if (!asked) return session;
      if (asked.request !== request && !this.#adopt(asked, request)) return session;
      asked.attemptAt = performance.now();
      return send(request, noWait);
    };
    session.onSimpleGetResponse = (request, message) => {
      if (message.pdu.id === request.message.pdu.id) onResponse(request, message);
      else this.#refuse('forged');
    };
    session.userSecurityModelError = (request, oid) => {
      if (this.#asked) this.#asked.reported = reasonOfReport(oid);
      onReport(request, oid);
    };
    session.on('error', () => this.#refuse('malformed'));
  }

  #adopt(asked: Asked, request: Request): boolean {
    asked.messages += 1;
    if (asked.messages > MAX_MESSAGES) {
      asked.settle(inconclusive('unknown-engine'));
      return false;
    }
    const id = randomInt(1, 2 ** 31 - 1);
    request.message.pdu.id = id;
    if (request.message.msgGlobalData) request.message.msgGlobalData.msgID = id;
    asked.request = request;
    asked.id = id;
    asked.engineId = request.message.msgSecurityParameters?.msgAuthoritativeEngineID ?? null;
    this.#idsSent.add(id);
    return true;
  }

  /** Ends the request outstanding: its answer came, and cannot be used. */
  #refuse(reason: 'forged' | 'malformed'): void {
    this.#counters[reason] += 1;
    this.#asked?.settle(inconclusive(reason));
  }

  /** What the library takes for the dgram module: it hands out our socket, with everything that comes in guarded. */
  #guardedSocket(): object {
    const socket = this.#socket;
    const guarded = {
      on: (event: string, listener: (...values: unknown[]) => void) => {
        if (event === 'message') socket.on('message', (datagram, from) => this.#receive(datagram, from, listener));
        if (event === 'close') socket.on('close', listener);
        return guarded;
      },
      ref: () => socket.ref(),
      unref: () => socket.unref(),
      send: socket.send.bind(socket),
      close: () => socket.close(),
    };
    socket.on('error', () => this.#end('bind-failed'));
    return { createSocket: () => guarded };
  }

  #receive(datagram: Buffer, from: RemoteInfo, deliver: (datagram: Buffer) => void): void {
    const fault = this.#faultOf(datagram, from);
    if (fault === 'late') {
      this.#counters.late += 1;
      return;
    }
    if (fault) {
      this.#counters[fault] += 1;
      if (this.#asked) this.#asked.dropped ??= fault;
      return;
    }
    if (this.#isStranger(from)) this.#counters.anySourceAccepted += 1;
    if (this.#asked) Object.assign(this.#asked, { heard: true, bytes: datagram.length });
    try {
      deliver(datagram);
    } catch {
      this.#refuse('malformed');
    }
  }

  /** Why a datagram may not reach the library; null when it may. */
  #faultOf(datagram: Buffer, from: RemoteInfo): 'forged' | 'malformed' | 'late' | null {
    if (!this.#target.anySource && this.#isStranger(from)) return 'forged';
    const frame = readFrame(datagram);
    if (!frame) return 'malformed';
    if (this.#asked?.id !== frame.id) return this.#idsSent.has(frame.id) ? 'late' : 'forged';
    return frame.version === 'v2c' ? this.#communityFault(frame) : this.#userFault(frame, datagram);
  }

  #isStranger(from: RemoteInfo): boolean {
    return from.address !== this.#target.address || from.port !== this.#target.port;
  }

  #communityFault(frame: Frame & { version: 'v2c' }): 'forged' | 'malformed' | null {
    const { credential } = this.#target;
    if (credential.version !== 'v2c' || !frame.community.equals(Buffer.from(credential.community))) return 'forged';
    return frame.pduTag === pduTags.response ? null : 'malformed';
  }

  /** Only a Report may come below authPriv: it is a refusal, discovery or the agent's clock, never data. */
  #userFault(frame: Frame & { version: 'v3' }, datagram: Buffer): 'forged' | null {
    const { credential } = this.#target;
    if (credential.version !== 'v3') return 'forged';
    if (!frame.priv && frame.pduTag !== pduTags.report) return 'forged';
    if (!frame.auth) return frame.priv ? 'forged' : null;
    if (!frame.user.equals(Buffer.from(credential.user))) return 'forged';
    // The engine before the digest: a key for an engine nobody asked costs a megabyte of hashing.
    if (!this.#asked?.engineId?.equals(frame.engineId)) return 'forged';
    if (!isDigestRight(datagram, frame, credential)) return 'forged';
    this.#engineBoots = frame.engineBoots;
    return null;
  }
}
