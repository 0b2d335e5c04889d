import fc from 'fast-check';
import { ObjectType, type Varbind } from 'net-snmp';
import { describe, expect, it } from 'vitest';
import { inconclusive, miss } from '../../src/probe/snmp-failure.ts';
import type { Reply } from '../../src/probe/snmp-guard.ts';
import { type Bulk, walkColumns } from '../../src/probe/snmp-walk.ts';

const limits = { maxRows: 1_000, maxBytes: 1_000_000, maxRequests: 1_000, deadlineMs: 60_000 };
const a = '1.3.6.1.9.1';
const b = '1.3.6.1.9.2';

/** An agent that holds these rows per column, and answers at most `atMost` varbinds. */
function agentOf(rows: Readonly<Record<string, readonly number[]>>, atMost = 1_000): Bulk {
  const all = Object.entries(rows).flatMap(([column, instances]) => instances.map((row) => ({ column, row })));
  const after = (oid: string): Varbind => {
    const column = [a, b].find((name) => oid === name || oid.startsWith(`${name}.`)) ?? '';
    const row = oid === column ? -1 : Number(oid.slice(column.length + 1));
    const next = all.find((cell) => (cell.column === column && cell.row > row) || cell.column > column);
    if (!next) return { oid, type: ObjectType.EndOfMibView, value: null };
    return { oid: `${next.column}.${next.row}`, type: ObjectType.Integer, value: next.row };
  };
  return async (oids, repetitions) => {
    const last = [...oids];
    const varbinds: Varbind[][] = [];
    for (let count = 0; count < Math.min(atMost, oids.length * repetitions); count += 1) {
      const position = count % oids.length;
      const varbind = after(last[position] ?? '');
      last[position] = varbind.oid;
      varbinds[position] = [...(varbinds[position] ?? []), varbind];
    }
    return { ok: true, varbinds, rttMs: 1, bytes: 100 };
  };
}

const integer = (oid: string): Varbind => ({ oid, type: ObjectType.Integer, value: 1 });
const reply = (...varbinds: Varbind[][]): Reply => ({ ok: true, varbinds, rttMs: 1, bytes: 100 });

describe('a walk', () => {
  it('reads every row of every column once, however few varbinds an answer holds', async () => {
    const row = fc.uniqueArray(fc.nat(5_000), { maxLength: 40 }).map((rows) => rows.toSorted((x, y) => x - y));
    await fc.assert(
      fc.asyncProperty(row, row, fc.integer({ min: 1, max: 60 }), async (rowsA, rowsB, atMost) => {
        const answer = await walkColumns(agentOf({ [a]: rowsA, [b]: rowsB }, atMost), [a, b], limits);
        expect(answer.reason).toBeNull();
        expect([...(answer.columns.get(a)?.values() ?? [])]).toEqual(rowsA);
        expect([...(answer.columns.get(b)?.values() ?? [])]).toEqual(rowsB);
      }),
    );
  });

  const endless: Bulk = async ([oid = a]) => {
    const row = oid === a ? 0 : Number(oid.slice(a.length + 1));
    return reply([integer(`${a}.${row + 1}`)]);
  };

  it.each([
    ['rows', { ...limits, maxRows: 7 }, 7],
    ['bytes', { ...limits, maxBytes: 500 }, 5],
    ['requests', { ...limits, maxRequests: 6 }, 6],
    ['time', { ...limits, deadlineMs: 0 }, 0],
  ])('without end stops at its limit of %s and keeps what it read', async (_name, some, rows) => {
    const answer = await walkColumns(endless, [a], some);
    expect(answer.reason).toBe('partial');
    expect(answer.columns.get(a)?.size).toBe(rows);
  });

  it.each([
    ['goes back inside the column', [`${a}.1`, `${a}.2`, `${a}.1`]],
    ['repeats an OID', [`${a}.1`, `${a}.2`, `${a}.2`]],
    ['goes back before the column', [`${a}.1`, `${a}.2`, '1.3.6.1.2.1.1.1.0']],
    ['gives the prefix of an OID', [`${a}.1`, `${a}.2`, a]],
  ])('of an agent that %s ends there, says so, and keeps what it read', async (_name, oids) => {
    const answer = await walkColumns(async () => reply(oids.map(integer)), [a], limits);
    expect(answer).toMatchObject({ reason: 'wrong-oid', wrongOids: 1 });
    expect(answer.columns.get(a)?.size).toBe(2);
  });

  it('takes 1.10 for later than 1.9', async () => {
    const answer = await walkColumns(agentOf({ [a]: [9, 10] }), [a], limits);
    expect([...(answer.columns.get(a)?.keys() ?? [])]).toEqual(['9', '10']);
  });

  it('goes on with the other columns when one of them misbehaves', async () => {
    const honest = agentOf({ [b]: [1, 2, 3] });
    const bulk: Bulk = async (oids, repetitions) => {
      const answer = await honest(oids, repetitions);
      return answer.ok && oids[0] === a
        ? { ...answer, varbinds: [[integer('1.3.6.1')], ...answer.varbinds.slice(1)] }
        : answer;
    };
    const answer = await walkColumns(bulk, [a, b], limits);
    expect(answer.reason).toBe('wrong-oid');
    expect(answer.columns.get(b)?.size).toBe(3);
  });

  it('of an agent that answers with no varbind at all ends', async () => {
    const answer = await walkColumns(async () => reply(), [a], limits);
    expect(answer).toMatchObject({ reason: 'malformed', requests: 1 });
  });

  it('asks for less until an answer fits, and then reads everything', async () => {
    const honest = agentOf({ [a]: [1, 2, 3, 4], [b]: [1, 2, 3, 4] });
    const bulk: Bulk = async (oids, repetitions) =>
      oids.length * repetitions > 1
        ? { ok: false, reason: 'too-big', outcome: 'answer', status: 1, rttMs: 1 }
        : honest(oids, repetitions);
    const answer = await walkColumns(bulk, [a, b], limits);
    expect(answer.reason).toBeNull();
    expect(answer.columns.get(b)?.size).toBe(4);
  });

  it.each([
    ['always too big', 1, 'too-big'],
    ['always in error', 5, 'agent-error'],
  ])('of an agent for which a row is %s gives up after a few requests', async (_name, status, reason) => {
    const bulk: Bulk = async () => ({ ok: false, reason: 'agent-error', outcome: 'answer', status, rttMs: 1 });
    const answer = await walkColumns(bulk, [a, b], limits);
    expect(answer.reason).toBe(reason);
    expect(answer.requests).toBeLessThan(20);
  });

  it.each([miss('timeout'), inconclusive('own-lag')])(
    'that loses its agent ($reason) ends with what it read',
    async (lost) => {
      const honest = agentOf({ [a]: [1, 2, 3, 4] }, 2);
      let count = 0;
      const answer = await walkColumns(async (...asked) => (count++ === 0 ? honest(...asked) : lost), [a], limits);
      expect(answer).toMatchObject({ reason: lost.reason, requests: 2 });
      expect(answer.columns.get(a)?.size).toBe(2);
    },
  );
});
