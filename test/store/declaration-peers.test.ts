import { expect, test } from 'vitest';
import type { Block } from '../../src/inventory/agency.ts';
import type { DeclarationStatus } from '../../src/inventory/declaration.ts';
import { formsOf, smallForms } from '../command/declaration-desk.ts';
import { catalogues } from '../support/catalogues.ts';
import { tempStore } from './temp-store.ts';

const actor = { kind: 'cli', name: 'test' } as const;
const form = [...formsOf(smallForms).forms.values()][0];

function open() {
  const { store } = tempStore();
  let agencies = 0;
  /** One more agency that declared so many officials; `of` = a further revision of one that did before. */
  const declare = (officials: number, status: DeclarationStatus, block: Block = 'commune', of?: number): number =>
    store.transaction(actor, 1, (commit) => {
      agencies += of === undefined ? 1 : 0;
      const agencyId = of ?? store.agencies.create(`X${agencies}`);
      const key = { agencyId, form: 'commune_year', periodFrom: '2026-01-01', periodTo: '2027-01-01' };
      const id = store.declarations.create({ ...key, revision: of === undefined ? 1 : 2, changedAt: 1 });
      const event = { at: 1, actor: 'x', note: null };
      const content = {
        block,
        figures: { officials: { value: officials, reason: null }, has_lan: { value: true, reason: null } },
        attachments: [],
        catalogues: { facts: '', forms: '' },
      };
      store.declarations.addEvent(commit, id, { ...event, action: 'submit' }, status, content);
      return agencyId;
    });
  const officials = (block: Block = 'commune') => {
    if (!form) throw new Error('no form');
    return store.read.declarations.peers(catalogues.facts, form, '2026-01-01', block).get('officials');
  };
  return { store, declare, officials };
}

test('peers are those of one’s own block that handed in, each with its newest revision that is', () => {
  const { declare, officials } = open();
  expect(officials()).toBeUndefined();
  for (const value of [10, 12, 14]) declare(value, 'submitted');
  declare(500, 'submitted', 'department');
  declare(700, 'returned');
  declare(800, 'draft');
  expect(officials()).toEqual({ count: 3, median: 12, mad: 2 });
  expect(officials('department')).toEqual({ count: 1, median: 500, mad: 0 });
  const first = declare(16, 'approved');
  declare(1_000, 'draft', 'commune', first);
  expect(officials()).toEqual({ count: 4, median: 13, mad: 2 });
  const second = declare(11, 'approved');
  declare(40, 'submitted', 'commune', second);
  expect(officials()).toEqual({ count: 5, median: 14, mad: 2 });
});

test('a large block is counted anew once more than one in a hundred did something', () => {
  const { declare, officials } = open();
  for (let at = 0; at < 200; at += 1) declare(10, 'submitted');
  expect(officials()?.count).toBe(200);
  declare(10, 'submitted');
  declare(10, 'submitted');
  expect(officials()?.count).toBe(200);
  declare(10, 'submitted');
  expect(officials()?.count).toBe(203);
});
