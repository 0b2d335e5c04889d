import type { Context } from 'hono';
import { actorName } from '../../access/actor.ts';
import { sees } from '../../access/scope.ts';
import { civilDateOf } from '../../calendar/civil.ts';
import { DAY_MS } from '../../calendar/interval.ts';
import type { HttpEnv } from '../caller.ts';
import { loadDeclarationView } from '../declaration-view.ts';
import type { HttpDoors } from '../doors.ts';
import { nameOf } from './declaration-parts.ts';
import { type DeclarationProps, declarationDone, declarationView } from './declaration-view.ts';
import type { Html } from './html.ts';
import { frameOf, layout } from './page.ts';

/** What a refused form leaves on the page of a declaration. */
type PageState = Partial<Pick<DeclarationProps, 'typed' | 'typedNote' | 'faults' | 'wantsSubmit'>>;

/** The page of a declaration, with what can be done on it by whoever looks. @throws NotFoundError */
export function declarationPage(c: Context<HttpEnv>, doors: HttpDoors, id: number, state: PageState = {}): Html {
  const frame = frameOf(c, doors.now());
  const caller = c.get('caller');
  const view = loadDeclarationView(doors, caller.scope, id);
  const { declaration } = view;
  const may = (permission: 'declare' | 'approve') => {
    const scope = caller.may(permission);
    return scope !== null && sees(scope, declaration.agencyId);
  };
  const main = declarationView(frame, {
    view,
    facts: doors.catalogues.facts,
    revisions: doors.read.declarations.revisions(caller.scope, declaration),
    mayDeclare: may('declare'),
    mayApprove: may('approve'),
    isOwn: view.events.findLast(({ action }) => action === 'submit')?.actor === actorName(caller.actor),
    daysLeft: view.dueOn === null ? null : daysUntil(view.dueOn, frame.now),
    done: doneOf(c.req.query('done')),
    wantsSubmit: c.req.query('check') === '1',
    typed: null,
    typedNote: '',
    faults: [],
    ...state,
  });
  const name = nameOf(view.form, declaration.form, frame.language);
  return layout(frame, { title: `${view.agencyName} · ${name}`, main, live: false, signedIn: true });
}

/** The id in the path of a page; 0, which nothing has, for anything else. */
export function idInPath(c: Context<HttpEnv>): number {
  return Number(/^[1-9]\d{0,14}$/.exec(c.req.param('id') ?? '')?.[0] ?? 0);
}

function daysUntil(day: string, now: number): number {
  return Math.round((Date.parse(day) - Date.parse(civilDateOf(now))) / DAY_MS);
}

function doneOf(text: string | undefined): keyof typeof declarationDone | null {
  return text !== undefined && isDone(text) ? text : null;
}

function isDone(text: string): text is keyof typeof declarationDone {
  return Object.hasOwn(declarationDone, text);
}
