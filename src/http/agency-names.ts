import type { Scope } from '../access/scope.ts';
import { civilDateOf } from '../calendar/civil.ts';
import type { Agency } from '../inventory/agency.ts';
import type { Device } from '../inventory/device.ts';
import type { ReadStore } from '../store/read-store.ts';

/** Agencies by id: as they are today, and closed ones as they were when something of theirs was made. */
export type AgencyNames = {
  readonly today: readonly Agency[];
  of(id: number, at: number): Pick<Agency, 'code' | 'name'>;
  ofDevice(device: Device): Pick<Agency, 'code' | 'name'>;
};

/** Looks agencies up for a caller. */
export function agencyNames(read: ReadStore, scope: Scope, now: number): AgencyNames {
  const knownSeq = read.commits.lastSeq();
  const listOn = (date: string) => read.agencies.list(scope, { asOf: date, knownSeq });
  const today = listOn(civilDateOf(now));
  const byId = new Map(today.map((agency) => [agency.id, agency]));
  const looked = new Set<string>();
  const of = (id: number, at: number) => {
    for (const date of [civilDateOf(at), FAR_DATE]) {
      if (byId.has(id) || looked.has(date)) continue;
      looked.add(date);
      for (const agency of listOn(date)) if (!byId.has(agency.id)) byId.set(agency.id, agency);
    }
    return byId.get(id) ?? { code: `#${id}`, name: `#${id}` };
  };
  return { today, of, ofDevice: (device) => of(device.agencyId, device.createdAt) };
}

// On which agencies that are yet to begin are in being.
const FAR_DATE = '9999-12-30';
