import { html } from 'hono/html';
import type { State } from '../../monitor/state.ts';
import type { Html } from './html.ts';
import type { WordKey } from './words.ts';

/** A state as the pages tell it: `unpolled` = nobody looks, because the device is planned or retired. */
export type ShownState = State | 'unpolled';

/** The shapes of states, once per page: a state is never told by colour alone. */
export const marks = html`<svg class="sprite" aria-hidden="true" width="0" height="0">
<symbol id="m-up" viewBox="0 0 16 16"><circle cx="8" cy="8" r="7.25"/><path class="m-cut" d="M4.6 8.3l2.4 2.4 4.5-5"/></symbol>
<symbol id="m-down" viewBox="0 0 16 16"><path d="M5 .8h6L15.2 5v6L11 15.2H5L.8 11V5z"/><path class="m-cut" d="M5.3 5.3l5.4 5.4m0-5.4l-5.4 5.4"/></symbol>
<symbol id="m-shadowed" viewBox="0 0 16 16"><circle class="m-ring" cx="8" cy="8" r="6.6"/><path d="M8 1.4a6.6 6.6 0 0 0 0 13.2z"/></symbol>
<symbol id="m-unknown" viewBox="0 0 16 16"><circle class="m-ring m-dashed" cx="8" cy="8" r="6.6"/><path class="m-stroke" d="M6.1 6.3a1.95 1.95 0 1 1 2.7 1.8c-.6.25-.8.6-.8 1.2m0 2v.1"/></symbol>
<symbol id="m-unpolled" viewBox="0 0 16 16"><circle class="m-ring" cx="8" cy="8" r="6.6"/><path class="m-stroke" d="M5 8h6"/></symbol>
</svg>`;

/** The mark of a state; decoration beside its words. */
export function mark(state: ShownState): Html {
  return html`<svg class="mark ${state}" aria-hidden="true" width="16" height="16"><use href="#m-${state}"/></svg>`;
}

/** A state with its mark and its words. */
export function badge(state: ShownState, say: (key: WordKey) => string): Html {
  return html`<span class="badge ${state}">${mark(state)} ${say(state)}</span>`;
}
