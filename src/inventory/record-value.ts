import type { RecordValues } from './record.ts';

/** A text of a record; null when it is not given or is no text. */
export function textIn(values: RecordValues, key: string): string | null {
  const value = values[key];
  return typeof value === 'string' ? value : null;
}

/** A number of a record; null when it is not given or is no number. */
export function numberIn(values: RecordValues, key: string): number | null {
  const value = values[key];
  return typeof value === 'number' ? value : null;
}

/** A flag of a record; null when it is not given. */
export function flagIn(values: RecordValues, key: string): boolean | null {
  const value = values[key];
  return typeof value === 'boolean' ? value : null;
}

/** The texts of a list; empty when it is not given. */
export function textsIn(values: RecordValues, key: string): string[] {
  return listIn(values, key).filter((one) => typeof one === 'string');
}

/** The ids of a list of devices; empty when it is not given. */
export function idsIn(values: RecordValues, key: string): number[] {
  return listIn(values, key).filter((one) => typeof one === 'number');
}

function listIn(values: RecordValues, key: string): readonly (string | number)[] {
  const value = values[key];
  return Array.isArray(value) ? value : [];
}
