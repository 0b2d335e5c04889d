import type { Scope } from '../access/scope.ts';
import type { CivilDate } from '../calendar/civil.ts';
import { declaringAgency, loadDeclaration, periodOfDeclaration } from '../command/declaration-load.ts';
import { NotFoundError } from '../errors.ts';
import type { Block } from '../inventory/agency.ts';
import type { DeclarationEvent } from '../inventory/declaration.ts';
import type { DeclarationCheck } from '../inventory/declaration-check.ts';
import { dueOn } from '../inventory/declaration-deadline.ts';
import type { FactValue } from '../inventory/fact.ts';
import type { FactDefinition } from '../inventory/fact-definition.ts';
import type { Form, FormFact } from '../inventory/form.ts';
import { periodText } from '../inventory/form-period.ts';
import type { Attachment } from '../store/attachments.ts';
import type { Declaration } from '../store/declarations.ts';
import type { ReadStore } from '../store/read-store.ts';
import type { HttpDoors } from './doors.ts';

/** A figure of a declaration beside that of the year before; `need` null for what the form does not ask for (any more). */
export type FigureView = {
  readonly fact: string;
  /** Null for a fact that the catalogue does not know any more. */
  readonly definition: FactDefinition | null;
  readonly need: FormFact | null;
  readonly value: FactValue | null;
  readonly reason: string | null;
  readonly yearEarlier: FactValue | null;
};

/** Everything there is to say of a declaration. `form` null = it is configured no more; there is nothing to check it by then. */
export type DeclarationView = {
  readonly declaration: Declaration;
  readonly agencyName: string;
  readonly block: Block | null;
  readonly form: Form | null;
  readonly period: string;
  readonly dueOn: CivilDate | null;
  readonly figures: readonly FigureView[];
  readonly check: DeclarationCheck | null;
  readonly events: readonly DeclarationEvent[];
  readonly attachments: readonly Attachment[];
};

type Doors = Pick<HttpDoors, 'read' | 'catalogues'>;

/** A declaration that the caller may look at. @throws NotFoundError */
export function declarationIn(read: ReadStore, scope: Scope, id: number): Declaration {
  const found = read.declarations.byId(scope, id);
  if (!found) throw new NotFoundError(`không có khai báo / no declaration: ${id}`);
  return found;
}

/** Loads a declaration whole, from one consistent view of the store. @throws NotFoundError */
export function loadDeclarationView({ read, catalogues }: Doors, scope: Scope, id: number): DeclarationView {
  return read.snapshot(() => {
    const declaration = declarationIn(read, scope, id);
    const form = catalogues.forms.forms.get(declaration.form) ?? null;
    const agency = declaringAgency(read, scope, declaration);
    const block = agency?.block ?? null;
    const judgedAs = block ?? form?.blocks[0];
    const loaded =
      form && judgedAs ? loadDeclaration(read, scope, catalogues, declaration, { form, block: judgedAs }) : null;
    const figures = loaded?.figures ?? read.declarations.figures(scope, id);
    const before = loaded?.yearEarlier ?? new Map<string, FactValue>();
    const keys = new Set([...(form?.facts.keys() ?? []), ...figures.keys()]);
    return {
      declaration,
      agencyName: agency?.name ?? declaration.agency,
      block,
      form,
      ...periodWords(form, declaration),
      figures: [...keys].map((fact) => ({
        fact,
        definition: catalogues.facts.facts.get(fact) ?? null,
        need: form?.facts.get(fact) ?? null,
        value: figures.get(fact)?.value ?? null,
        reason: figures.get(fact)?.reason ?? null,
        yearEarlier: before.get(fact) ?? null,
      })),
      check: loaded?.check ?? null,
      events: read.declarations.events(scope, id),
      attachments: read.attachments.list(scope, id),
    };
  });
}

/** The period of a declaration as people write it, and when it is due. */
export function periodWords(
  form: Form | null,
  declaration: Pick<Declaration, 'periodFrom' | 'periodTo'>,
): { readonly period: string; readonly dueOn: CivilDate | null } {
  const period = periodOfDeclaration(declaration);
  if (form === null) return { period: `${period.from}/${period.to}`, dueOn: null };
  return { period: periodText(form.period, period), dueOn: dueOn(form, period) };
}
