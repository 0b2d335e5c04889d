import type { Context, Hono } from 'hono';
import { type CivilDate, civilDateOf, isCivilDate } from '../../calendar/civil.ts';
import { AppError, InvalidError } from '../../errors.ts';
import { type ShareBasis, shareBases } from '../../inventory/administrative-change.ts';
import { restate } from '../../inventory/administrative-restate.ts';
import { treeOn } from '../../inventory/administrative-tree.ts';
import { type Administration, openAdministration } from '../administrative-load.ts';
import type { HttpEnv } from '../caller.ts';
import type { HttpDoors } from '../doors.ts';
import { figuresByUnit } from '../restate-figures.ts';
import { openPages } from '../router.ts';
import { administrativePage } from './administrative-page.ts';
import type { RestateAsked, RestateShown } from './administrative-restated.ts';
import { frameOf, layout } from './page.ts';
import { recordWords } from './record-words.ts';

/** The page of administrative units: the tree of a date, its changes, and figures on another tree. */
export function administrativePages(doors: HttpDoors): Hono<HttpEnv> {
  const administration = openAdministration(doors.read);
  return openPages().get('/administrative-units', 'look', (c) => {
    const frame = frameOf(c, doors.now());
    const today = civilDateOf(frame.now);
    const asOf = dateIn(c.req.query('as_of')) ?? today;
    const is = administration(doors.read.commits.lastSeq());
    const asked = askedIn(c, today);
    const main = administrativePage(frame, {
      tree: treeOn(is.register, asOf),
      register: is.register,
      changes: is.changes,
      q: c.req.query('q') ?? '',
      facts: doors.catalogues.facts,
      asked,
      shown: asked.fact === '' ? null : shownFor(c, doors, is, asked),
    });
    const title = recordWords(frame.language)('administration');
    return c.html(layout(frame, { title, main, live: false, signedIn: true }));
  }).routes;
}

function askedIn(c: Context<HttpEnv>, today: CivilDate): RestateAsked {
  const { fact = '', denominator = '', from, to, basis } = c.req.query();
  const named: ShareBasis = shareBases.find((one) => one === basis) ?? 'population';
  return { fact, denominator, from: dateIn(from) ?? today, to: dateIn(to) ?? today, basis: named };
}

// What cannot be shown is told where it was asked for, not as an error of the page.
function shownFor(
  c: Context<HttpEnv>,
  { read, catalogues }: HttpDoors,
  { units, changes }: Administration,
  { fact, denominator, from, to, basis }: RestateAsked,
): RestateShown {
  const asked = {
    fact,
    denominator: denominator === '' ? null : denominator,
    of: null,
    on: from,
    knownSeq: read.commits.lastSeq(),
  };
  try {
    const figures = figuresByUnit(read, c.get('caller').scope, catalogues.facts, asked);
    const restated = restate(figures.figures, { from, to, units, changes, basis });
    return { restated, placeless: figures.placeless, refused: null };
  } catch (error) {
    if (error instanceof AppError && error instanceof InvalidError) {
      return { restated: null, placeless: 0, refused: error.problems[0]?.message ?? error.message };
    }
    throw error;
  }
}

function dateIn(text: string | undefined): CivilDate | null {
  return text !== undefined && isCivilDate(text) ? text : null;
}
