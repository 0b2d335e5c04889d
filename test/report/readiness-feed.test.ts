import { describe, expect, test } from 'vitest';
import { buildReadinessFeed, defaultAsOf, feedHash } from '../../src/report/readiness-feed.ts';
import { agency, fact, seenUp } from '../indicator/cast.ts';
import { catalogues } from '../support/catalogues.ts';

const question = { year: 2026, asOf: '2026-11-22', knownSeq: 40, knownAt: Date.UTC(2026, 10, 22, 1, 2, 3) };
const situation = {
  agencies: [agency(1, 'commune'), agency(2, 'commune')],
  facts: [fact(1, 'on_wan', true, { evidence: seenUp }), fact(1, 'workstations', 4), fact(1, 'officials', 9)],
  catalogue: catalogues.facts,
};
const feed = buildReadinessFeed(question, situation);

describe('the feed', () => {
  test('says what it is, of which date and commit, and that it is a draft', () => {
    expect(feed).toMatchObject({
      schema: 'hatang.readiness/1',
      year: 2026,
      asOf: '2026-11-22',
      knownSeq: 40,
      knownAt: '2026-11-22T01:02:03.000Z',
      status: 'draft',
      next: null,
    });
    expect(feed.generatedFrom).toMatchObject({ agencies: 2, facts: 2 });
  });

  test('has a row for each indicator and block with value, numerator, denominator and agencies', () => {
    expect(feed.items.map((row) => [row.indicator, row.block, row.value, row.numerator, row.denominator])).toEqual([
      ['agencies_on_wan', 'commune', 0.5, 1, 2],
      ['agencies_on_wan', 'all', 0.5, 1, 2],
      ['agencies_with_lan', 'commune', null, 0, 2],
      ['agencies_with_lan', 'all', null, 0, 2],
      ['workstations_per_official_needing', 'commune', null, 0, 0],
      ['workstations_per_official_needing', 'all', null, 0, 0],
    ]);
    expect(feed.items[0]?.agencies.map((line) => line.code)).toEqual(['X99.01', 'X99.02']);
  });

  test('traces a figure down to the observation, in ISO instants', () => {
    expect(feed.items[0]?.agencies[0]?.facts[0]?.evidence).toEqual({
      deviceId: 7,
      device: 'X99.01/router-1',
      state: 'up',
      at: '2026-11-21T17:00:00.000Z',
      stateSince: '2026-11-01T00:00:00.000Z',
      observedAt: '2026-11-21T16:59:30.000Z',
      outageId: null,
    });
  });

  test('explains every indicator in both languages', () => {
    expect(feed.indicators.map((one) => one.indicator)).toEqual([...new Set(feed.items.map((row) => row.indicator))]);
    for (const one of feed.indicators) expect(one.nameVi && one.nameEn && one.ruleVi && one.ruleEn).toBeTruthy();
  });
});

describe('the hash', () => {
  test('survives later commits that change nothing, another order of inputs and of fields', () => {
    const later = buildReadinessFeed({ ...question, knownSeq: 41, knownAt: question.knownAt + 1 }, situation);
    const { device, ...proof } = seenUp;
    const shuffled = {
      ...situation,
      agencies: situation.agencies.toReversed(),
      facts: [...situation.facts.slice(1).toReversed(), fact(1, 'on_wan', true, { evidence: { device, ...proof } })],
    };
    expect(feedHash(later)).toBe(feedHash(feed));
    expect(feedHash(buildReadinessFeed(question, shuffled))).toBe(feedHash(feed));
    expect(feedHash(feed)).toMatch(/^[0-9a-f]{64}$/);
  });

  test.each([
    ['another date', { ...question, asOf: '2026-11-21' }, situation],
    ['another year', { ...question, year: 2025 }, situation],
    ['another value', question, { ...situation, facts: [fact(1, 'on_wan', false)] }],
    [
      'the same value from another commit',
      question,
      { ...situation, facts: [fact(1, 'on_wan', true, { knownSeq: 11 })] },
    ],
    ['another name', question, { ...situation, agencies: [agency(1, 'commune', 'Xã Mới'), agency(2, 'commune')] }],
  ])('changes with %s', (_name, asked, given) => {
    expect(feedHash(buildReadinessFeed(asked, given))).not.toBe(feedHash(feed));
  });
});

test.each([
  [2025, '2026-11-22', '2025-12-31'],
  [2026, '2026-11-22', '2026-11-22'],
  [2026, '2026-12-31', '2026-12-31'],
  [2026, '2027-01-01', '2026-12-31'],
  [2028, '2026-11-22', '2026-11-22'],
])('the feed of %i asked on %s speaks of %s', (year, today, asOf) => {
  expect(defaultAsOf(year, today)).toBe(asOf);
});
