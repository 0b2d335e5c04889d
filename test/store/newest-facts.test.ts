import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wholeTree } from '../../src/access/scope.ts';
import { addDays } from '../../src/calendar/civil.ts';
import { aboutAgency, type FactVersion } from '../../src/inventory/fact.ts';
import { tempStore } from './temp-store.ts';

const actor = { kind: 'cli', name: 'test' } as const;
const day = (n: number) => addDays('2026-01-01', n);

const version = fc
  .record({
    subjectId: fc.integer({ min: 1, max: 2 }),
    fact: fc.constantFrom('on_wan', 'has_lan', 'officials'),
    kind: fc.constantFrom('observed', 'declared'),
    source: fc.constantFrom('assessment', 'other'),
    dimensions: fc.constantFrom('', '{"block":"commune"}'),
    value: fc.constantFrom(1, 2, null),
    from: fc.nat(6),
    days: fc.option(fc.integer({ min: 1, max: 3 })),
  })
  .map(({ subjectId, dimensions, from, days, ...one }) => ({
    ...aboutAgency(subjectId),
    ...one,
    dimensions,
    basis: null,
    qualifier: null,
    validFrom: day(from),
    validTo: days === null ? null : day(from + days),
    evidence: null,
  }));

test('what is found pair by pair is what looking at every version finds', () => {
  fc.assert(
    fc.property(fc.array(version, { maxLength: 20 }), fc.nat(7), fc.nat(20), (versions, asOf, knownSeq) => {
      const { store } = tempStore();
      store.transaction(actor, 1, () => ['X1', 'X2'].map((code) => store.agencies.create(code)));
      const written = versions.map((one, at): FactVersion => {
        store.transaction(actor, at + 1, (commit) => store.facts.append(commit, one));
        return { ...one, knownSeq: at + 1 };
      });
      const known = { asOf: day(asOf), knownSeq };
      const wanted = ['on_wan', 'has_lan'];
      const told = written.filter(
        (one) =>
          wanted.includes(one.fact) && one.dimensions === '' && one.validFrom <= known.asOf && one.knownSeq <= knownSeq,
      );
      const declared = told.filter(({ kind }) => kind === 'declared');
      expect(store.read.newestFacts.declared(wholeTree, known, wanted)).toEqual(declared);
      const newest = new Map<string, FactVersion>();
      for (const one of told.filter(({ kind, source }) => kind === 'observed' && source === 'assessment')) {
        const key = `${one.subjectId} ${one.fact}`;
        const held = newest.get(key);
        // Days are observed one by one, so spans that begin alike end alike.
        if (held === undefined || order(one) >= order(held)) newest.set(key, one);
      }
      const expected = [...newest.values()].filter(({ value }) => value !== null);
      expect(store.read.newestFacts.observed(wholeTree, known, wanted, 'assessment')).toEqual(
        expected.toSorted((a, b) => a.knownSeq - b.knownSeq),
      );
    }),
    { numRuns: 40 },
  );
});

function order({ validFrom, validTo, knownSeq }: FactVersion): string {
  return `${validFrom} ${validTo ?? ''.padStart(10)} ${String(knownSeq).padStart(4, '0')}`;
}
