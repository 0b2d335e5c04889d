import { readFileSync } from 'node:fs';
import path from 'node:path';
import { readCatalogues } from '../../src/config/catalogues.ts';
import type { Catalogues } from '../../src/inventory/catalogues.ts';

const folder = path.join(import.meta.dirname, '../../config');

/** The catalogues as shipped. */
export const catalogues: Catalogues = shipped();

function shipped(): Catalogues {
  const read = readCatalogues({ folders: [folder], readFile: (file) => readFileSync(file, 'utf8') });
  if (read.catalogues === null) throw new Error(JSON.stringify(read.faults));
  const measuring = { lan: { hosts: 3, days: 30 }, verdicts: { observedDays: 7, declaredDays: 400 } };
  return { ...read.catalogues, measuring };
}
