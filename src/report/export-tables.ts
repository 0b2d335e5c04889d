import { type CivilDate, covers } from '../calendar/civil.ts';
import type { Catalogues } from '../inventory/catalogues.ts';
import { listKindsOf } from '../inventory/import-lists.ts';
import type { RecordKind } from '../inventory/record.ts';
import type { Field } from '../inventory/record-catalogue.ts';
import type { StoredInventory } from '../inventory/stored-inventory.ts';
import { cellOf } from './export-cell.ts';
import { factRows } from './export-facts.ts';
import { type InventoryNames, inventoryNames } from './export-names.ts';
import type { ToldRow, ToldValue } from './export-row.ts';
import type { BookCell } from './sheet/book.ts';

/** One list of what is stored, as a sheet shows it. */
export type ExportTable = {
  /** Key of the kind of list. */
  readonly kind: string;
  readonly nameVi: string;
  readonly columns: readonly Field[];
  readonly rows: readonly (readonly BookCell[])[];
};

/** What is asked to be told: kinds of lists, and the day looked at; null = the whole history. */
export type ExportPlan = { readonly kinds: readonly string[]; readonly asOf: CivilDate | null };

/** The kinds of lists that can be told. Focal points are personal data: whoever wants them asks for them by name. */
export function exportKinds(catalogues: Pick<Catalogues, 'records' | 'facts'>): readonly string[] {
  return listKindsOf(catalogues)
    .map(({ kind }) => kind)
    .filter((kind) => !kind.startsWith('wide-'));
}

/**
 * Everything of some kinds, a row for each period in which the same was said: importing it into an empty inventory gives
 * the same history, importing it into this one changes nothing. What was measured is left out: nobody can declare it.
 */
export function exportTables(
  stored: StoredInventory,
  catalogues: Pick<Catalogues, 'records' | 'facts'>,
  { kinds, asOf }: ExportPlan,
): ExportTable[] {
  const names = inventoryNames(stored);
  return listKindsOf(catalogues)
    .filter(({ kind }) => kinds.includes(kind))
    .map(({ kind, nameVi, columns }) => {
      const told = rowsOf(kind, stored, catalogues, names).filter(
        ({ period }) => asOf === null || covers(period, asOf),
      );
      const sorted = told.toSorted((a, b) => compare(a.order, b.order));
      const rows = sorted.map(({ values }) => columns.map((field) => cellOf(field, values[field.key] ?? null)));
      return { kind, nameVi, columns, rows };
    });
}

const always = { from: '0000-01-01', to: null };

function rowsOf(
  kind: string,
  stored: StoredInventory,
  catalogues: Pick<Catalogues, 'records' | 'facts'>,
  names: InventoryNames,
): ToldRow[] {
  switch (kind) {
    case 'agencies':
      return stored.agencies.map(({ code, name, block, parentId, validFrom, validTo }) => {
        const parent = parentId === null ? null : names.agency(parentId);
        const values = { code, name, block, parent, valid_from: validFrom, valid_to: validTo };
        return { order: [code, validFrom], period: { from: validFrom, to: validTo }, values };
      });
    case 'devices':
      return stored.devices.map((device) => {
        const agency = names.agency(device.agencyId);
        const { name, role, address, snmpPort, tcpPort, credentialId, reachability, parentIds, lifecycle } = device;
        const parents = parentIds.map(names.device).join('; ') || null;
        const probing = {
          snmp_port: snmpPort,
          tcp_port: tcpPort,
          credential: names.credential(credentialId),
          reachability,
        };
        const values = { agency, name, role, address, ...probing, parents, lifecycle };
        return { order: [agency, name], period: always, values };
      });
    case 'prefixes':
      return stored.prefixes.map(({ agencyId, cidr }) => {
        const agency = names.agency(agencyId);
        return { order: [agency, cidr], period: always, values: { agency, cidr } };
      });
    case 'contacts':
      return stored.contacts.map(({ agencyId, name, title, phone, email, purpose }) => {
        const agency = names.agency(agencyId);
        return { order: [agency, name], period: always, values: { agency, name, title, phone, email, purpose } };
      });
    case 'facts':
      return factRows(stored.facts, catalogues.facts, names);
    default:
      return recordRows(kind, stored, catalogues, names);
  }
}

function recordRows(
  plural: string,
  { records }: StoredInventory,
  catalogues: Pick<Catalogues, 'records'>,
  names: InventoryNames,
): ToldRow[] {
  const kind = Object.values(catalogues.records).find((one) => one.plural === plural);
  if (kind === undefined) return [];
  const own: RecordKind = kind.kind;
  return (records.get(own) ?? []).map(({ values, validFrom, validTo }) => {
    const told = kind.fields.map((field): [string, ToldValue] => [
      field.key,
      names.value(field, values[field.key] ?? null),
    ]);
    const said = Object.fromEntries(told);
    const order = [...kind.key.map((key) => String(said[key] ?? '')), validFrom];
    return {
      order,
      period: { from: validFrom, to: validTo },
      values: { ...said, valid_from: validFrom, valid_to: validTo },
    };
  });
}

function compare(a: readonly string[], b: readonly string[]): number {
  const at = a.findIndex((part, index) => part !== b[index]);
  if (at === -1) return 0;
  return (a[at] ?? '') < (b[at] ?? '') ? -1 : 1;
}
