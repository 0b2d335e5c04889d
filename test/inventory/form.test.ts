import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays } from '../../src/calendar/civil.ts';
import { locateYaml } from '../../src/config/located.ts';
import { dueOn, periodsDue } from '../../src/inventory/declaration-deadline.ts';
import { parseForms } from '../../src/inventory/form-parse.ts';
import {
  lastDay,
  parsePeriod,
  periodKinds,
  periodOf,
  periodText,
  shiftPeriod,
  yearEarlier,
} from '../../src/inventory/form-period.ts';
import { facts, form, forms, must } from './shipped.ts';

const small = `forms:
  commune_year:
    name_vi: Xã
    name_en: Communes
    blocks: [commune]
    period: year
    due: {on: "01-31"}
    reminders: [1, 30, 7, 7]
    facts:
      workstations: optional
      officials: required
  wan_month:
    name_vi: WAN
    name_en: WAN
    blocks: [department]
    period: month
    due: {days: 4}
    jump_above: null
    outlier: null
    evidence: {max_files: 0}
    facts: {officials: required}
`;

function parse(text: string) {
  return parseForms(locateYaml(text, 'forms.yaml'), facts);
}

function faultsWith(before: string, after: string): string[] {
  expect(small).toContain(before);
  return parse(small.replace(before, after)).faults.map((one) => `${one.line} ${one.path} ${one.code}`);
}

describe('a file of forms', () => {
  test('is read with its defaults, facts in its own order, reminders the earliest first', () => {
    const { forms: read, faults } = parse(small);
    expect(faults).toEqual([]);
    expect(read?.forms.get('commune_year')).toEqual({
      key: 'commune_year',
      nameVi: 'Xã',
      nameEn: 'Communes',
      blocks: ['commune'],
      period: 'year',
      due: { on: '01-31' },
      reminders: [30, 7, 1],
      jumpAbove: 0.3,
      outlier: { mad: 5, minPeers: 5 },
      evidence: { maxFiles: 10, maxBytes: 10_485_760, types: ['pdf', 'png', 'jpeg', 'xlsx', 'docx'] },
      facts: new Map([
        ['workstations', 'optional'],
        ['officials', 'required'],
      ]),
    });
    expect([...must(read?.forms.get('commune_year')).facts.keys()]).toEqual(['workstations', 'officials']);
    expect(read?.forms.get('wan_month')).toMatchObject({ jumpAbove: null, outlier: null, evidence: { maxFiles: 0 } });
  });

  test.each([
    [
      'a fact that does not exist',
      'workstations: optional',
      'workstation: optional',
      ['10 forms.commune_year.facts.workstation catalogue-choice'],
    ],
    [
      'a fact that nobody may declare',
      'workstations: optional',
      'hosting_agencies: optional',
      ['10 forms.commune_year.facts.hosting_agencies catalogue-fact-not-of-agency'],
    ],
    [
      'a fact that the block may not declare',
      'workstations: optional',
      'data_center_level: optional',
      ['10 forms.commune_year.facts.data_center_level catalogue-fact-not-declared'],
    ],
    [
      'a need that is neither',
      'workstations: optional',
      'workstations: maybe',
      ['10 forms.commune_year.facts.workstations catalogue-choice'],
    ],
    ['no facts', '{officials: required}', '{}', ['21 forms.wan_month.facts catalogue-required']],
    ['facts left out', '    facts: {officials: required}\n', '', ['12 forms.wan_month.facts catalogue-required']],
    [
      'a fact asked twice of a block',
      '[department]',
      '[department, commune]',
      ['21 forms.wan_month.facts.officials catalogue-fact-in-two-forms'],
    ],
    ['an unknown block', '[commune]', '[ward]', ['5 forms.commune_year.blocks.0 catalogue-choice']],
    [
      'an unknown key',
      'period: year',
      'periods: year',
      ['2 forms.commune_year.period catalogue-required', '6 forms.commune_year.periods catalogue-key-unknown'],
    ],
    ['a day that not every year has', '01-31', '02-29', ['7 forms.commune_year.due.on catalogue-due-malformed']],
    ['a day that no year has', '01-31', '31-01', ['7 forms.commune_year.due.on catalogue-due-malformed']],
    ['two due rules', '{days: 4}', '{days: 4, on: "01-31"}', ['17 forms.wan_month.due catalogue-due-choice']],
    ['no due rule', '{days: 4}', '{}', ['17 forms.wan_month.due catalogue-due-choice']],
    ['a day of the year for a month', '{days: 4}', '{on: "01-31"}', ['17 forms.wan_month.due.on catalogue-due-yearly']],
    ['due before the end', '{days: 4}', '{days: -1}', ['17 forms.wan_month.due.days catalogue-too-small']],
    ['due on half a day', '{days: 4}', '{days: 4.5}', ['17 forms.wan_month.due.days catalogue-whole-number-expected']],
    [
      'a jump below nothing',
      'jump_above: null',
      'jump_above: 0',
      ['18 forms.wan_month.jump_above catalogue-too-small'],
    ],
    [
      'too few peers',
      'outlier: null',
      'outlier: {min_peers: 2}',
      ['19 forms.wan_month.outlier.min_peers catalogue-too-small'],
    ],
    [
      'an unknown key of evidence',
      '{max_files: 0}',
      '{max_filez: 0}',
      ['20 forms.wan_month.evidence.max_filez catalogue-key-unknown'],
    ],
    [
      'a program as evidence',
      '{max_files: 0}',
      '{types: [pdf, exe]}',
      ['20 forms.wan_month.evidence.types.1 catalogue-choice'],
    ],
    [
      'more evidence than anybody keeps',
      '{max_files: 0}',
      '{max_bytes: 1e12}',
      ['20 forms.wan_month.evidence.max_bytes catalogue-too-big'],
    ],
    ['an unknown section', 'forms:', 'form:', ['1 form catalogue-key-unknown', '1 forms catalogue-required']],
  ])('%s is told with its line and path', (_, before, after, faults) => {
    expect(faultsWith(before, after).toSorted()).toEqual(faults.toSorted());
  });

  test('read again from its content is the same file with the same hash', () => {
    const read = must(parse(small).forms);
    expect(parse(read.content).forms).toMatchObject({ hash: read.hash });
    expect(parse(small.replace('max_files: 0', 'max_files: 1')).forms?.hash).not.toBe(read.hash);
  });
});

