import { InvalidError, type Problem } from '../errors.ts';
import type { FactValue } from '../inventory/fact.ts';
import type { Form } from '../inventory/form.ts';
import type { DraftFigure } from '../store/declarations.ts';
import { sayBoth } from '../text/catalogue.ts';
import type { CommandContext } from './context.ts';
import type { DeclarationCommand } from './declaration-command.ts';
import { auditDeclaration, formInForce, openDraft } from './declaration-own.ts';

type Save = Extract<DeclarationCommand, { kind: 'declaration.save' }>;
type Laid = { readonly fact: string; readonly before: DraftFigure | null; readonly after: DraftFigure | null };

/**
 * Lays figures and reasons over those of a draft. What a figure is worth is judged when it is submitted, so that half-done
 * work can be kept; only what could never stand on the form is refused. @throws InvalidError with every fault at once
 */
export function saveDraft(context: CommandContext, command: Save): void {
  const declaration = openDraft(context, command.id, command.ifMatch);
  const form = formInForce(context, declaration);
  const stored = context.store.read.declarations.figures(context.scope, command.id);
  const laid = layOver(stored, command);
  const problems = laid.flatMap((one) => faultsOf(form, command, one));
  if (problems[0] !== undefined) throw new InvalidError(problems[0].message, problems);
  const changed = laid.filter(
    ({ before, after }) => before?.value !== after?.value || before?.reason !== after?.reason,
  );
  for (const { fact, after } of changed) {
    if (after === null) context.store.declarations.dropFigure(command.id, fact);
    else context.store.declarations.putFigure(command.id, fact, after);
  }
  if (changed.length > 0) {
    context.store.declarations.touch(command.id, context.now);
    auditDeclaration(context, 'change', declaration, { facts: changed.map(({ fact }) => fact) });
  }
  context.ledger.note('declarations', String(command.id), changed.length > 0 ? 'changed' : 'same');
}

function layOver(stored: ReadonlyMap<string, DraftFigure>, { figures, reasons }: Save): Laid[] {
  const facts = new Set([...Object.keys(figures), ...Object.keys(reasons)]);
  return [...facts].map((fact) => {
    const before = stored.get(fact) ?? null;
    const value = Object.hasOwn(figures, fact) ? cleaned(figures[fact]) : (before?.value ?? null);
    const reason = Object.hasOwn(reasons, fact) ? textOf(reasons[fact]) : (before?.reason ?? null);
    return { fact, before, after: value === null ? null : { value, reason } };
  });
}

function faultsOf(form: Form, { reasons }: Save, { fact, after }: Laid): Problem[] {
  const reason = textOf(reasons[fact]) ?? '';
  const at = (where: string, message: string): Problem[] => [{ path: `/${where}/${fact.slice(0, 60)}`, message }];
  if (after === null) {
    return reason === '' ? [] : at('reasons', 'hãy điền số trước khi nêu lý do / give the figure before its reason');
  }
  if (!form.facts.has(fact)) {
    return at('figures', `biểu ${form.key} không có số liệu này / the form ${form.key} has no such fact`);
  }
  if (reason.length > REASON_MAX) {
    return at('reasons', `lý do dài quá ${REASON_MAX} ký tự / the reason is longer than ${REASON_MAX} characters`);
  }
  if (typeof after.value !== 'string' || after.value.length <= TEXT_MAX) return [];
  return at('figures', sayBoth('value-too-long', { factVi: fact, factEn: fact, max: TEXT_MAX }));
}

const REASON_MAX = 2_000;
// Longer than any fact may hold, so that a slip of the pen can be kept and corrected.
const TEXT_MAX = 500;

function cleaned(value: FactValue | null | undefined): FactValue | null {
  if (typeof value === 'string') return textOf(value);
  return value ?? null;
}

function textOf(text: string | null | undefined): string | null {
  const trimmed = text?.normalize('NFC').trim() ?? '';
  return trimmed === '' ? null : trimmed;
}
