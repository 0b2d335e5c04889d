import type { Context, Hono } from 'hono';
import { actorName } from '../../access/actor.ts';
import { civilDateOf } from '../../calendar/civil.ts';
import { NotFoundError } from '../../errors.ts';
import type { Form } from '../../inventory/form.ts';
import {
  type FormPeriod,
  parsePeriod,
  periodKinds,
  periodOf,
  periodText,
  shiftPeriod,
} from '../../inventory/form-period.ts';
import type { HttpEnv } from '../caller.ts';
import { change } from '../change.ts';
import { loadProgress } from '../declaration-progress.ts';
import type { HttpDoors } from '../doors.ts';
import { openPages } from '../router.ts';
import type { FormFault } from './access-form.ts';
import { readForm } from './access-submit.ts';
import { progressView } from './declaration-progress-view.ts';
import { declarationPage, idInPath } from './declaration-show.ts';
import { correctDeclaration, decideOnDeclaration, saveDeclaration } from './declaration-steps.ts';
import { tryStep } from './declaration-submit.ts';
import { declarationWords } from './declaration-words.ts';
import { loadWork } from './declaration-work.ts';
import { type WorkProps, workView } from './declaration-work-view.ts';
import type { Html } from './html.ts';
import { frameOf, layout } from './page.ts';

/** The pages on which agencies declare, and offices approve what was declared. */
export function declarationPages(doors: HttpDoors): Hono<HttpEnv> {
  return openPages()
    .get('/declarations', 'look', (c) => c.html(workPage(c, doors)))
    .post('/declarations', 'declare', (c) => openDeclaration(c, doors))
    .get('/declarations/progress', 'look', (c) => c.html(progressPage(c, doors)))
    .get('/declarations/:id', 'look', (c) => c.html(declarationPage(c, doors, idInPath(c))))
    .post('/declarations/:id', 'declare', (c) => saveDeclaration(c, doors))
    .post('/declarations/:id/approve', 'approve', (c) => decideOnDeclaration(c, doors, 'declaration.approve'))
    .post('/declarations/:id/return', 'approve', (c) => decideOnDeclaration(c, doors, 'declaration.return'))
    .post('/declarations/:id/correct', 'declare', (c) => correctDeclaration(c, doors)).routes;
}

// Of one that was begun already, by a second click or by a colleague, the way leads there.
async function openDeclaration(c: Context<HttpEnv>, doors: HttpDoors): Promise<Response> {
  const form = await readForm(c);
  const typed = { agency: form('agency').trim(), form: form('form'), period: form('period').trim() };
  const refused = await tryStep(frameOf(c, doors.now()), () =>
    change(c, doors, { kind: 'declaration.open', ...typed, note: null }),
  );
  const id = newestOf(c, doors, typed);
  if (id !== null) return c.redirect(`/declarations/${id}`, 303);
  return c.html(workPage(c, doors, typed, refused?.faults), refused?.status ?? 400);
}

function workPage(
  c: Context<HttpEnv>,
  doors: HttpDoors,
  typed: WorkProps['typed'] = { agency: '', form: '', period: '' },
  faults: readonly FormFault[] = [],
): Html {
  const { read, catalogues } = doors;
  const frame = frameOf(c, doors.now());
  const caller = c.get('caller');
  const today = civilDateOf(frame.now);
  const scopes = { look: caller.scope, declare: caller.may('declare'), approve: caller.may('approve') };
  const known = { asOf: today, knownSeq: Number.MAX_SAFE_INTEGER };
  const main = workView(frame, {
    work: loadWork(read, catalogues, scopes, today),
    forms: catalogues.forms.forms,
    agencyNames: (code) => read.agencies.byCode(caller.scope, code, known)?.name ?? code,
    self: actorName(caller.actor),
    mayDeclare: scopes.declare !== null,
    typed,
    faults,
  });
  const title = declarationWords(frame.language)('declarations');
  return layout(frame, { title, main, live: false, signedIn: true });
}

function progressPage(c: Context<HttpEnv>, doors: HttpDoors): Html {
  const { forms } = doors.catalogues.forms;
  const frame = frameOf(c, doors.now());
  const form = forms.get(c.req.query('form') ?? '') ?? [...forms.values()][0];
  if (form === undefined) throw new NotFoundError('chưa có biểu nào / there are no forms');
  const asked = c.req.query('period')?.trim() ?? '';
  const period = periodAsked(form, asked, civilDateOf(frame.now));
  const message = 'kỳ viết như 2026, 2026-H1, 2026-Q3, 2026-07 / a period is written like that';
  const main = progressView(frame, {
    forms,
    form,
    period: period === null ? asked : periodText(form.period, period),
    progress: period && loadProgress(doors.read, c.get('caller').scope, form, period),
    faults: period === null ? [{ field: 'period', message }] : [],
  });
  const title = declarationWords(frame.language)('progressOf');
  return layout(frame, { title, main, live: false, signedIn: true });
}

// Another form may count by other periods: what was asked of the one before then means nothing, and the usual one is shown.
function periodAsked({ period: kind }: Form, text: string, today: string): FormPeriod | null {
  const found = parsePeriod(kind, text);
  if (found !== null) return found;
  const isOther = text === '' || periodKinds.some((other) => parsePeriod(other, text) !== null);
  const running = periodOf(kind, today);
  return isOther ? (kind === 'year' ? running : shiftPeriod(kind, running, -1)) : null;
}

function newestOf(c: Context<HttpEnv>, { read, catalogues }: HttpDoors, typed: WorkProps['typed']): number | null {
  const scope = c.get('allowed');
  const form = catalogues.forms.forms.get(typed.form);
  const period = form && parsePeriod(form.period, typed.period);
  const agencyId = read.agencies.idOf(scope, typed.agency);
  if (!period || agencyId === null) return null;
  return read.declarations.revisions(scope, { agencyId, form: typed.form, periodFrom: period.from }).at(-1)?.id ?? null;
}
