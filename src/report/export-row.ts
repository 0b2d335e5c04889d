import type { CivilPeriod } from '../calendar/civil.ts';

/** What is told in one column of one row. */
export type ToldValue = string | number | boolean | null;

/** One row before it is laid into columns: by field, with the days it holds and what it is sorted by. */
export type ToldRow = {
  readonly order: readonly string[];
  readonly period: CivilPeriod;
  readonly values: Readonly<Record<string, ToldValue>>;
};
