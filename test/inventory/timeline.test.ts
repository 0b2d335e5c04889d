import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, covers } from '../../src/calendar/civil.ts';
import { type AgencyValues, sameAgency } from '../../src/inventory/agency.ts';
import { runAt, timelineOf, type Version } from '../../src/inventory/timeline.ts';

type AgencyVersion = Version<AgencyValues>;

const day = (n: number) => addDays('2025-01-01', n);
const DAYS = 14;

const version: fc.Arbitrary<AgencyVersion> = fc
  .tuple(fc.nat(DAYS - 1), fc.option(fc.nat(DAYS)), fc.boolean(), fc.constantFrom('A', 'B'), fc.constantFrom(null, 3))
  .map(([from, to, retracted, name, parentId]) => ({
    validFrom: day(from),
    validTo: to === null ? null : day(to),
    retracted,
    values: { name, block: 'commune', parentId },
  }));

const versions = fc.array(version, { maxLength: 8 });

test('on every day the version written last that covers it counts', () => {
  fc.assert(
    fc.property(versions, (all) => {
      const timeline = timelineOf(all, sameAgency);
      for (let n = -1; n <= DAYS + 1; n += 1) {
        const said = all.findLast((one) => covers({ from: one.validFrom, to: one.validTo }, day(n)));
        const expected = said && !said.retracted ? said.values : null;
        const found = timeline.filter((period) => covers(period, day(n)));
        expect(found.map((period) => period.values)).toEqual(expected ? [expected] : []);
      }
    }),
  );
});

test('periods are sorted, never empty, and neighbours that touch differ', () => {
  fc.assert(
    fc.property(versions, (all) => {
      const timeline = timelineOf(all, sameAgency);
      for (const [index, period] of timeline.entries()) {
        expect(period.to === null || period.from < period.to).toBe(true);
        const next = timeline[index + 1];
        if (!next) continue;
        expect(period.to !== null && period.to <= next.from).toBe(true);
        if (period.to === next.from) expect(period.values).not.toEqual(next.values);
      }
    }),
  );
});

describe('the being that a date belongs to', () => {
  const said = (from: number, to: number | null, name: string, retracted = false): AgencyVersion => ({
    validFrom: day(from),
    validTo: to === null ? null : day(to),
    retracted,
    values: { name, block: 'commune', parentId: null },
  });
  const timeline = timelineOf(
    [said(0, null, 'A'), said(3, null, 'B'), said(6, null, 'B', true), said(9, null, 'C')],
    sameAgency,
  );
  const spanOf = (n: number) => {
    const run = runAt(timeline, day(n));
    return run.length === 0 ? null : [run[0]?.from, run.at(-1)?.to, run.map((one) => one.values.name).join('')];
  };

  test('reaches over renamings and ends at closings', () => {
    expect(spanOf(0)).toEqual([day(0), day(6), 'AB']);
    expect(spanOf(5)).toEqual([day(0), day(6), 'AB']);
    expect(spanOf(9)).toEqual([day(9), null, 'C']);
  });

  test('is none on days between a closing and a reopening, and before the first', () => {
    expect([spanOf(6), spanOf(8), spanOf(-1)]).toEqual([null, null, null]);
  });
});