describe('the forms as shipped', () => {
  test('ask every block but once for a fact, and each block for a yearly form', () => {
    const yearly = [...forms.values()].filter((one) => one.period === 'year').flatMap((one) => one.blocks);
    expect(yearly.toSorted()).toEqual(
      [
        'associated',
        'commune',
        'department',
        'district',
        'public_service',
        'rural_district',
        'urban_district',
      ].toSorted(),
    );
  });

  test('yearly ones come before the province sends on 1 February, monthly ones before the 5th', () => {
    expect(dueOn(form('commune_year'), { from: '2026-01-01', to: '2027-01-01' })).toBe('2027-01-15');
    expect(dueOn(form('wan_month'), { from: '2026-07-01', to: '2026-08-01' })).toBe('2026-08-04');
  });
});

describe('periods', () => {
  test.each([
    ['year', '2026-07-31', '2026', '2026-01-01', '2027-01-01'],
    ['half_year', '2026-06-30', '2026-H1', '2026-01-01', '2026-07-01'],
    ['half_year', '2026-07-01', '2026-H2', '2026-07-01', '2027-01-01'],
    ['quarter', '2026-03-31', '2026-Q1', '2026-01-01', '2026-04-01'],
    ['quarter', '2026-12-31', '2026-Q4', '2026-10-01', '2027-01-01'],
    ['month', '2028-02-29', '2028-02', '2028-02-01', '2028-03-01'],
    ['month', '2026-12-01', '2026-12', '2026-12-01', '2027-01-01'],
  ] as const)('the %s of %s is %s', (kind, date, text, from, to) => {
    expect(periodOf(kind, date)).toEqual({ from, to });
    expect(periodText(kind, { from, to })).toBe(text);
    expect(parsePeriod(kind, text)).toEqual({ from, to });
  });

  test.each([
    ['year', '2026-01'],
    ['year', '26'],
    ['half_year', '2026-H3'],
    ['half_year', '2026-Q1'],
    ['quarter', '2026-Q0'],
    ['quarter', '2026-Q5'],
    ['quarter', '2026-Q01'],
    ['month', '2026-13'],
    ['month', '2026-00'],
    ['month', '2026-1'],
    ['month', '2026'],
    ['month', ''],
  ] as const)('as a %s "%s" is none', (kind, text) => {
    expect(parsePeriod(kind, text)).toBeNull();
  });

  const kind = fc.constantFrom(...periodKinds);
  const date = fc.integer({ min: 0, max: 30_000 }).map((days) => addDays('1990-01-01', days));

  test('each holds its date, touches its neighbours, is found by its text and is a year after the same one earlier', () => {
    fc.assert(
      fc.property(kind, date, (of, on) => {
        const period = periodOf(of, on);
        expect(period.from <= on && on < period.to).toBe(true);
        expect(shiftPeriod(of, period, 1).from).toBe(period.to);
        expect(shiftPeriod(of, period, -1).to).toBe(period.from);
        expect(periodOf(of, lastDay(period))).toEqual(period);
        expect(parsePeriod(of, periodText(of, period))).toEqual(period);
        expect(Number(yearEarlier(of, period).from.slice(0, 4))).toBe(Number(period.from.slice(0, 4)) - 1);
        expect(yearEarlier(of, period).from.slice(4)).toBe(period.from.slice(4));
      }),
    );
  });

  const due = fc.oneof(
    fc.record({ kind, rule: fc.record({ days: fc.integer({ min: 0, max: 366 }) }) }),
    fc.record({
      kind: fc.constant('year' as const),
      rule: fc.constantFrom({ on: '01-31' }, { on: '12-31' }, { on: '01-01' }),
    }),
  );

  test('a form is never due before the last day of its period, and those due within two dates are all and only those', () => {
    fc.assert(
      fc.property(due, date, fc.integer({ min: 0, max: 400 }), ({ kind: of, rule }, on, days) => {
        const owed = { period: of, due: rule };
        const found = periodsDue(owed, on, addDays(on, days));
        for (const period of found) {
          expect(dueOn(owed, period) >= lastDay(period)).toBe(true);
          expect(dueOn(owed, period) >= on && dueOn(owed, period) <= addDays(on, days)).toBe(true);
        }
        const around = Array.from({ length: 60 }, (_, at) => shiftPeriod(of, periodOf(of, on), at - 30));
        const expected = around.filter((one) => dueOn(owed, one) >= on && dueOn(owed, one) <= addDays(on, days));
        expect(found).toEqual(expected);
      }),
    );
  });

  test('a day of the year is the first one after the period', () => {
    const year = { from: '2026-01-01', to: '2027-01-01' };
    expect(dueOn({ due: { on: '01-01' } }, year)).toBe('2027-01-01');
    expect(dueOn({ due: { on: '12-31' } }, year)).toBe('2027-12-31');
    expect(dueOn({ due: { days: 0 } }, year)).toBe('2026-12-31');
  });
});
