import { writeCsv } from '../../report/sheet/csv.ts';
import type { DeclarationView } from '../declaration-view.ts';

const header = ['agency', 'form', 'period', 'fact', 'name_vi', 'name_en', 'unit', 'value', 'year_earlier', 'reason'];

/** The figures of a declaration as RFC 4180 CSV, in the order of the form; empty where nothing is given. */
export function writeFiguresCsv({ declaration, period, figures }: DeclarationView): string {
  const { agency, form } = declaration;
  const rows = figures.map(({ fact, definition, value, yearEarlier, reason }) => {
    const { nameVi = null, nameEn = null, unit = null } = definition ?? {};
    return [agency, form, period, fact, nameVi, nameEn, unit, value, yearEarlier, reason];
  });
  return writeCsv(header, rows);
}
