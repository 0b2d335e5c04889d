import { html } from 'hono/html';
import { type Account, isLocked, type Session } from '../../access/account.ts';
import type { Agency } from '../../inventory/agency.ts';
import { accountState, sessionList } from './access-account-view.ts';
import { csrfField } from './access-csrf.ts';
import { type FormFault, faultSummary, field } from './access-form.ts';
import { type GrantChoice, grantFields, grantText, type ShownGrant } from './access-grants.ts';
import { roleLabel } from './access-labels.ts';
import { type AccessWordKey, accessWords } from './access-words.ts';
import type { Html } from './html.ts';
import type { PageFrame } from './page.ts';
import { ago, instantText } from './parts.ts';

/** Everything the page of an account shows; `typed` is what its forms held before one was refused. */
export type AccountDetailsProps = {
  readonly account: Account;
  readonly grants: readonly ShownGrant[];
  readonly sessions: readonly Session[];
  readonly agencies: readonly Agency[];
  readonly typed: GrantChoice & { readonly fullName: string };
  readonly isDone: boolean;
  readonly faults: readonly FormFault[];
  readonly csrf: string | null;
};

/** One account: what it is, what it may, and what an administrator can do about it. */
export function accountDetailsView(frame: PageFrame, props: AccountDetailsProps): Html {
  const say = accessWords(frame.language);
  const { account, isDone, faults } = props;
  return html`<nav class="crumbs" aria-label="${say('accounts')}"><a href="/accounts">${say('accounts')}</a> <span aria-hidden="true">›</span> <bdi>${account.name}</bdi></nav>
<header class="title"><h1><bdi>${account.fullName}</bdi></h1> ${accountState(account, frame)}</header>
${isDone ? html`<p class="done" role="status">${say('done')}</p>` : ''}${faultSummary(frame, faults)}
<div class="columns">${identity(frame, props)}${sessions(frame, props)}</div>
${grants(frame, props)}
${measures(frame, props)}`;
}

function identity(frame: PageFrame, { account, typed, faults, csrf }: AccountDetailsProps): Html {
  const say = accessWords(frame.language);
  const lastUsedAt = account.lastUsedAt > account.createdAt ? account.lastUsedAt : null;
  return html`<section class="card" aria-labelledby="who"><h2 id="who">${say('account')}</h2><dl>
<dt>${say('accountName')}</dt><dd><code>${account.name}</code></dd>
<dt>${say('signsInBy')}</dt><dd>${say(account.oidcSubject === null ? 'ownPassword' : 'provider')}</dd>
<dt>${say('secondFactor')}</dt><dd>${say(account.hasTotp ? 'on' : 'off')}</dd>
<dt>${say('made')}</dt><dd>${instantText(account.createdAt, frame)}</dd>
<dt>${say('lastUsed')}</dt><dd>${ago(lastUsedAt, frame)}</dd></dl>
<form class="stack" method="post" action="/accounts/${account.id}/rename">${csrfField(csrf)}
${field(frame, faults, { name: 'fullName', label: say('fullName'), value: typed.fullName })}
<button type="submit">${say('rename')}</button></form></section>`;
}

function sessions(frame: PageFrame, { account, sessions: rows, csrf }: AccountDetailsProps): Html {
  const say = accessWords(frame.language);
  const all = rows.map((one) => ({ ...one, isThis: false }));
  return html`<section class="card" aria-labelledby="sessions"><h2 id="sessions">${say('sessions')} <span class="number">${rows.length}</span></h2>
${sessionList(frame, all)}
${
  rows.length === 0
    ? ''
    : html`<form class="stack" method="post" action="/accounts/${account.id}/sign-out">${csrfField(csrf)}<button type="submit">${say('signOutThere')}</button></form>`
}</section>`;
}

function grants(frame: PageFrame, { account, grants: rows, agencies, typed, faults, csrf }: AccountDetailsProps): Html {
  const say = accessWords(frame.language);
  const end = (grant: ShownGrant) =>
    grant.fromProvider
      ? html`<small>${say('fromProvider')}</small>`
      : html`<form method="post" action="/accounts/${account.id}/grants/${grant.id}/end">${csrfField(csrf)}<button type="submit" aria-label="${say('endRoleOf')}: ${grantName(grant, frame)}">${say('endRole')}</button></form>`;
  return html`<section class="card form" aria-labelledby="roles"><h2 id="roles">${say('roles')}</h2>
${
  rows.length === 0
    ? html`<p class="none">${say('noRoles')}</p>`
    : html`<ul class="lines">${rows.map((grant) => html`<li>${grantText(grant, frame)}${end(grant)}</li>`)}</ul>`
}
<h3>${say('addRole')}</h3>
<form class="grid" method="post" action="/accounts/${account.id}/grants">${csrfField(csrf)}${grantFields(frame, faults, agencies, typed)}
<p class="hint wide">${say('siteOnly')} ${say('roleEndsSessions')}</p>
<button type="submit" class="primary">${say('addRole')}</button></form></section>`;
}

function measures(frame: PageFrame, { account, csrf }: AccountDetailsProps): Html {
  const say = accessWords(frame.language);
  const measure = (verb: string, label: AccessWordKey, hint: AccessWordKey, tone = '') =>
    html`<li><p>${say(hint)}</p><form method="post" action="/accounts/${account.id}/${verb}">${csrfField(csrf)}<button type="submit" class="${tone}">${say(label)}</button></form></li>`;
  const isShut = account.disabled !== null || isLocked(account, frame.now);
  return html`<section class="card" aria-labelledby="measures"><h2 id="measures">${say('measures')}</h2><ul class="lines">
${account.oidcSubject === null ? measure('reset', 'reset', 'resetHint') : ''}
${account.hasTotp ? measure('totp/remove', 'resetFactor', 'resetFactorHint') : ''}
${isShut ? measure('enable', 'enable', 'enableHint') : ''}
${account.disabled === null ? measure('disable', 'disable', 'disableHint', 'danger') : ''}</ul></section>`;
}

function grantName({ role, agency }: ShownGrant, { language }: PageFrame): string {
  return `${roleLabel(role, language)}, ${agency?.name ?? accessWords(language)('whole')}`;
}
