import { DAY_MS, MINUTE_MS } from '../src/calendar/interval.ts';
import { availability } from '../src/monitor/availability.ts';
import { measure } from './measure.ts';

const year = { from: 0, to: 365 * DAY_MS };
const outages = Array.from({ length: 20 }, (_, index) => {
  const startedAt = (index * 18 + 1) * DAY_MS;
  return { startedAt, endedAt: startedAt + 7 * MINUTE_MS };
});

await measure('availability of 10,000 devices over a year, 200,000 outages', 9, () => {
  let upMs = 0;
  for (let device = 0; device < 10_000; device++) {
    upMs += availability({ window: year, outages, gaps: [], observedFrom: 0, maintenance: [], shadowed: [] }).upMs;
  }
  return upMs;
});
