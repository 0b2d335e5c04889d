import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wholeTree } from '../../src/access/scope.ts';
import { addDays } from '../../src/calendar/civil.ts';
import { aboutAgency, type FactIdentity, type FactVersion } from '../../src/inventory/fact.ts';
import { resolveFacts } from '../../src/inventory/fact-resolve.ts';
import type { WriteStore } from '../../src/store/write-store.ts';
import { tempStore } from './temp-store.ts';

const actor = { kind: 'cli', name: 'test' } as const;
const day = (n: number) => addDays('2026-01-01', n);
const DAYS = 6;

type Written = Omit<FactVersion, 'knownSeq'>;

const written: fc.Arbitrary<Written> = fc
  .record({
    subjectKind: fc.constantFrom('agency', 'device'),
    subjectId: fc.integer({ min: 1, max: 2 }),
    dimensions: fc.constantFrom('', '{"block":"commune"}'),
    basis: fc.constant(null),
    qualifier: fc.constantFrom('gt', null),
    fact: fc.constantFrom('officials', 'on_wan'),
    kind: fc.constantFrom('declared', 'observed'),
    source: fc.constantFrom('a', 'b'),
    value: fc.option(fc.oneof(fc.nat(3), fc.boolean())),
    from: fc.nat(DAYS),
    length: fc.option(fc.integer({ min: 1, max: 3 })),
  })
  .map(({ from, length, ...rest }) => ({
    ...rest,
    validFrom: day(from),
    validTo: length === null ? null : day(from + length),
    evidence: null,
  }));

/** Commits one after the other, each of one or several versions: ties within a commit are common. */
const history = fc.array(fc.array(written, { minLength: 1, maxLength: 4 }), { maxLength: 8 });

function openHistory() {
  const { store } = tempStore();
  store.agencies.create('X1');
  store.agencies.create('X2');
  const all: FactVersion[] = [];
  const write = (commits: readonly (readonly Written[])[]): void => {
    for (const versions of commits) {
      store.transaction(actor, 0, (commit) => {
        for (const version of versions) {
          store.facts.append(commit, version);
          all.push({ ...version, knownSeq: commit.seq() });
        }
      });
    }
  };
  return { store, all, write };
}

function everyAnswer(store: WriteStore, upTo: number): FactVersion[][] {
  const answers: FactVersion[][] = [];
  for (let knownSeq = 0; knownSeq <= upTo; knownSeq += 1) {
    for (let n = -1; n <= DAYS + 3; n += 1)
      answers.push(store.read.facts.asKnown(wholeTree, { asOf: day(n), knownSeq }));
  }
  return answers;
}

test('what the database says is what the pure resolution of all versions says, on every date as known by every commit', () => {
  fc.assert(
    fc.property(history, (commits) => {
      const { store, all, write } = openHistory();
      write(commits);
      for (let knownSeq = 0; knownSeq <= commits.length; knownSeq += 1) {
        for (let n = -1; n <= DAYS + 3; n += 1) {
          const known = { asOf: day(n), knownSeq };
          const resolved = resolveFacts(all, known);
          expect(store.read.facts.ofSubjects(wholeTree, known, null)).toEqual(resolved);
          const ofAgencies = resolved.filter((one) => one.subjectKind === 'agency');
          expect(store.read.facts.asKnown(wholeTree, known)).toEqual(ofAgencies);
        }
      }
      const known = { asOf: day(2), knownSeq: Number.MAX_SAFE_INTEGER };
      for (const one of all) {
        const identity = identityOf(one);
        const same = (other: FactVersion) => isDeepStrictEqual(identityOf(other), identity);
        const expected = resolveFacts(all, known).find(same) ?? null;
        expect(store.facts.winning({ ...identity, asOf: known.asOf })).toEqual(expected);
      }
    }),
    { numRuns: 30 },
  );
});

test('the same date and the same known commit give the same facts for ever, whatever is written later', () => {
  fc.assert(
    fc.property(history, history, (earlier, later) => {
      const { store, write } = openHistory();
      write(earlier);
      const before = everyAnswer(store, earlier.length);
      write(later);
      expect(everyAnswer(store, earlier.length)).toEqual(before);
    }),
    { numRuns: 30 },
  );
});

test('of two versions of one commit the one written last counts, and a retraction hides only its own dates', () => {
  const { store, write } = openHistory();
  const base = { ...plain(1), fact: 'officials', kind: 'declared', source: 'a', evidence: null } as const;
  write([
    [
      { ...base, value: 1, validFrom: day(0), validTo: null },
      { ...base, value: 2, validFrom: day(0), validTo: null },
    ],
    [{ ...base, value: null, validFrom: day(2), validTo: day(4) }],
  ]);
  const values = (knownSeq: number) =>
    [0, 2, 3, 4].map((n) => store.read.facts.asKnown(wholeTree, { asOf: day(n), knownSeq })[0]?.value ?? null);
  expect(values(1)).toEqual([2, 2, 2, 2]);
  expect(values(2)).toEqual([2, null, null, 2]);
});

test('the history of an agency is told oldest first with its retractions, values and evidence as they were written', () => {
  const { store, all, write } = openHistory();
  const evidence = {
    of: 'device',
    device: 'X1/r',
    state: 'up',
    at: 5,
    stateSince: 4,
    observedAt: 3,
    outageId: null,
  } as const;
  const base = { ...plain(1), source: 'a', validFrom: day(0), validTo: day(1) } as const;
  write([
    [{ ...base, fact: 'on_wan', kind: 'observed', value: false, evidence: { deviceId: 9, ...evidence } }],
    [{ ...base, fact: 'officials', kind: 'declared', value: 0, evidence: null }],
    [{ ...base, ...plain(2), fact: 'officials', kind: 'declared', value: 7, evidence: null }],
    [{ ...base, fact: 'officials', kind: 'declared', value: null, evidence: null }],
  ]);
  expect(store.read.facts.historyOf(wholeTree, 1)).toEqual(all.filter((one) => one.subjectId === 1));
});

function plain(agencyId: number) {
  return { ...aboutAgency(agencyId), basis: null, qualifier: null } as const;
}

function identityOf({ subjectKind, subjectId, fact, dimensions, kind, source }: FactVersion): FactIdentity {
  return { subjectKind, subjectId, fact, dimensions, kind, source };
}
