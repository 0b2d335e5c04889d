import type { Catalogues } from './catalogues.ts';
import type { FactDefinition } from './fact-definition.ts';
import {
  agencyColumns,
  contactColumns,
  deviceColumns,
  factFrameColumns,
  longFactColumns,
  ownerAliases,
  periodColumns,
  prefixColumns,
} from './import-columns.ts';
import type { Field, FieldType, KindOfRecord } from './record-catalogue.ts';

/** One kind of list that documents and sheets can hold. */
export type ListKind = {
  /** Its key in documents: `agencies`, `sites`, … */
  readonly kind: string;
  readonly nameVi: string;
  readonly nameEn: string;
  /** Other names that people give to such a sheet. */
  readonly aliases: readonly string[];
  readonly columns: readonly Field[];
  /** Columns without which no row says anything; of facts also one that names the subject. */
  readonly needed: readonly string[];
  /** What its column `code` gives codes to: `agency`, a kind of record; null = it has none. */
  readonly codes: string | null;
  /** Keys of those of its columns that are facts. */
  readonly facts: ReadonlySet<string>;
  /** Columns that tell of another record beside each row: the details of the agency or device. */
  readonly details: { readonly kind: KindOfRecord; readonly columns: readonly Field[] } | null;
};

/** What both forms of a sheet of facts need, and the columns of the wide one. */
export const wideFacts = 'wide-facts';

/** Every kind of list that a sheet can hold; credentials are not among them, secrets do not belong into sheets. */
export function listKindsOf({ records, facts }: Pick<Catalogues, 'records' | 'facts'>): readonly ListKind[] {
  const list = (
    kind: string,
    [nameVi, nameEn]: readonly [string, string],
    columns: readonly Field[],
    details: KindOfRecord | null,
    ...aliases: string[]
  ): ListKind => {
    const needed = columns.filter((column) => column.required).map(({ key }) => key);
    const told = new Set(kind === wideFacts ? facts.facts.keys() : []);
    const own = {
      codes: kind === 'agencies' ? 'agency' : null,
      facts: told,
      details: details && detailsOf(details, columns),
    };
    return { kind, nameVi, nameEn, aliases, columns, needed, ...own };
  };
  const { agency_detail: agency, device_detail: device } = records;
  const wide = [...factFrameColumns, ...[...facts.facts.values()].map(fieldOfFact(facts.units))];
  return [
    list('agencies', ['Cơ quan', 'Agencies'], agencyColumns, agency, 'Danh sách cơ quan', 'Đơn vị', 'Danh sách đơn vị'),
    list('devices', ['Thiết bị', 'Devices'], deviceColumns, device, 'Danh sách thiết bị'),
    list('prefixes', ['Dải địa chỉ', 'Prefixes'], prefixColumns, null, 'Dải IP'),
    list('contacts', ['Đầu mối', 'Focal points'], contactColumns, null, 'Contacts', 'Danh bạ', 'Đầu mối liên hệ'),
    list('facts', ['Số liệu', 'Facts'], [...factFrameColumns, ...longFactColumns], null, 'Số liệu khai báo'),
    list(wideFacts, ['Số liệu theo cột', 'Facts by column'], wide, null),
    ...Object.values(records).map((record) => ({
      ...list(record.plural, [record.nameVi, record.nameEn], recordColumns(record), null),
      needed: record.key,
      codes: record.key.length === 1 && record.key[0] === 'code' ? record.kind : null,
    })),
  ];
}

/** A fact as a column of the wide form. */
export function fieldOfFact(units: Catalogues['facts']['units']): (fact: FactDefinition) => Field {
  return (fact) => {
    const { key, nameVi, nameEn, aliases } = fact;
    const unit = units.get(fact.unit);
    const measured = unit === undefined ? [] : [`${nameVi} (${unit.nameVi})`, `${nameEn} (${unit.nameEn})`];
    return { key, nameVi, nameEn, required: false, custom: false, aliases: [...aliases, ...measured], ...typeOf(fact) };
  };
}

function typeOf({ type, range }: FactDefinition): FieldType {
  switch (type) {
    case 'flag':
    case 'date':
    case 'ratio':
    case 'money':
      return { type };
    case 'text':
      return { type, max: 200 };
    default: {
      const bounds = { min: Number(range?.min ?? 0), max: Number(range?.max ?? 0) };
      return type === 'number' ? { type, unit: '', ...bounds } : { type: 'count', ...bounds };
    }
  }
}

function recordColumns({ fields }: KindOfRecord): Field[] {
  const known = new Set(fields.flatMap(({ nameVi, aliases }) => [nameVi, ...aliases]));
  const widened = fields.map((field) => {
    const more = field.key === 'agency' ? ownerAliases.filter((alias) => !known.has(alias)) : [];
    return { ...field, aliases: [...field.aliases, ...more] };
  });
  return [...widened, ...periodColumns];
}

function detailsOf(kind: KindOfRecord, taken: readonly Field[]): ListKind['details'] {
  const keys = new Set(taken.map((column) => column.key));
  const columns = kind.fields.filter(({ key }) => !kind.key.includes(key) && !keys.has(key));
  return { kind, columns };
}
