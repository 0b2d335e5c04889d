import type { Context } from 'hono';
import { AppError } from '../../errors.ts';
import type { FactValue } from '../../inventory/fact.ts';
import type { HttpEnv } from '../caller.ts';
import type { DeclarationView } from '../declaration-view.ts';
import { tellError } from '../problem.ts';
import type { FormFault } from './access-form.ts';
import { figureField, reasonField } from './declaration-control.ts';
import { parseFigure } from './declaration-figure.ts';
import type { Typed } from './declaration-form-view.ts';
import { declarationWords } from './declaration-words.ts';
import type { PageFrame } from './page.ts';

/** What the form of a declaration brought. */
export type DeclarationForm = {
  readonly text: (name: string) => string;
  readonly action: string;
  /** Null when no file was chosen. */
  readonly file: { readonly name: string; readonly bytes: Uint8Array } | null;
};

/** Reads it, be it sent with or without files. */
export async function readDeclarationForm(c: Context<HttpEnv>): Promise<DeclarationForm> {
  const body = await c.req.parseBody();
  const text = (name: string): string => {
    const value = body[name];
    return typeof value === 'string' ? value : '';
  };
  const { file } = body;
  const chosen = file instanceof File && (file.name !== '' || file.size > 0) ? file : null;
  return {
    text,
    action: text('action'),
    file: chosen && { name: chosen.name, bytes: new Uint8Array(await chosen.arrayBuffer()) },
  };
}

/** What was typed at each figure, as it stood in the form. */
export function typedFigures({ figures }: DeclarationView, { text }: DeclarationForm): ReadonlyMap<string, Typed> {
  return new Map(
    figures.map(({ fact }) => [fact, { value: text(figureField(fact)), reason: text(reasonField(fact)) }]),
  );
}

/** What that means: figures and reasons by fact, null where a field was emptied. */
export function figuresTyped(
  { figures }: DeclarationView,
  typed: ReadonlyMap<string, Typed>,
  form: DeclarationForm,
): { readonly figures: Record<string, FactValue | null>; readonly reasons: Record<string, string | null> } {
  const language = form.text('language') === 'en' ? 'en' : 'vi';
  const values: Record<string, FactValue | null> = {};
  const reasons: Record<string, string | null> = {};
  for (const { fact, definition, reason } of figures) {
    const value = parseFigure(typed.get(fact)?.value ?? '', definition?.type ?? 'text', language);
    const said = (typed.get(fact)?.reason ?? '').trim();
    values[fact] = value;
    // A reason without its figure means nothing: it goes with it.
    if (value === null) continue;
    if (said !== '') reasons[fact] = said;
    else if (reason !== null) reasons[fact] = null;
  }
  return { figures: values, reasons };
}

/** What the writer refused and the asker can put right; everything else stays an error. */
export type Refusal = { readonly faults: readonly FormFault[]; readonly status: 400 | 409 | 412 };

/** Tries something that was asked by a form; null when it was done. */
export async function tryStep(frame: PageFrame, work: () => Promise<unknown>): Promise<Refusal | null> {
  try {
    await work();
    return null;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { status } = tellError(error);
    if (status === 412) {
      return { faults: [{ field: null, message: declarationWords(frame.language)('stale') }], status };
    }
    if (status !== 400 && status !== 409) throw error;
    const problems = error.problems.length === 0 ? [{ message: error.message }] : error.problems;
    return { faults: problems.map(({ path = '', message }) => ({ field: fieldOf(path), message })), status };
  }
}

function fieldOf(path: string): string | null {
  const [, where = '', fact = ''] = path.split('/');
  if (where === 'figures') return figureField(fact);
  if (where === 'reasons') return reasonField(fact);
  return where === '' ? null : where;
}
