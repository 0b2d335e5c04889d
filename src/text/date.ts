import { formatNumber } from './number.ts';
import type { Language } from './words.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const UNITS = [
  { ms: 86_400_000, vi: 'ngày', en: 'day' },
  { ms: 3_600_000, vi: 'giờ', en: 'hour' },
  { ms: 60_000, vi: 'phút', en: 'minute' },
  { ms: 1_000, vi: 'giây', en: 'second' },
] as const;

const clock = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Asia/Ho_Chi_Minh',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** An instant (epoch ms) as people in Vietnam read it, to the minute: 22/11/2026 14:05, or 22 Nov 2026 14:05. */
export function formatInstant(at: number, language: Language): string {
  const parts = new Map(clock.formatToParts(at).map((part) => [part.type, part.value]));
  const date = `${parts.get('year')}-${parts.get('month')}-${parts.get('day')}`;
  return `${formatDate(date, language)} ${parts.get('hour')}:${parts.get('minute')}`;
}

/** A civil date (YYYY-MM-DD) as 22/11/2026, or 22 Nov 2026. */
export function formatDate(date: string, language: Language): string {
  const [year = '', month = '', day = ''] = date.split('-');
  return language === 'vi' ? `${day}/${month}/${year}` : `${Number(day)} ${MONTHS[Number(month) - 1] ?? month} ${year}`;
}

/** A length of time in its two largest units, rounded down: 3 phút 20 giây, 3 minutes 20 seconds; below a second in ms. */
export function formatDuration(ms: number, language: Language): string {
  if (ms < 1_000) return `${formatNumber(Math.max(0, Math.floor(ms)), language)} ms`;
  const first = UNITS.findIndex((unit) => ms >= unit.ms);
  let rest = ms;
  const counts = UNITS.slice(first, first + 2).map((unit) => {
    const count = Math.floor(rest / unit.ms);
    rest -= count * unit.ms;
    return { count, unit };
  });
  return counts
    .filter(({ count }) => count > 0)
    .map(
      ({ count, unit }) => `${formatNumber(count, language)} ${language === 'vi' ? unit.vi : plural(unit.en, count)}`,
    )
    .join(' ');
}

/** How long ago an instant was, in its largest unit: 3 phút trước, 3 minutes ago; vừa xong, just now below a second. */
export function formatSince(at: number, now: number, language: Language): string {
  const ms = now - at;
  const unit = UNITS.find((one) => ms >= one.ms);
  if (unit === undefined) return language === 'vi' ? 'vừa xong' : 'just now';
  const count = Math.floor(ms / unit.ms);
  const text = formatNumber(count, language);
  return language === 'vi' ? `${text} ${unit.vi} trước` : `${text} ${plural(unit.en, count)} ago`;
}

function plural(word: string, count: number): string {
  return count === 1 ? word : `${word}s`;
}
