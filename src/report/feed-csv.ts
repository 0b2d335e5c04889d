import type { FeedAgency, FeedRow, ReadinessFeed } from './readiness-feed.ts';
import { type Cell, writeCsv } from './sheet/csv.ts';

/**
 * The columns of the feed as CSV, one line for each indicator × block. Ratios and sums are unrounded with a dot;
 * `value` is empty when not computable. The last three hold agency codes apart by a space: those in the denominator,
 * those that add to the numerator, those without data. Facts and evidence are in the JSON form only.
 */
export const feedCsvHeader = [
  'schema',
  'status',
  'year',
  'as_of',
  'known_seq',
  'known_at',
  'indicator',
  'block',
  'value',
  'numerator',
  'denominator',
  'missing',
  'not_computable',
  'agencies',
  'agencies_in_numerator',
  'agencies_without_data',
] as const;

/** The feed as RFC 4180 CSV under {@link feedCsvHeader}. */
export function writeFeedCsv(feed: ReadinessFeed): string {
  return writeCsv(
    feedCsvHeader,
    feed.items.map((row) => feedLine(feed, row)),
  );
}

function feedLine(feed: ReadinessFeed, row: FeedRow): Cell[] {
  return [
    feed.schema,
    feed.status,
    feed.year,
    feed.asOf,
    feed.knownSeq,
    feed.knownAt,
    row.indicator,
    row.block,
    row.value,
    row.numerator,
    row.denominator,
    row.missing,
    row.notComputable,
    codes(row, (line) => line.in),
    codes(row, (line) => (line.numerator ?? 0) > 0),
    codes(row, (line) => line.reason === 'no-data'),
  ];
}

function codes(row: FeedRow, wanted: (line: FeedAgency) => boolean): string {
  return row.agencies
    .filter(wanted)
    .map((line) => line.code)
    .join(' ');
}
