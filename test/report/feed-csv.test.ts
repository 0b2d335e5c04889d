import { expect, test } from 'vitest';
import { feedCsvHeader, writeFeedCsv } from '../../src/report/feed-csv.ts';
import { buildReadinessFeed } from '../../src/report/readiness-feed.ts';
import { readCsv } from '../../src/report/sheet/csv.ts';
import { agency, fact } from '../indicator/cast.ts';
import { catalogues } from '../support/catalogues.ts';

const feed = buildReadinessFeed(
  { year: 2026, asOf: '2026-11-22', knownSeq: 40, knownAt: Date.UTC(2026, 10, 22) },
  {
    agencies: [agency(1, 'commune'), agency(2, 'commune'), agency(3, 'commune')],
    facts: [fact(1, 'on_wan', true), fact(2, 'on_wan', false)],
    catalogue: catalogues.facts,
  },
);

test('the feed as CSV has one line for each row of the feed, with the agencies behind it', () => {
  const sheet = readCsv(writeFeedCsv(feed));
  expect(sheet.faults).toEqual([]);
  expect(sheet.header).toEqual(feedCsvHeader);
  expect(sheet.rows.length).toBe(feed.items.length);
  expect(sheet.rows[0]?.cells).toEqual([
    'hatang.readiness/1',
    'draft',
    '2026',
    '2026-11-22',
    '40',
    '2026-11-22T00:00:00.000Z',
    'agencies_on_wan',
    'commune',
    '0.3333333333333333',
    '1',
    '3',
    '1',
    '',
    'X99.01 X99.02 X99.03',
    'X99.01',
    'X99.03',
  ]);
});

test('what cannot be computed is an empty cell with its reason, not a 0', () => {
  const sheet = readCsv(writeFeedCsv(feed));
  const cells = sheet.rows.at(-1)?.cells ?? [];
  expect(cells[sheet.columns.get('value') ?? -1]).toBe('');
  expect(cells[sheet.columns.get('not_computable') ?? -1]).toBe('no-data');
  expect(cells[sheet.columns.get('agencies') ?? -1]).toBe('');
});
