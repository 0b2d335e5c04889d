import { type Actor, actorName } from '../access/actor.ts';
import { ConflictError, NotFoundError, StaleError } from '../errors.ts';
import { type DeclarationActor, isEditable } from '../inventory/declaration.ts';
import type { Form } from '../inventory/form.ts';
import type { Declaration } from '../store/declarations.ts';
import { sayBoth } from '../text/catalogue.ts';
import type { CommandContext } from './context.ts';

/** A declaration that the caller may act on. @throws NotFoundError, StaleError when it is no longer as the caller saw it */
export function ownDeclaration(context: CommandContext, id: number, ifMatch: number | null = null): Declaration {
  const found = context.store.read.declarations.byId(context.scope, id);
  if (!found) throw new NotFoundError(`không có khai báo / no declaration: ${id}`);
  if (ifMatch === null || ifMatch === found.changedAt) return found;
  throw new StaleError(
    `khai báo ${id} đã đổi từ khi bạn mở, hãy tải lại / declaration ${id} changed since you opened it; load it again`,
  );
}

/** The same, of which the figures and the evidence may be changed. @throws ConflictError when it lies with the office */
export function openDraft(context: CommandContext, id: number, ifMatch: number | null = null): Declaration {
  const found = ownDeclaration(context, id, ifMatch);
  if (isEditable(found.status)) return found;
  throw new ConflictError(sayBoth(`declaration-is-${found.status}`));
}

/** The form of a declaration as it is in force. @throws ConflictError when the configuration has it no longer */
export function formInForce({ catalogues }: CommandContext, { form: key }: Pick<Declaration, 'form'>): Form {
  const form = catalogues.forms.forms.get(key);
  if (form !== undefined) return form;
  throw new ConflictError(
    `biểu ${key} không còn trong cấu hình; khai báo cũ chỉ còn để xem / the form ${key} is no longer configured; what was declared on it can only be looked at`,
  );
}

/**
 * Who acts on a declaration: rights come with the scope of the command, which is that of the permission it asks for. An
 * account and the tokens it made are one person, so that nobody approves with one what he submitted with the other.
 */
export function actingOn({ store }: CommandContext, actor: Actor, right: 'declare' | 'approve'): DeclarationActor {
  const name = actorName(actor);
  const { tokens } = store.read;
  const otherNames =
    actor.kind === 'token'
      ? [tokens.byPrefix(actor.name)?.token.createdBy ?? []].flat()
      : tokens.list().flatMap(({ createdBy, prefix }) => (createdBy === name ? [`token:${prefix}`] : []));
  return { name, otherNames, mayDeclare: right === 'declare', mayApprove: right === 'approve' };
}

/** Writes into the audit what was done with a declaration, never a figure. */
export function auditDeclaration(
  { commit }: CommandContext,
  action: string,
  { id, agency, form, periodFrom, revision }: Declaration,
  detail: Readonly<Record<string, unknown>> = {},
): void {
  const subject = { kind: 'declaration', id: String(id) } as const;
  commit.audit(action, subject, { agency, form, periodFrom, revision, ...detail });
}
