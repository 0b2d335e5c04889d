import type { Hono } from 'hono';
import { civilDateOf, isCivilDate } from '../../calendar/civil.ts';
import type { HttpEnv } from '../caller.ts';
import type { HttpDoors } from '../doors.ts';
import { openPages } from '../router.ts';
import { agencyListPage } from './agency-list-page.ts';
import { loadAgencies, loadAgency } from './agency-load.ts';
import { agencyPage } from './agency-page.ts';
import { frameOf, layout } from './page.ts';
import { recordWords } from './record-words.ts';

/** The pages on which agencies are looked at, on any date. */
export function agencyPages(doors: HttpDoors): Hono<HttpEnv> {
  const dateIn = (text: string | undefined) =>
    text !== undefined && isCivilDate(text) ? text : civilDateOf(doors.now());
  return openPages()
    .get('/agencies', 'look', (c) => {
      const frame = frameOf(c, doors.now());
      const { q = '', block = '', page = '' } = c.req.query();
      const query = { q, block, page, as_of: dateIn(c.req.query('as_of')) };
      const main = agencyListPage(frame, loadAgencies(doors, c.get('caller').scope, query), query);
      const title = recordWords(frame.language)('agencies');
      return c.html(layout(frame, { title, main, live: false, signedIn: true }));
    })
    .get('/agencies/:code', 'look', (c) => {
      const frame = frameOf(c, doors.now());
      const details = loadAgency(c, doors, c.req.param('code'), dateIn(c.req.query('as_of')));
      const main = agencyPage(frame, details, doors.catalogues);
      return c.html(layout(frame, { title: details.agency.name, main, live: false, signedIn: true }));
    }).routes;
}
