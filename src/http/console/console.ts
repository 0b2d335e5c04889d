import { z } from '@hono/zod-openapi';
import type { Hono } from 'hono';
import { NotFoundError } from '../../errors.ts';
import { indicatorKeys } from '../../indicator/catalogue.ts';
import { deviceOf } from '../api/devices.ts';
import type { HttpEnv } from '../caller.ts';
import type { HttpDoors } from '../doors.ts';
import { knownQuery } from '../known.ts';
import { openPages } from '../router.ts';
import { figuresOn } from '../situation.ts';
import { refuseIssues } from '../validation.ts';
import { loadDevice } from './device-load.ts';
import { devicePage } from './device-page.ts';
import { loadHome, shownStates } from './home-load.ts';
import { homePage } from './home-page.ts';
import { indicatorPage } from './indicator-page.ts';
import { frameOf, layout } from './page.ts';

const indicatorKey = z.enum(indicatorKeys);
const dateQuery = z.object(knownQuery);
const stateFilter = z.enum(shownStates);

/** The pages for people. */
export function consoleRoutes(doors: HttpDoors): Hono<HttpEnv> {
  const { read } = doors;
  return openPages()
    .get('/', 'look', (c) => {
      const frame = frameOf(c, doors.now());
      const home = loadHome(doors, c.get('caller').scope);
      const wanted = stateFilter.safeParse(c.req.query('state')).data ?? null;
      const all = c.req.query('devices') === 'all';
      const main = homePage(frame, home, { state: wanted, all, origin: new URL(c.req.url).origin });
      return c.html(layout(frame, { title: frame.say('overview'), main, live: true, signedIn: true }));
    })
    .get('/devices/:id', 'look', (c) => {
      const frame = frameOf(c, doors.now());
      const caller = c.get('caller');
      const id = /^[1-9]\d{0,14}$/.exec(c.req.param('id'))?.[0];
      const device = deviceOf(doors, caller, Number(id ?? 0));
      const main = devicePage(frame, loadDevice(read, caller.scope, device, frame.now));
      return c.html(layout(frame, { title: device.name, main, live: true, signedIn: true }));
    })
    .get('/indicators/:key', 'look', (c) => {
      const frame = frameOf(c, doors.now());
      const key = indicatorKey.safeParse(c.req.param('key'));
      if (!key.success) throw new NotFoundError(`không có chỉ tiêu / no indicator: ${c.req.param('key')}`);
      const query = dateQuery.safeParse(c.req.query());
      if (!query.success) refuseIssues('query', query.error.issues);
      const figures = figuresOn(doors, c.get('caller').scope, query.data);
      const main = indicatorPage(frame, key.data, figures, doors.catalogues.facts);
      const told = figures.indicators.find((one) => one.indicator === key.data);
      const title = (frame.language === 'vi' ? told?.nameVi : told?.nameEn) ?? key.data;
      return c.html(layout(frame, { title, main, live: false, signedIn: true }));
    }).routes;
}
