import { html } from 'hono/html';
import { csrfField } from './access-csrf.ts';
import { type FormFault, faultSummary, field } from './access-form.ts';
import { accessWords } from './access-words.ts';
import type { Html } from './html.ts';
import { layout, type PageFrame } from './page.ts';

/** The way in. Step `password` posts `name` and `password`, step `code` posts `code`; the bootstrap form posts `token` to `/sign-in`. */
export type SignInProps = {
  readonly step: 'password' | 'code';
  /** Where the step's form is posted to. */
  readonly action: string;
  /** What was typed before; empty at first. */
  readonly name: string;
  readonly faults: readonly FormFault[];
  /** Address (GET) that leads to the identity provider; null when there is none. */
  readonly oidcPath: string | null;
  readonly csrf: string | null;
};

/** The page that lets somebody in. */
export function signInView(frame: PageFrame, props: SignInProps): Html {
  const say = accessWords(frame.language);
  return props.step === 'code'
    ? narrowPage(frame, say('codeTitle'), props.faults, codeStep(frame, props))
    : narrowPage(frame, say('signInTitle'), props.faults, passwordStep(frame, props));
}

/** Setting up with a one-time link. Posts `code`, `name` and `fullName` (first administrator only), `password`, `repeat`. */
export type SetupProps = {
  readonly purpose: 'first-administrator' | 'password-reset';
  readonly action: string;
  /** What the link holds; goes back with the form. */
  readonly code: string;
  /** Name of the account; typed before, or the one the link is for. */
  readonly name: string;
  readonly fullName: string;
  readonly faults: readonly FormFault[];
  readonly csrf: string | null;
};

/** The page behind a one-time link. */
export function setupView(frame: PageFrame, props: SetupProps): Html {
  const say = accessWords(frame.language);
  const first = props.purpose === 'first-administrator';
  const { action, code, name, fullName, faults, csrf } = props;
  const who = first
    ? html`${field(frame, faults, { name: 'name', label: say('accountName'), value: name, hint: say('nameHint'), autocomplete: 'username', focus: true })}
${field(frame, faults, { name: 'fullName', label: say('fullName'), value: fullName, autocomplete: 'name' })}`
    : html`<p class="whose">${say('recoveryOf')}: <strong><bdi>${name}</bdi></strong></p>
<input type="text" name="username" value="${name}" autocomplete="username" hidden>`;
  const body = html`<p class="lead">${say(first ? 'setupLead' : 'resetLead')}</p>
<form method="post" action="${action}">${csrfField(csrf)}<input type="hidden" name="code" value="${code}">
${who}${newPasswordFields(frame, faults)}
<button type="submit" class="primary">${say(first ? 'createAccount' : 'savePassword')}</button></form>`;
  return narrowPage(frame, say(first ? 'setupTitle' : 'resetTitle'), faults, body);
}

/** Turning the second factor on. Posts `code`. */
export type TotpProps = {
  readonly action: string;
  /** Base32; shown in groups of four. */
  readonly secret: string;
  /** `otpauth://` address of the same secret. */
  readonly uri: string;
  /** Whether nothing else can be done before. */
  readonly forced: boolean;
  readonly faults: readonly FormFault[];
  readonly csrf: string | null;
};

/** The page that tells an authenticator app its secret and asks for the first code. */
export function totpView(frame: PageFrame, props: TotpProps): Html {
  const say = accessWords(frame.language);
  const { action, secret, uri, forced, faults, csrf } = props;
  const body = html`${forced ? html`<p class="lead">${say('enrolForced')}</p>` : ''}
<form method="post" action="${action}">${csrfField(csrf)}
<ol class="todo"><li>${say('enrolStepApp')}</li>
<li>${say('enrolStepKey')}<code class="key">${inFours(secret)}</code>
<p><a href="${uri}">${say('enrolLink')}</a></p>
<details><summary>${say('enrolAddress')}</summary><code class="address">${uri}</code></details></li>
<li>${say('enrolStepCode')}
${field(frame, faults, { name: 'code', label: say('sixDigits'), autocomplete: 'one-time-code', isNumeric: true })}</li></ol>
<button type="submit" class="primary">${say('turnOn')}</button></form>`;
  return narrowPage(frame, say('enrolTitle'), faults, body);
}

/** The recovery codes, which are shown this once. `next` is where the reader goes on. */
export type RecoveryProps = {
  readonly accountName: string;
  readonly codes: readonly string[];
  readonly next: string;
};

/** The page to print: the codes and whose they are. */
export function recoveryView(frame: PageFrame, { accountName, codes, next }: RecoveryProps): Html {
  const say = accessWords(frame.language);
  const body = html`<p class="lead">${say('recoveryLead')}</p>
<p class="whose">${frame.say('service')} · ${say('recoveryOf')}: <strong><bdi>${accountName}</bdi></strong></p>
<ol class="codes">${codes.map((code) => html`<li><code>${code}</code></li>`)}</ol>
<p class="go"><a class="button primary" href="${next}">${say('recoveryDone')}</a></p>`;
  return narrowPage(frame, say('recoveryTitle'), [], body);
}

/** The two fields of a password that is being chosen; post `password` and `repeat`. */
export function newPasswordFields(frame: PageFrame, faults: readonly FormFault[]): Html {
  const say = accessWords(frame.language);
  const autocomplete = 'new-password';
  return html`${field(frame, faults, { name: 'password', label: say('newPassword'), hint: say('passwordHint'), type: 'password', autocomplete })}
${field(frame, faults, { name: 'repeat', label: say('repeatPassword'), type: 'password', autocomplete })}`;
}

function passwordStep(frame: PageFrame, { action, name, faults, oidcPath, csrf }: SignInProps): Html {
  const say = accessWords(frame.language);
  const provider =
    oidcPath === null
      ? ''
      : html`<p class="or"><span>${say('or')}</span></p><p><a class="button wide" href="${oidcPath}">${say('withProvider')}</a></p>`;
  return html`<form method="post" action="${action}">${csrfField(csrf)}
${field(frame, faults, { name: 'name', label: say('accountName'), value: name, autocomplete: 'username', focus: name === '' })}
${field(frame, faults, { name: 'password', label: say('password'), type: 'password', autocomplete: 'current-password', focus: name !== '' })}
<button type="submit" class="primary">${say('signInTitle')}</button></form>
${provider}
<details class="aside"><summary>${say('withToken')}</summary>
<form method="post" action="/sign-in">${csrfField(csrf)}
<input type="text" name="username" value="hatang" autocomplete="username" hidden>
${field(frame, faults, { name: 'token', label: frame.say('token'), hint: frame.say('tokenHint'), type: 'password' })}
<button type="submit">${say('continue')}</button></form></details>`;
}

function codeStep(frame: PageFrame, { action, faults, csrf }: SignInProps): Html {
  const say = accessWords(frame.language);
  const hint = say('codeHint');
  return html`<form method="post" action="${action}">${csrfField(csrf)}
${field(frame, faults, { name: 'code', label: say('codeLabel'), hint, autocomplete: 'one-time-code', focus: true })}
<button type="submit" class="primary">${say('continue')}</button></form>
<p class="more"><a href="/sign-in">${say('startOver')}</a></p>`;
}

function narrowPage(frame: PageFrame, title: string, faults: readonly FormFault[], body: Html): Html {
  const main = html`<section class="card narrow entry"><h1>${title}</h1>${faultSummary(frame, faults)}${body}</section>`;
  return layout(frame, { title, main, live: false, signedIn: false });
}

function inFours(secret: string): string {
  return secret.replace(/(.{4})(?=.)/g, '$1 ');
}
