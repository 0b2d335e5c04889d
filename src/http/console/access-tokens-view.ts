import { html } from 'hono/html';
import type { Token } from '../../access/token.ts';
import type { Agency } from '../../inventory/agency.ts';
import { csrfField } from './access-csrf.ts';
import { type FormFault, faultSummary, field } from './access-form.ts';
import { type GrantChoice, grantFields, grantText, type ShownGrant } from './access-grants.ts';
import { accessWords } from './access-words.ts';
import type { Html } from './html.ts';
import type { PageFrame } from './page.ts';
import { ago, instantText } from './parts.ts';

/** A token as the list tells it: never its text. */
export type ShownToken = Omit<Token, 'agencyId'> & {
  readonly agency: ShownGrant['agency'];
  readonly createdBy: string;
};

/** Everything the list of tokens shows; `typed` is what the form held before it was refused. */
export type TokensProps = {
  readonly tokens: readonly ShownToken[];
  readonly agencies: readonly Agency[];
  readonly typed: GrantChoice & { readonly name: string; readonly days: string; readonly cidrs: string };
  /** Key of the form: sent twice it makes one token. */
  readonly once: string;
  readonly faults: readonly FormFault[];
  readonly csrf: string | null;
};

/** Every token, and the form that makes one. */
export function tokensView(frame: PageFrame, props: TokensProps): Html {
  const say = accessWords(frame.language);
  const { tokens, faults } = props;
  const list =
    tokens.length === 0
      ? html`<p class="none">${say('noTokens')}</p>`
      : html`<div class="scroll" role="region" aria-label="${say('tokens')}" tabindex="0"><table class="stackable">
<thead><tr><th scope="col">${say('tokenName')}</th><th scope="col">${say('prefix')}</th><th scope="col">${say('role')}</th><th scope="col">${say('expires')}</th><th scope="col">${say('lastUsed')}</th><th scope="col">${say('madeBy')}</th><th scope="col"><span class="hidden">${say('revoke')}</span></th></tr></thead>
<tbody>${tokens.map((token) => row(frame, token, props.csrf))}</tbody></table></div>`;
  return html`<header class="title"><h1>${say('tokens')}</h1></header>${faultSummary(frame, faults)}
<section aria-label="${say('tokens')}">${list}</section>${newToken(frame, props)}`;
}

/** The page that shows a token's text to whoever made it, and nobody else ever again. */
export function tokenMadeView(frame: PageFrame, name: string, text: string): Html {
  const say = accessWords(frame.language);
  return html`<section class="card once"><h1>${say('tokenMade')}</h1><p class="whose">${say('tokenName')}: <strong><bdi>${name}</bdi></strong></p>
<code class="secret">${text}</code><p>${say('tokenOnce')}</p>
<pre tabindex="0"><code>Authorization: Bearer …</code></pre>
<p class="go"><a class="button primary" href="/tokens">${say('backToTokens')}</a></p></section>`;
}

function row(frame: PageFrame, token: ShownToken, csrf: string | null): Html {
  const say = accessWords(frame.language);
  const isExpired = token.expiresAt !== null && token.expiresAt <= frame.now;
  const isOver = token.revokedAt !== null || isExpired;
  const expiry =
    token.revokedAt !== null
      ? html`<span class="pill off">${say('revoked')}</span> ${instantText(token.revokedAt, frame)}`
      : token.expiresAt === null
        ? say('noExpiry')
        : html`${isExpired ? html`<span class="pill off">${say('expired')}</span> ` : ''}${instantText(token.expiresAt, frame)}`;
  const ranges = token.cidrs.length === 0 ? say('fromAnywhere') : token.cidrs.join(', ');
  return html`<tr class="${isOver ? 'over' : ''}"><th scope="row"><bdi>${token.name}</bdi> <small>${ranges}</small></th>
<td data-label="${say('prefix')}"><code>ht_${token.prefix}_…</code></td><td data-label="${say('role')}">${grantText(token, frame)}</td>
<td data-label="${say('expires')}">${expiry}</td><td class="seen" data-label="${say('lastUsed')}">${ago(token.lastUsedAt, frame)}</td>
<td data-label="${say('madeBy')}"><bdi>${token.createdBy}</bdi></td>
<td class="do">${isOver ? '' : revoke(frame, token, csrf)}</td></tr>`;
}

// Unfolded first: one slip of the finger must not end a token for good.
function revoke({ language }: PageFrame, { id, name }: ShownToken, csrf: string | null): Html {
  const say = accessWords(language);
  return html`<details class="ask"><summary>${say('revoke')}</summary><p class="hint">${say('revokeHint')}</p>
<form method="post" action="/tokens/${id}/revoke">${csrfField(csrf)}<button type="submit" class="danger" aria-label="${say('revoke')}: ${name}">${say('confirm')}</button></form></details>`;
}

function newToken(frame: PageFrame, { typed, agencies, once, faults, csrf }: TokensProps): Html {
  const say = accessWords(frame.language);
  return html`<section class="card form" aria-labelledby="new"><h2 id="new">${say('newToken')}</h2><p class="hint">${say('newTokenHint')}</p>
<form class="grid" method="post" action="/tokens">${csrfField(csrf)}<input type="hidden" name="once" value="${once}">
${field(frame, faults, { name: 'name', label: say('tokenName'), value: typed.name })}
${field(frame, faults, { name: 'days', label: say('days'), hint: say('daysHint'), value: typed.days, isNumeric: true, required: false })}
${grantFields(frame, faults, agencies, typed)}
${field(frame, faults, { name: 'cidrs', label: say('cidrs'), hint: say('cidrsHint'), value: typed.cidrs, required: false })}
<button type="submit" class="primary">${say('createToken')}</button></form></section>`;
}
