import { html } from 'hono/html';
import type { Account } from '../../access/account.ts';
import type { Agency } from '../../inventory/agency.ts';
import { accountState } from './access-account-view.ts';
import { csrfField } from './access-csrf.ts';
import { type FormFault, faultSummary, field } from './access-form.ts';
import { type GrantChoice, grantFields, grantText, type ShownGrant } from './access-grants.ts';
import { accessWords } from './access-words.ts';
import type { Html } from './html.ts';
import type { PageFrame } from './page.ts';
import { ago, instantText } from './parts.ts';

/** Everything the list of accounts shows; `typed` is what the form held before it was refused. */
export type AccountsProps = {
  readonly accounts: readonly { readonly account: Account; readonly grants: readonly ShownGrant[] }[];
  readonly agencies: readonly Agency[];
  readonly typed: GrantChoice & { readonly name: string; readonly fullName: string };
  readonly faults: readonly FormFault[];
  readonly csrf: string | null;
};

/** Every account, and the form that adds one. */
export function accountsView(frame: PageFrame, props: AccountsProps): Html {
  const say = accessWords(frame.language);
  const { accounts, faults } = props;
  return html`<header class="title"><h1>${say('accounts')}</h1><p><a href="/api/v1/access-review?format=csv" download>${say('review')}</a></p></header>
${faultSummary(frame, faults)}
<section aria-label="${say('accounts')}"><div class="scroll" role="region" aria-label="${say('accounts')}" tabindex="0"><table class="stackable">
<thead><tr><th scope="col">${say('account')}</th><th scope="col">${say('state')}</th><th scope="col">${say('roles')}</th><th scope="col">${say('secondFactor')}</th><th scope="col">${say('lastUsed')}</th></tr></thead>
<tbody>${accounts.map((one) => row(frame, one))}</tbody></table></div></section>
${newAccount(frame, props)}`;
}

/** A link that is shown once; `expiresAt` epoch ms. */
export type SetupLinkProps = {
  readonly account: Account;
  readonly link: string;
  readonly expiresAt: number;
};

/** The page that shows a one-time link to whoever made it, and nobody else ever again. */
export function setupLinkView(frame: PageFrame, { account, link, expiresAt }: SetupLinkProps): Html {
  const say = accessWords(frame.language);
  return html`<section class="card once"><h1>${say('linkTitle')}</h1>
<p class="whose">${say('linkFor')}: <strong><bdi>${account.fullName}</bdi></strong> <code>${account.name}</code></p>
<code class="secret">${link}</code>
<p>${say('linkLead')} ${instantText(expiresAt, frame)}.</p>
<p class="go"><a class="button" href="/accounts/${account.id}">${say('backToAccount')}</a></p></section>`;
}

function row(frame: PageFrame, { account, grants }: AccountsProps['accounts'][number]): Html {
  const say = accessWords(frame.language);
  const roles =
    grants.length === 0
      ? html`<span class="none">${say('noRoles')}</span>`
      : html`<ul class="plain">${grants.map((grant) => html`<li>${grantText(grant, frame)}</li>`)}</ul>`;
  return html`<tr><th scope="row"><a href="/accounts/${account.id}"><bdi>${account.fullName}</bdi></a> <small><code>${account.name}</code></small></th>
<td data-label="${say('state')}">${accountState(account, frame)}</td><td data-label="${say('roles')}">${roles}</td>
<td data-label="${say('secondFactor')}">${say(account.hasTotp ? 'on' : 'off')}</td><td class="seen" data-label="${say('lastUsed')}">${
    account.lastUsedAt > account.createdAt ? ago(account.lastUsedAt, frame) : ago(null, frame)
  }</td></tr>`;
}

function newAccount(frame: PageFrame, { typed, agencies, faults, csrf }: AccountsProps): Html {
  const say = accessWords(frame.language);
  return html`<section class="card form" aria-labelledby="new"><h2 id="new">${say('newAccount')}</h2><p class="hint">${say('newAccountHint')}</p>
<form class="grid" method="post" action="/accounts">${csrfField(csrf)}
${field(frame, faults, { name: 'name', label: say('accountName'), hint: say('nameHint'), value: typed.name })}
${field(frame, faults, { name: 'fullName', label: say('fullName'), value: typed.fullName })}
${grantFields(frame, faults, agencies, typed)}
<p class="hint wide">${say('siteOnly')}</p>
<button type="submit" class="primary">${say('create')}</button></form></section>`;
}
