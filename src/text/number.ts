import type { Language } from './words.ts';

/** A number with grouped digits and `digits` decimals: 1.234,5 in Vietnamese, 1,234.5 in English; `–` when it is none. */
export function formatNumber(value: number | null, language: Language, digits = 0): string {
  if (value === null || !Number.isFinite(value)) return '–';
  const [whole = '', decimals] = Math.abs(value).toFixed(digits).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, language === 'vi' ? '.' : ',');
  const text = decimals === undefined ? grouped : `${grouped}${language === 'vi' ? ',' : '.'}${decimals}`;
  return value < 0 && /[1-9]/.test(text) ? `-${text}` : text;
}

/** A ratio from 0 as percent with one decimal, rounded down: 0.999996 is 99,9%, never 100%. `–` when there is none. */
export function formatPercent(ratio: number | null, language: Language): string {
  if (ratio === null || !Number.isFinite(ratio)) return '–';
  // 1 − 0.9 comes out as 0.09999…; a billionth is far below any ratio that intervals or counts can make.
  const tenths = Math.floor(ratio * 1000 + 1e-9);
  return `${formatNumber((ratio < 1 ? Math.min(tenths, 999) : tenths) / 10, language, 1)}%`;
}
