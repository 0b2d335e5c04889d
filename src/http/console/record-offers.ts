import { html } from 'hono/html';
import type { Scope } from '../../access/scope.ts';
import { civilDateOf } from '../../calendar/civil.ts';
import type { RecordKind } from '../../inventory/record.ts';
import type { KindOfRecord } from '../../inventory/record-catalogue.ts';
import type { ReadStore } from '../../store/read-store.ts';
import { agencyNames } from '../agency-names.ts';
import { recordsOn } from '../record-lists.ts';
import type { Html } from './html.ts';
import { offer } from './record-input.ts';

/** Lists of what can be typed into the fields of a form, and the names under which fields refer to them. */
export type Offers = {
  readonly agencies: string;
  readonly devices: string;
  records(kind: RecordKind): string;
  /** The lists themselves; they stand once in the page. */
  readonly lists: Html;
};

// Beyond that a list is no help to anybody and only makes the page heavy: what is meant is typed by its code.
const MOST = 4_000;

/** What a form for these kinds can offer to a caller; lists that no field needs are not read. */
export function loadOffers(read: ReadStore, scope: Scope, kinds: readonly KindOfRecord[], now: number): Offers {
  const fields = kinds.flatMap(({ fields: all }) => all);
  const asOf = civilDateOf(now);
  const knownSeq = read.commits.lastSeq();
  const records = [...new Set(fields.flatMap((field) => (field.type === 'record' ? [field.kind] : [])))];
  const lists = [
    ...(fields.some(({ type }) => type === 'agency') ? [agencies(read, scope, now)] : []),
    ...(fields.some(({ type }) => type === 'device') ? [devices(read, scope, now)] : []),
    ...records.map((kind) => {
      const rows = recordsOn(read, scope, kind, { asOf, knownSeq }).slice(0, MOST);
      return offer(
        `of-${kind}`,
        rows.map(({ code, values }) => ({ value: code, label: String(values.name ?? code) })),
      );
    }),
  ];
  return { agencies: 'of-agencies', devices: 'of-devices', records: (kind) => `of-${kind}`, lists: html`${lists}` };
}

/** The list of agencies that are in being today. */
export function agencies(read: ReadStore, scope: Scope, now: number): Html {
  const rows = agencyNames(read, scope, now).today.slice(0, MOST);
  return offer(
    'of-agencies',
    rows.map(({ code, name }) => ({ value: code, label: name })),
  );
}

function devices(read: ReadStore, scope: Scope, now: number): Html {
  const names = agencyNames(read, scope, now);
  const rows = read.devices.list(scope, { limit: MOST }).filter(({ lifecycle }) => lifecycle !== 'retired');
  return offer(
    'of-devices',
    rows.map((device) => ({ value: `${names.ofDevice(device).code}/${device.name}`, label: device.address })),
  );
}
