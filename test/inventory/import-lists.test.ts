import { describe, expect, test } from 'vitest';
import { foldText } from '../../src/inventory/fold-text.ts';
import { listKindsOf } from '../../src/inventory/import-lists.ts';
import { headerBook } from '../../src/inventory/sheet-header-book.ts';
import { label } from '../../src/text/labels.ts';
import { catalogues } from '../support/catalogues.ts';

const lists = listKindsOf(catalogues);

describe.each(lists.map((list) => [list.kind, list] as const))('a list of %s', (_, list) => {
  const book = headerBook(list);
  const columns = [...list.columns, ...(list.details?.columns ?? [])];

  test('has columns whose keys and Vietnamese names read back as themselves', () => {
    for (const { key, nameVi } of columns) {
      expect([key, book.find(key)?.field]).toEqual([key, key]);
      expect([nameVi, book.find(nameVi)?.field]).toEqual([nameVi, key]);
    }
  });

  test('has no header that two of its columns answer to', () => {
    const owners = Map.groupBy(
      columns.flatMap(({ key, nameVi, nameEn, aliases }) =>
        [key, nameVi, nameEn, ...aliases].map((name) => [foldText(name), key] as const),
      ),
      ([name]) => name,
    );
    const taken = [...owners].filter(([, ones]) => new Set(ones.map(([, key]) => key)).size > 1);
    expect(taken.map(([name, ones]) => `${name}: ${[...new Set(ones.map(([, key]) => key))].join(', ')}`)).toEqual([]);
  });
});

test('no two kinds of lists are called the same', () => {
  const names = lists.flatMap(({ kind, nameVi, nameEn, aliases }) => [kind, nameVi, nameEn, ...aliases].map(foldText));
  const again = names.filter((name, at) => names.indexOf(name) !== at);
  // Both forms of facts are facts; a kind's key may be its English name.
  expect(
    [...new Set(again)].filter(
      (name) => !lists.some(({ kind, nameEn }) => foldText(kind) === name || foldText(nameEn) === name),
    ),
  ).toEqual([]);
});

test('choices are named as the console names them', () => {
  const column = (kind: string, key: string) =>
    lists.find((list) => list.kind === kind)?.columns.find((one) => one.key === key);
  for (const [kind, key, labels] of [
    ['devices', 'role', 'role'],
    ['devices', 'lifecycle', 'lifecycle'],
    ['facts', 'kind', 'fact_kind'],
  ] as const) {
    const field = column(kind, key);
    for (const choice of field?.type === 'choice' ? field.choices : []) {
      expect([choice.key, foldText(label(labels, choice.key).vi)]).toEqual([
        choice.key,
        expect.stringContaining(foldText(choice.nameVi)),
      ]);
    }
  }
});
