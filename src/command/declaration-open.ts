import type { Actor } from '../access/actor.ts';
import { civilDateOf } from '../calendar/civil.ts';
import { InvalidError } from '../errors.ts';
import { type DeclarationDecision, decideCorrection, decideDeclaration } from '../inventory/declaration.ts';
import type { Form } from '../inventory/form.ts';
import { type FormPeriod, lastDay, parsePeriod } from '../inventory/form-period.ts';
import type { Declaration } from '../store/declarations.ts';
import { sayBoth } from '../text/catalogue.ts';
import type { CommandContext } from './context.ts';
import type { DeclarationCommand } from './declaration-command.ts';
import { declaringAgency } from './declaration-load.ts';
import { actingOn, auditDeclaration } from './declaration-own.ts';
import { decidedEvent } from './declaration-refusal.ts';
import { agencyIdOf } from './within-scope.ts';

type Open = Extract<DeclarationCommand, { kind: 'declaration.open' }>;

/**
 * Begins a declaration, empty; or the correction of an approved one, with its figures and evidence to begin with.
 * @throws InvalidError, NotFoundError, ConflictError when one is under way already
 */
export function openDeclaration(context: CommandContext, actor: Actor, command: Open): void {
  const { store, now } = context;
  const form = formOf(context, command.form);
  const period = periodOf(form, command.period, civilDateOf(now));
  const agencyId = agencyIdOf(context, command.agency);
  refuseUnfit(context, form, period, command.agency);
  const key = { agencyId, form: form.key, periodFrom: period.from };
  const newest = store.read.declarations.revisions(context.scope, key).at(-1);
  const event = decidedEvent(decide(context, actor, command, newest), newest && [underWay(newest)]);
  const made: Omit<Declaration, 'id'> = {
    ...key,
    agency: command.agency,
    periodTo: period.to,
    revision: (newest?.revision ?? 0) + 1,
    status: 'draft',
    changedAt: now,
  };
  const id = store.declarations.create(made);
  store.declarations.addEvent(context.commit, id, event, 'draft');
  if (newest) {
    for (const [fact, figure] of store.read.declarations.figures(context.scope, newest.id)) {
      store.declarations.putFigure(id, fact, figure);
    }
    store.attachments.copy(newest.id, id);
  }
  auditDeclaration(context, 'open', { ...made, id });
  context.ledger.note('declarations', String(id), 'added');
}

function decide(
  context: CommandContext,
  actor: Actor,
  { note }: Open,
  newest: Declaration | undefined,
): DeclarationDecision {
  const wish = { at: context.now, actor: actingOn(context, actor, 'declare'), note };
  if (newest === undefined) return decideDeclaration([], { ...wish, action: 'open' });
  const events = context.store.read.declarations.events(context.scope, newest.id);
  return newest.status === 'approved'
    ? decideCorrection(events, wish)
    : decideDeclaration(events, { ...wish, action: 'open' });
}

function formOf({ catalogues }: CommandContext, key: string): Form {
  const form = catalogues.forms.forms.get(key);
  if (form !== undefined) return form;
  const known = [...catalogues.forms.forms.keys()].join(', ');
  throw refusal('/form', `không có biểu "${key.slice(0, 60)}"; có: ${known} / no such form; there are: ${known}`);
}

function periodOf(form: Form, text: string, today: string): FormPeriod {
  const period = parsePeriod(form.period, text.trim());
  if (period === null || period.from < FIRST_DAY) {
    const example = { year: '2026', half_year: '2026-H1', quarter: '2026-Q3', month: '2026-07' }[form.period];
    throw refusal('/period', `kỳ của biểu này viết như ${example} / periods of this form are written like ${example}`);
  }
  if (period.from <= today) return period;
  throw refusal('/period', `kỳ này bắt đầu ngày ${period.from} / this period begins on ${period.from}`);
}

// Nobody declares for years before there was anything of this kind: such a year is a slip of the pen.
const FIRST_DAY = '2000-01-01';

function refuseUnfit(context: CommandContext, form: Form, { from, to }: FormPeriod, code: string): void {
  const agency = declaringAgency(context.store.read, context.scope, { agency: code, periodFrom: from, periodTo: to });
  if (agency === null) {
    const day = lastDay({ from, to });
    throw refusal(
      '/agency',
      `${code}: không hoạt động vào ngày cuối kỳ ${day} / is not in being on the last day ${day}`,
    );
  }
  if (form.blocks.includes(agency.block)) return;
  throw refusal('/form', sayBoth('declaration-block-outside-form', { form: form.key, block: agency.block }));
}

function underWay({ id }: Declaration) {
  return { path: '/', message: `khai báo số ${id} / declaration ${id}` };
}

function refusal(path: string, message: string): InvalidError {
  return new InvalidError(message, [{ path, message }]);
}
