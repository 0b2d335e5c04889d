import { isCivilDate } from '../calendar/civil.ts';
import type { CatalogueReader, Path } from './catalogue-tree.ts';
import type { FactRange, FactType } from './fact-definition.ts';

/**
 * The range of each type where a fact says none (far above any agency of the country, low enough that a phone number in the
 * wrong column is noticed), and the widest it may say.
 */
const ranges: Readonly<Record<FactType, { readonly usual: FactRange; readonly widest: FactRange } | null>> = {
  count: { usual: { min: 0, max: 10_000_000 }, widest: { min: 0, max: 1e12 } },
  number: { usual: { min: 0, max: 1e9 }, widest: { min: -1e12, max: 1e12 } },
  ratio: { usual: { min: 0, max: 1 }, widest: { min: 0, max: 1 } },
  rank: { usual: { min: 1, max: 1_000 }, widest: { min: 1, max: 1_000_000 } },
  // A hundred thousand billion dong; whole numbers are exact up to 9e15.
  money: { usual: { min: 0, max: 1e14 }, widest: { min: 0, max: 9e15 } },
  date: { usual: { min: '1975-01-01', max: '2199-12-31' }, widest: { min: '1000-01-01', max: '9999-12-31' } },
  flag: null,
  text: null,
};
const wholeTypes: readonly FactType[] = ['count', 'rank', 'money'];

/** The range a fact says, filled up from what is usual for its type; null for flags and texts. */
export function readRange(
  reader: CatalogueReader,
  path: Path,
  said: { readonly min: unknown; readonly max: unknown } | null,
  type: FactType,
): FactRange | null {
  const bounds = ranges[type];
  if (bounds === null) {
    if (said !== null) reader.note(path, 'catalogue-range-unused', { type });
    return null;
  }
  const { usual, widest } = bounds;
  const [min, max] = [said?.min ?? usual.min, said?.max ?? usual.max];
  const sound = (
    [
      ['min', min],
      ['max', max],
    ] as const
  ).map(([end, value]) => {
    if (!fits(value, type)) reader.note([...path, end], 'catalogue-range-malformed', { text: String(value), type });
    else if (value >= widest.min && value <= widest.max) return true;
    else reader.note([...path, end], 'catalogue-range-outside', { text: value, min: widest.min, max: widest.max });
    return false;
  });
  if (!sound.every(Boolean)) return usual;
  const range = rangeOf(min, max) ?? usual;
  if (range.min > range.max) reader.note(path, 'catalogue-range-empty', { min: range.min, max: range.max });
  return range;
}

/** Whether values of the type have no decimals. */
export function isWhole(type: FactType): boolean {
  return wholeTypes.includes(type);
}

function fits(value: unknown, type: FactType): value is number | string {
  if (type === 'date') return typeof value === 'string' && isCivilDate(value);
  return typeof value === 'number' && Number.isFinite(value) && (!isWhole(type) || Number.isInteger(value));
}

function rangeOf(min: unknown, max: unknown): FactRange | null {
  if (typeof min === 'number' && typeof max === 'number') return { min, max };
  return typeof min === 'string' && typeof max === 'string' ? { min, max } : null;
}
