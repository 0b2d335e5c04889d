import { html } from 'hono/html';
import type { CivilDate } from '../../calendar/civil.ts';
import { formatDate } from '../../text/date.ts';
import type { Html } from './html.ts';
import type { PageFrame } from './page.ts';
import { recordWords } from './record-words.ts';

/** A time in which the same was said; `said` is what differs from the time before it. */
export type TimelineEntry = {
  readonly from: CivilDate;
  readonly to: CivilDate | null;
  readonly knownSeq: number;
  readonly said: readonly {
    readonly name: string;
    readonly was: Html | string | null;
    readonly is: Html | string | null;
  }[];
};

/** What was said of something over time, the newest first. */
export function timeline({ language }: PageFrame, entries: readonly TimelineEntry[]): Html {
  const say = recordWords(language);
  const none = html`<span class="none">–</span>`;
  const date = (on: CivilDate) => html`<time datetime="${on}">${formatDate(on, language)}</time>`;
  const items = entries.toReversed().map(
    ({
      from,
      to,
      knownSeq,
      said,
    }) => html`<li><p class="span"><strong>${date(from)}</strong> – ${to === null ? say('inBeing') : date(to)} <small>${say('knownBy')} ${knownSeq}</small></p>
${said.length === 0 ? '' : html`<ul class="plain">${said.map(({ name, was, is }) => html`<li><span class="what">${name}:</span> ${was === null ? '' : html`<del>${was}</del> → `}${is ?? none}</li>`)}</ul>`}</li>`,
  );
  return html`<ol class="timeline">${items}</ol>`;
}

/** Where something stands between its first and last day on a date. */
export function spanText(
  { language }: PageFrame,
  { validFrom, validTo }: { readonly validFrom: CivilDate; readonly validTo: CivilDate | null },
  today: CivilDate,
): Html {
  const say = recordWords(language);
  const [tone, words] =
    validFrom > today
      ? (['warn', say('yetToBegin')] as const)
      : validTo !== null && validTo <= today
        ? (['off', say('ended')] as const)
        : (['good', say('inBeing')] as const);
  const until = validTo === null ? '' : ` – ${formatDate(validTo, language)}`;
  return html`<p><span class="pill ${tone}">${words}</span> ${formatDate(validFrom, language)}${until}</p>`;
}
