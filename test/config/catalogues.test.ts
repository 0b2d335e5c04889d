import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readCatalogues } from '../../src/config/catalogues.ts';
import { ConfigurationError } from '../../src/errors.ts';
import { tempFolder } from '../store/temp-store.ts';

const shipped = path.join(import.meta.dirname, '../../config');
const readFile = (file: string) => readFileSync(file, 'utf8');

test('the shipped files are right as they are', () => {
  const { catalogues, faults } = readCatalogues({ folders: [shipped], readFile });
  expect(faults).toEqual([]);
  expect(catalogues?.contents.map(({ kind, hash }) => [kind, hash.length])).toEqual([
    ['facts', 64],
    ['forms', 64],
    ['fields', 64],
  ]);
});

test('a file of one’s own counts before the shipped one, the others stay', () => {
  const own = path.join(tempFolder(), 'etc');
  mkdirSync(own);
  writeFileSync(
    path.join(own, 'fields.yaml'),
    'fields: {sites: [{key: floors, name_vi: Số tầng, name_en: Floors, type: count}]}',
  );
  const { catalogues } = readCatalogues({ folders: [own, shipped], readFile });
  expect(catalogues?.records.site.fields.at(-1)).toMatchObject({ key: 'floors', custom: true });
  expect(catalogues?.facts.facts.has('officials')).toBe(true);
});

test('faults of several files are told together, and a file nobody has is named', () => {
  const own = tempFolder();
  writeFileSync(path.join(own, 'facts.yaml'), 'facts: {}\nextra: 1\n');
  writeFileSync(path.join(own, 'fields.yaml'), 'fields: {nothing: []}');
  const { catalogues, faults } = readCatalogues({ folders: [own, shipped], readFile });
  expect(catalogues).toBeNull();
  expect(new Set(faults.map(({ file }) => path.basename(file)))).toEqual(new Set(['facts.yaml', 'fields.yaml']));
  expect(() => readCatalogues({ folders: [tempFolder()], readFile })).toThrow(ConfigurationError);
});
