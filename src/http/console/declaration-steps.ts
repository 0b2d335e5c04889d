import type { Context } from 'hono';
import type { HttpEnv } from '../caller.ts';
import { change } from '../change.ts';
import { declarationIn, loadDeclarationView, periodWords } from '../declaration-view.ts';
import type { HttpDoors } from '../doors.ts';
import { readForm } from './access-submit.ts';
import { declarationPage, idInPath } from './declaration-show.ts';
import { figuresTyped, readDeclarationForm, tryStep, typedFigures } from './declaration-submit.ts';
import { frameOf } from './page.ts';

/**
 * The form of a draft. 1. What was typed is saved, whatever else was wanted. 2. A file that was chosen is attached. 3. Then a
 * file is taken off, or the declaration submitted, when that was the button.
 */
export async function saveDeclaration(c: Context<HttpEnv>, doors: HttpDoors): Promise<Response> {
  const id = idInPath(c);
  const { read } = doors;
  declarationIn(read, c.get('allowed'), id);
  const form = await readDeclarationForm(c);
  const frame = frameOf(c, doors.now());
  const view = loadDeclarationView(doors, c.get('caller').scope, id);
  const typed = typedFigures(view, form);
  const ifMatch = versionOf(form.text('version'));
  const refused = await tryStep(frame, () =>
    change(c, doors, { kind: 'declaration.save', id, ifMatch, ...figuresTyped(view, typed, form) }),
  );
  if (refused) return c.html(declarationPage(c, doors, id, { ...refused, typed }), refused.status);
  const { file, action } = form;
  const attached =
    file &&
    (await tryStep(frame, () =>
      change(c, doors, { kind: 'declaration.attach', id, name: file.name, content: file.bytes }),
    ));
  if (attached) return c.html(declarationPage(c, doors, id, attached), attached.status);
  const [verb, hash] = action.split(':');
  if (verb === 'detach' && hash !== undefined) {
    const detached = await tryStep(frame, () => change(c, doors, { kind: 'declaration.detach', id, hash }));
    if (detached) return c.html(declarationPage(c, doors, id, detached), detached.status);
  }
  if (verb !== 'submit') return c.redirect(`/declarations/${id}?done=saved`, 303);
  const { changedAt } = declarationIn(read, c.get('allowed'), id);
  const step = { kind: 'declaration.submit', id, ifMatch: changedAt, note: null } as const;
  const kept = await tryStep(frame, () => change(c, doors, step));
  if (kept === null) return c.redirect(`/declarations/${id}?done=submitted`, 303);
  // What keeps it back stands at the figures of the page itself.
  const isChecked = kept.faults.every(({ field }) => field !== null);
  const faults = isChecked ? [] : kept.faults;
  return c.html(declarationPage(c, doors, id, { faults, wantsSubmit: true }), kept.status);
}

/** Approves what was submitted, or returns it with a note. */
export async function decideOnDeclaration(
  c: Context<HttpEnv>,
  doors: HttpDoors,
  kind: 'declaration.approve' | 'declaration.return',
): Promise<Response> {
  const id = idInPath(c);
  declarationIn(doors.read, c.get('allowed'), id);
  const form = await readForm(c);
  const step = {
    kind,
    id,
    ifMatch: versionOf(form('version')),
    note: form('note').trim() === '' ? null : form('note'),
  };
  const refused = await tryStep(frameOf(c, doors.now()), () => change(c, doors, step));
  if (refused) return c.html(declarationPage(c, doors, id, { ...refused, typedNote: form('note') }), refused.status);
  return c.redirect(`/declarations/${id}?done=${kind === 'declaration.approve' ? 'approved' : 'returned'}`, 303);
}

/** Begins the correction of an approved declaration, and goes to it. */
export async function correctDeclaration(c: Context<HttpEnv>, doors: HttpDoors): Promise<Response> {
  const id = idInPath(c);
  const { read, catalogues } = doors;
  const declaration = declarationIn(read, c.get('allowed'), id);
  const note = (await readForm(c))('note');
  const { agency, form } = declaration;
  const { period } = periodWords(catalogues.forms.forms.get(form) ?? null, declaration);
  const step = { kind: 'declaration.open', agency, form, period, note } as const;
  const refused = await tryStep(frameOf(c, doors.now()), () => change(c, doors, step));
  if (refused) return c.html(declarationPage(c, doors, id, { ...refused, typedNote: note }), refused.status);
  const newest = read.declarations.revisions(c.get('allowed'), declaration).at(-1);
  return c.redirect(`/declarations/${newest?.id ?? id}`, 303);
}

// The version that a form was made from; null when it does not say.
function versionOf(text: string): number | null {
  return /^\d{1,15}$/.test(text) ? Number(text) : null;
}
