import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openForReading } from '../../src/store/database.ts';
import { readStore } from '../../src/store/read-store.ts';
import { tempStore } from './temp-store.ts';

const actor = { kind: 'cli', name: 'test' } as const;

test('known time never runs backwards nor stands still, whatever the clock does, and an instant keeps its answer', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 20 }), (clock) => {
      const { store } = tempStore();
      const answered = new Map<number, number>();
      let newest = -1;
      for (const now of clock) {
        const seq = store.transaction(actor, now, (commit) => commit.seq());
        const at = store.read.commits.instantOf(seq) ?? -1;
        expect(at).toBe(Math.max(now, newest + 1));
        newest = at;
        for (let instant = 0; instant <= newest; instant += 1) {
          const found = store.read.commits.seqAt(instant);
          if (!answered.has(instant)) answered.set(instant, found);
          expect(found).toBe(answered.get(instant));
        }
        expect(store.read.commits.seqAt(newest)).toBe(seq);
        expect(store.read.commits.seqAt(Number.MAX_SAFE_INTEGER)).toBe(seq);
        expect(store.read.commits.lastSeq()).toBe(seq);
      }
    }),
    { numRuns: 15 },
  );
});

test('before the first commit nothing was known', () => {
  const { store } = tempStore();
  expect(store.read.commits.lastSeq()).toBe(0);
  expect(store.read.commits.seqAt(5)).toBe(0);
  expect(store.read.commits.instantOf(1)).toBeNull();
  store.transaction(actor, 100, (commit) => commit.seq());
  expect([store.read.commits.seqAt(99), store.read.commits.seqAt(100)]).toEqual([0, 1]);
});

test('a transaction that changes nothing draws no number, one that fails leaves none', () => {
  const { store } = tempStore();
  store.transaction(actor, 1, () => {});
  expect(store.read.commits.lastSeq()).toBe(0);
  const fail = () =>
    store.transaction(actor, 1, (commit) => {
      commit.audit('create', { kind: 'agency', id: 'X1' }, {});
      throw new Error('midway');
    });
  expect(fail).toThrow('midway');
  expect(store.read.commits.lastSeq()).toBe(0);
  expect(store.read.audits.list({ limit: 5 })).toEqual([]);
});

test('one transaction is one commit, however often it is asked for, and its audit rows name it', () => {
  const { store } = tempStore();
  store.transaction(actor, 7, (commit) => {
    expect(commit.drawn()).toBeNull();
    expect([commit.seq(), commit.seq(), commit.drawn()]).toEqual([1, 1, 1]);
    commit.audit('create', { kind: 'agency', id: 'X1' }, { name: 'Xã một' });
  });
  const row = { at: 7, actor: 'cli:test', action: 'create', subjectKind: 'agency', subjectId: 'X1', seq: 1 };
  expect(store.read.audits.list({ limit: 5 })).toMatchObject([{ ...row, id: 1, detail: { name: 'Xã một' } }]);
});

test('one view sees one commit: what is written meanwhile is not in it', () => {
  const { store, file } = tempStore();
  const reader = readStore(openForReading(file));
  const write = () => store.transaction(actor, 1, (commit) => commit.seq());
  write();
  reader.snapshot(() => {
    expect(reader.commits.lastSeq()).toBe(1);
    write();
    expect(reader.commits.lastSeq()).toBe(1);
    expect(reader.snapshot(() => reader.commits.lastSeq())).toBe(1);
  });
  expect(reader.commits.lastSeq()).toBe(2);
  reader.close();
});
