import { html } from 'hono/html';
import { formatInstant, formatSince } from '../../text/date.ts';
import { formatNumber, formatPercent } from '../../text/number.ts';
import type { DeviceView } from '../device-view.ts';
import type { Html } from './html.ts';
import type { ShownState } from './marks.ts';
import type { PageFrame } from './page.ts';

/** The state that a page tells of a device. */
export function shownState({ device, state }: DeviceView): ShownState {
  return device.lifecycle === 'active' ? state : 'unpolled';
}

/** How long ago something was, with the instant itself at hand; `never` when it was not. */
export function ago(at: number | null, { language, say, now }: PageFrame): Html {
  if (at === null) return html`<span class="none">${say('never')}</span>`;
  const iso = new Date(at).toISOString();
  return html`<time datetime="${iso}" title="${formatInstant(at, language)}">${formatSince(at, now, language)}</time>`;
}

/** An instant as people read it. */
export function instantText(at: number, { language }: PageFrame): Html {
  return html`<time datetime="${new Date(at).toISOString()}">${formatInstant(at, language)}</time>`;
}

/** Milliseconds with as many decimals as they deserve; a dash when there are none. */
export function msText(ms: number | null, { language }: PageFrame): string {
  if (ms === null) return '–';
  return ms < 0.1 ? `< ${formatNumber(0.1, language, 1)} ms` : `${formatNumber(ms, language, ms < 10 ? 1 : 0)} ms`;
}

/** A share of lost echoes. */
export function lossText(ratio: number | null, { language }: PageFrame): string {
  return ratio === null ? '–' : ratio === 0 ? '0%' : formatPercent(ratio, language);
}

/** A horizontal bar of ratios of 1: what is reached, then what is not known. Decoration: its words stand beside it. */
export function bar(reached: number, unknown = 0, tone = ''): Html {
  const filled = percent(reached);
  const open = Math.min(percent(unknown), 100 - filled);
  return html`<svg class="bar ${tone}" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><rect class="track" width="100" height="8"/><rect class="open" x="${filled}" width="${open}" height="8"/><rect class="fill" width="${filled}" height="8"/></svg>`;
}

function percent(ratio: number): number {
  return Math.round(Math.min(1, Math.max(0, ratio)) * 10_000) / 100;
}

const UNITS = ['', 'k', 'M', 'G', 'T'] as const;

/** Bits per second with a decimal prefix. */
export function bpsText(bps: number, { language }: PageFrame): string {
  const step = Math.min(UNITS.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, bps)) / 3)));
  const value = bps / 1_000 ** step;
  return `${formatNumber(value, language, decimals(value))} ${UNITS[step] ?? ''}b/s`;
}

/** Bytes with a binary prefix. */
export function bytesText(bytes: number | null, { language }: PageFrame): string {
  if (bytes === null) return '–';
  const step = Math.min(4, Math.max(0, Math.floor(Math.log2(Math.max(1, bytes)) / 10)));
  const value = bytes / 1_024 ** step;
  const unit = ['B', 'KiB', 'MiB', 'GiB', 'TiB'][step] ?? 'B';
  return `${formatNumber(value, language, decimals(value))} ${unit}`;
}

const decimals = (value: number): number => (value < 10 && !Number.isInteger(value) ? 1 : 0);
