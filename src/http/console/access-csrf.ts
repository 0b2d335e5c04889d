import { html } from 'hono/html';
import { CSRF_FIELD } from '../csrf.ts';
import type { Html } from './html.ts';

/** The hidden field of every form that changes something; empty before anybody signed in. */
export function csrfField(csrf: string | null): Html {
  return csrf === null ? html`` : html`<input type="hidden" name="${CSRF_FIELD}" value="${csrf}">`;
}
