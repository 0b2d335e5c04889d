import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays } from '../../src/calendar/civil.ts';
import { type FactKey, type FactVersion, factKinds } from '../../src/inventory/fact.ts';
import { pickFact, resolveFacts } from '../../src/inventory/fact-resolve.ts';
import { fact } from '../indicator/cast.ts';
import { catalogues } from '../support/catalogues.ts';

const known = { asOf: '2026-06-30', knownSeq: 20 };
const valuesOf = (versions: readonly FactVersion[]) => versions.map((one) => one.value);

describe('resolving facts', () => {
  test.each([
    [
      'the highest known sequence wins',
      [fact(1, 'workstations', 5), fact(1, 'workstations', 6, { knownSeq: 11 })],
      [6],
    ],
    [
      'what was not known yet is not seen',
      [fact(1, 'workstations', 5), fact(1, 'workstations', 6, { knownSeq: 21 })],
      [5],
    ],
    ['the last written of one commit wins', [fact(1, 'workstations', 5), fact(1, 'workstations', 6)], [6]],
    ['a retraction hides the key', [fact(1, 'workstations', 5), fact(1, 'workstations', null, { knownSeq: 11 })], []],
    [
      'a retraction of one source leaves the other',
      [fact(1, 'workstations', 5, { source: 'import:a' }), fact(1, 'workstations', null, { source: 'import:b' })],
      [5],
    ],
    [
      'a retraction of other dates hides nothing',
      [fact(1, 'workstations', 5), fact(1, 'workstations', null, { knownSeq: 11, validTo: '2026-06-30' })],
      [5],
    ],
    ['the first day belongs to a version', [fact(1, 'workstations', 5, { validFrom: '2026-06-30' })], [5]],
    ['the day of its end does not', [fact(1, 'workstations', 5, { validTo: '2026-06-30' })], []],
  ])('%s', (_name, versions, values) => {
    expect(valuesOf(resolveFacts(versions, known))).toEqual(values);
  });

  test('sources, kinds and agencies are keys of their own, in a fixed order', () => {
    const versions = [
      fact(2, 'workstations', 1),
      fact(1, 'workstations', 2, { source: 'import:b' }),
      fact(1, 'workstations', 3, { kind: 'external', source: 'import:a' }),
      fact(1, 'workstations', 4, { source: 'import:a' }),
    ];
    expect(valuesOf(resolveFacts(versions, known))).toEqual([4, 2, 3, 1]);
  });
});

const versionArbitrary = fc
  .record({
    agencyId: fc.integer({ min: 1, max: 3 }),
    key: fc.constantFrom<FactKey>('on_wan', 'workstations'),
    kind: fc.constantFrom(...factKinds),
    source: fc.constantFrom('import:a', 'import:b'),
    value: fc.option(fc.integer({ min: 0, max: 9 })),
    day: fc.integer({ min: 0, max: 20 }),
    length: fc.option(fc.integer({ min: 1, max: 20 })),
    knownSeq: fc.integer({ min: 1, max: 30 }),
  })
  .map(({ agencyId, key, kind, source, value, day, length, knownSeq }) => {
    const validFrom = addDays('2026-06-20', day);
    const validTo = length === null ? null : addDays(validFrom, length);
    return fact(agencyId, key, value, { kind, source, validFrom, validTo, knownSeq });
  });

describe('properties', () => {
  test('the same (as_of, known_at) gives the same facts for ever after random later histories', () => {
    fc.assert(
      fc.property(fc.array(versionArbitrary), fc.array(versionArbitrary), (history, later) => {
        const newer = later.map((one) => ({ ...one, knownSeq: one.knownSeq + known.knownSeq }));
        expect(resolveFacts([...history, ...newer], known)).toEqual(resolveFacts(history, known));
      }),
    );
  });

  test('every fact given covers the date, was known, is the newest of its key and stands once', () => {
    fc.assert(
      fc.property(fc.array(versionArbitrary), (history) => {
        const keyOf = (one: FactVersion) =>
          [one.subjectKind, one.subjectId, one.dimensions, one.fact, one.kind, one.source].join();
        const given = resolveFacts(history, known);
        expect(new Set(given.map(keyOf)).size).toBe(given.length);
        for (const one of given) {
          expect(one.validFrom <= known.asOf && (one.validTo === null || known.asOf < one.validTo)).toBe(true);
          const rivals = history.filter(
            (rival) => keyOf(rival) === keyOf(one) && resolveFacts([{ ...rival, value: 1 }], known).length === 1,
          );
          expect(one.knownSeq).toBe(Math.max(...rivals.map((rival) => rival.knownSeq)));
        }
      }),
    );
  });
});

describe('picking among sources', () => {
  test('the source known last is used, the others are told as not used', () => {
    const old = fact(1, 'workstations', 5, { source: 'import:a', knownSeq: 3 });
    const newer = fact(1, 'workstations', 6, { source: 'import:b', knownSeq: 4 });
    expect(pickFact([old, newer], 'workstations', catalogues.facts)).toEqual({ used: newer, notUsed: [old] });
  });

  test('a declaration never passes for a measurement, nor a measurement for a declaration', () => {
    const said = fact(1, 'on_wan', true, { kind: 'declared' });
    const seen = fact(1, 'workstations', 9, { kind: 'observed' });
    expect(pickFact([said, seen], 'on_wan', catalogues.facts)).toEqual({ used: null, notUsed: [said] });
    expect(pickFact([said, seen], 'workstations', catalogues.facts)).toEqual({ used: null, notUsed: [seen] });
  });

  test('of sources known by one commit the name decides, whatever order they come in', () => {
    const a = fact(1, 'workstations', 5, { source: 'import:a' });
    const b = fact(1, 'workstations', 6, { source: 'import:b' });
    expect(pickFact([b, a], 'workstations', catalogues.facts)).toEqual(
      pickFact([a, b], 'workstations', catalogues.facts),
    );
  });
});
