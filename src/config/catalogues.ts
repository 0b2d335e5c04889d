import path from 'node:path';
import { ConfigurationError } from '../errors.ts';
import type { CatalogueFault } from '../inventory/catalogue-fault.ts';
import type { Catalogues } from '../inventory/catalogues.ts';
import { parseCustomFields } from '../inventory/custom-field.ts';
import { parseFactCatalogue } from '../inventory/fact-catalogue.ts';
import { parseForms } from '../inventory/form-parse.ts';
import { shippedRecords } from '../inventory/record-catalogue.ts';
import { locateYaml } from './located.ts';

/** What reading the catalogues needs of the world. `readFile` throws as node:fs does. */
export type CatalogueSource = {
  /** Folders that may hold the files, the first that has one counts; the last has them all. */
  readonly folders: readonly string[];
  readonly readFile: (file: string) => string;
};

/**
 * The catalogues in force: `facts.yaml`, `forms.yaml` and `fields.yaml`, or every fault of all of them at once.
 * @throws ConfigurationError for a file that is there and cannot be read
 */
export function readCatalogues(source: CatalogueSource): {
  readonly catalogues: Omit<Catalogues, 'measuring'> | null;
  readonly faults: readonly CatalogueFault[];
} {
  const facts = parseFactCatalogue(locate(source, 'facts.yaml'));
  const fields = parseCustomFields(locate(source, 'fields.yaml'), shippedRecords);
  const formsTree = locate(source, 'forms.yaml');
  const forms = facts.catalogue && parseForms(formsTree, facts.catalogue);
  const faults = [...facts.faults, ...fields.faults, ...(forms?.faults ?? [])];
  if (!facts.catalogue || !fields.catalogue || !forms?.forms) return { catalogues: null, faults };
  const { records, content, hash } = fields.catalogue;
  const contents = [
    { kind: 'facts', hash: facts.catalogue.hash, content: facts.catalogue.content },
    { kind: 'forms', hash: forms.forms.hash, content: forms.forms.content },
    { kind: 'fields', hash, content },
  ];
  return { catalogues: { facts: facts.catalogue, forms: forms.forms, records, contents }, faults };
}

function locate({ folders, readFile }: CatalogueSource, name: string) {
  for (const folder of folders) {
    const file = path.join(folder, name);
    const text = textOf(file, readFile);
    if (text !== null) return locateYaml(text, file);
  }
  throw new ConfigurationError(`${name}: không tìm thấy tệp / the file was not found (${folders.join(', ')})`);
}

function textOf(file: string, readFile: CatalogueSource['readFile']): string | null {
  try {
    return readFile(file);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw new ConfigurationError(`${file}: không đọc được tệp (${code}) / the file cannot be read (${code})`);
  }
}
