import { z } from '@hono/zod-openapi';
import { blocks } from '../../inventory/agency.ts';
import { declarationActions, declarationStatuses } from '../../inventory/declaration.ts';
import type { Finding } from '../../inventory/declaration-check.ts';
import { factTypes } from '../../inventory/fact-definition.ts';
import type { Form } from '../../inventory/form.ts';
import type { Attachment } from '../../store/attachments.ts';
import type { Declaration } from '../../store/declarations.ts';
import { sayBoth } from '../../text/catalogue.ts';
import { type DeclarationView, type FigureView, periodWords } from '../declaration-view.ts';
import { instant, iso } from '../schemas.ts';

/** The value of a figure as it is sent and told. */
export const figureValue = z.union([z.number(), z.boolean(), z.string()]);

/** A declaration without its figures. */
export const declarationShape = z
  .object({
    id: z.string(),
    agency: z.string(),
    form: z.string(),
    period: z.string(),
    periodFrom: z.string(),
    periodTo: z.string(),
    revision: z.number(),
    status: z.enum(declarationStatuses),
    dueOn: z.string().nullable(),
    changedAt: instant,
    version: z.number(),
  })
  .openapi('Declaration');

const figure = z.object({
  fact: z.string(),
  nameVi: z.string().nullable(),
  nameEn: z.string().nullable(),
  unit: z.string().nullable(),
  type: z.enum(factTypes).nullable(),
  isRequired: z.boolean(),
  value: figureValue.nullable(),
  reason: z.string().nullable(),
  yearEarlier: figureValue.nullable(),
});

const finding = z.object({
  fact: z.string().nullable(),
  code: z.string(),
  message: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});

/** A file attached to a declaration. */
export const attachmentShape = z
  .object({
    hash: z.string(),
    name: z.string(),
    mediaType: z.string(),
    sizeBytes: z.number(),
    addedAt: instant,
    actor: z.string(),
  })
  .openapi('Attachment');

/** A declaration with its figures, what is wrong or remarkable with them, who did what, and the evidence. */
export const declarationDetails = declarationShape
  .extend({
    agencyName: z.string(),
    block: z.enum(blocks).nullable(),
    figures: z.array(figure).readonly(),
    check: z
      .object({
        errors: z.array(finding).readonly(),
        warnings: z.array(finding.extend({ reason: z.string().nullable() })).readonly(),
      })
      .nullable(),
    events: z
      .array(
        z.object({
          at: instant,
          actor: z.string(),
          action: z.enum(declarationActions),
          note: z.string().nullable(),
        }),
      )
      .readonly(),
    attachments: z.array(attachmentShape).readonly(),
  })
  .openapi('DeclarationDetails');

/** A declaration as lists tell it. */
export function tellDeclaration(one: Declaration, form: Form | null): z.infer<typeof declarationShape> {
  const { id, agency, form: key, periodFrom, periodTo, revision, status, changedAt } = one;
  const { period, dueOn } = periodWords(form, one);
  const told = { id: String(id), agency, form: key, period, periodFrom, periodTo, revision, status, dueOn };
  return { ...told, changedAt: iso(changedAt), version: changedAt };
}

/** A declaration whole. */
export function tellDetails(view: DeclarationView): z.infer<typeof declarationDetails> {
  const { check } = view;
  return {
    ...tellDeclaration(view.declaration, view.form),
    agencyName: view.agencyName,
    block: view.block,
    figures: view.figures.map(tellFigure),
    check: check && {
      errors: check.errors.map(tellFinding),
      warnings: check.warnings.map((one) => ({ ...tellFinding(one), reason: one.reason })),
    },
    events: view.events.map((event) => ({ ...event, at: iso(event.at) })),
    attachments: view.attachments.map(tellAttachment),
  };
}

/** A file as the API tells it. */
export function tellAttachment({ addedAt, ...one }: Attachment): z.infer<typeof attachmentShape> {
  return { ...one, addedAt: iso(addedAt) };
}

function tellFigure({ fact, definition, need, value, reason, yearEarlier }: FigureView): z.infer<typeof figure> {
  const { nameVi = null, nameEn = null, unit = null, type = null } = definition ?? {};
  return { fact, nameVi, nameEn, unit, type, isRequired: need === 'required', value, reason, yearEarlier };
}

function tellFinding({ fact, code, params }: Finding): z.infer<typeof finding> {
  return { fact, code, message: sayBoth(code, params), params: { ...params } };
}
