import { html } from 'hono/html';
import { type AccessRole, accessRoles } from '../../access/role.ts';
import type { Agency } from '../../inventory/agency.ts';
import { choice, type FormFault } from './access-form.ts';
import { roleChoice, roleLabel } from './access-labels.ts';
import { accessWords } from './access-words.ts';
import type { Html } from './html.ts';
import type { PageFrame } from './page.ts';

/** A role as pages tell it; `agency` null = on the whole tree. */
export type ShownGrant = {
  readonly id: number;
  readonly role: AccessRole;
  readonly agency: Pick<Agency, 'code' | 'name'> | null;
  readonly fromProvider: boolean;
};

/** What stands for the whole tree in a form: nobody gets it by leaving something out. */
export const WHOLE_TREE = '*';

/** What was chosen in the two fields; empty at first. */
export type GrantChoice = { readonly role: string; readonly agency: string };

/** A role and where it holds, on one line. */
export function grantText({ role, agency }: Pick<ShownGrant, 'role' | 'agency'>, { language }: PageFrame): Html {
  const where = agency === null ? accessWords(language)('whole') : html`<bdi>${agency.name}</bdi>`;
  return html`<span class="grant"><strong>${roleLabel(role, language)}</strong> <span class="where">${where}</span></span>`;
}

/** The fields `role` and `agency` of a form; both must be chosen. */
export function grantFields(
  frame: PageFrame,
  faults: readonly FormFault[],
  agencies: readonly Agency[],
  chosen: GrantChoice,
): Html {
  const say = accessWords(frame.language);
  const none = { value: '', label: say('choose') };
  const roles = accessRoles.map((role) => ({ value: role, label: roleChoice(role, frame.language) }));
  const places = agencies.map(({ code, name }) => ({ value: code, label: `${name} (${code})` }));
  return html`${choice(frame, faults, { name: 'role', label: say('role'), value: chosen.role, options: [none, ...roles] })}
${choice(frame, faults, {
  name: 'agency',
  label: say('forAgency'),
  hint: say('forAgencyHint'),
  value: chosen.agency,
  options: [none, { value: WHOLE_TREE, label: say('whole') }, ...places],
})}`;
}
