import { html } from 'hono/html';
import { type Account, isLocked, type Session } from '../../access/account.ts';
import { csrfField } from './access-csrf.ts';
import { type FormFault, faultSummary, field } from './access-form.ts';
import { grantText, type ShownGrant } from './access-grants.ts';
import { newPasswordFields } from './access-views.ts';
import { type AccessWordKey, accessWords } from './access-words.ts';
import type { Html } from './html.ts';
import type { PageFrame } from './page.ts';
import { ago, instantText } from './parts.ts';

/** What a redirect to a page says was done: `?done=` and its words. */
export const ownDone = {
  password: 'madePassword',
  sessions: 'madeSignedOut',
  totp: 'madeFactorOff',
} as const satisfies Record<string, AccessWordKey>;

/** What somebody sees of their own account. */
export type OwnAccountProps = {
  readonly account: Account;
  readonly grants: readonly ShownGrant[];
  readonly sessions: readonly (Session & { readonly isThis: boolean })[];
  /** Whether the second factor is required of them. */
  readonly needsTotp: boolean;
  readonly done: keyof typeof ownDone | null;
  readonly faults: readonly FormFault[];
  readonly csrf: string | null;
};

/** One's own account: who one is, password, second factor, sessions. */
export function ownAccountView(frame: PageFrame, props: OwnAccountProps): Html {
  const say = accessWords(frame.language);
  const { account, done, faults } = props;
  return html`<header class="title"><h1><bdi>${account.fullName}</bdi></h1><p><code>${account.name}</code></p></header>
${done === null ? '' : html`<p class="done" role="status">${say(ownDone[done])}</p>`}${faultSummary(frame, faults)}
<div class="columns"><div class="stacked">${self(frame, props)}${sessions(frame, props)}${account.oidcSubject === null ? secondFactor(frame, props) : ''}</div>
${account.oidcSubject === null ? password(frame, props) : ''}</div>`;
}

/** How an account stands, in words. */
export function accountState(account: Account, frame: PageFrame): Html {
  const say = accessWords(frame.language);
  if (account.disabled !== null) {
    return html`<span class="pill off">${say(account.disabled === 'idle' ? 'disabledIdle' : 'disabled')}</span>`;
  }
  if (account.lockedUntil !== null && isLocked(account, frame.now)) {
    return html`<span class="pill warn">${say('locked')}</span> <small>${say('lockedUntil')} ${instantText(account.lockedUntil, frame)}</small>`;
  }
  if (!account.hasPassword && account.oidcSubject === null) {
    return html`<span class="pill warn">${say('noPassword')}</span>`;
  }
  return html`<span class="pill good">${say('open')}</span>`;
}

function self(frame: PageFrame, { account, grants }: OwnAccountProps): Html {
  const say = accessWords(frame.language);
  const roles =
    grants.length === 0
      ? html`<p class="none">${say('noRoles')}</p>`
      : html`<ul class="plain">${grants.map((grant) => html`<li>${grantText(grant, frame)}</li>`)}</ul>`;
  const kept = account.oidcSubject === null ? '' : html`<p class="hint">${say('providerKeeps')}</p>`;
  return html`<section class="card" aria-labelledby="roles"><h2 id="roles">${say('roles')}</h2>${roles}${kept}</section>`;
}

function password(frame: PageFrame, { faults, csrf, account }: OwnAccountProps): Html {
  const say = accessWords(frame.language);
  return html`<section class="card" aria-labelledby="change"><h2 id="change">${say('changePassword')}</h2>
<form class="stack" method="post" action="/account/password">${csrfField(csrf)}
<input type="text" name="username" value="${account.name}" autocomplete="username" hidden>
${field(frame, faults, { name: 'current', label: say('currentPassword'), type: 'password', autocomplete: 'current-password' })}
${newPasswordFields(frame, faults)}
<p class="hint">${say('passwordEndsOthers')}</p>
<button type="submit" class="primary">${say('changePassword')}</button></form></section>`;
}

function secondFactor(frame: PageFrame, { account, needsTotp, faults, csrf }: OwnAccountProps): Html {
  const say = accessWords(frame.language);
  const form = (action: string, label: AccessWordKey, more: Html | string) =>
    html`<form class="stack" method="post" action="${action}">${csrfField(csrf)}${more}<button type="submit">${say(label)}</button></form>`;
  const code = { name: 'code', label: say('codeLabel'), hint: say('codeHint'), autocomplete: 'one-time-code' };
  const turn = !account.hasTotp
    ? form('/account/totp', 'enrolTitle', '')
    : needsTotp
      ? html`<p class="hint">${say('factorRequired')}</p>`
      : form('/account/totp/remove', 'turnOff', field(frame, faults, code));
  return html`<section class="card" aria-labelledby="factor"><h2 id="factor">${say('secondFactor')}</h2>
<p>${say(account.hasTotp ? 'factorOn' : 'factorOff')}</p>${turn}</section>`;
}

function sessions(frame: PageFrame, { sessions: rows, csrf }: OwnAccountProps): Html {
  const say = accessWords(frame.language);
  return html`<section class="card" aria-labelledby="sessions"><h2 id="sessions">${say('sessions')} <span class="number">${rows.length}</span></h2>
${sessionList(frame, rows)}
${
  rows.some((one) => !one.isThis)
    ? html`<form class="stack" method="post" action="/account/sign-out">${csrfField(csrf)}<button type="submit">${say('signOutElsewhere')}</button></form>`
    : ''
}</section>`;
}

/** Open sessions by when they began and were last used. */
export function sessionList(frame: PageFrame, rows: readonly (Session & { readonly isThis: boolean })[]): Html {
  const say = accessWords(frame.language);
  if (rows.length === 0) return html`<p class="none">${say('noSessions')}</p>`;
  return html`<ul class="plain">${rows.map(
    (one) =>
      html`<li>${say('began')} ${instantText(one.createdAt, frame)} · ${say('lastUsed')} ${ago(one.lastUsedAt, frame)}${one.isThis ? html` <em>(${say('thisSession')})</em>` : ''}</li>`,
  )}</ul>`;
}
