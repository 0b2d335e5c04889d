import { expect, test } from 'vitest';
import { InvalidError } from '../../src/errors.ts';
import { catalogues } from '../support/catalogues.ts';
import { openDesk } from './desk.ts';

test('a catalogue is kept once by the hash of its content, and one under a false hash never', () => {
  const desk = openDesk();
  const { hash, content } = catalogues.facts;
  const keep = (of: string, what: string) =>
    ({ kind: 'catalogue.keep', catalogue: 'facts', hash: of, content: what }) as const;
  expect(desk.run(keep(hash, content)).seq).not.toBeNull();
  expect(desk.run(keep(hash, content)).seq).toBeNull();
  expect(desk.store.read.catalogues.byHash(hash)).toEqual({ kind: 'facts', hash, content });
  expect(desk.refusal(keep(hash, `${content} `))).toBeInstanceOf(InvalidError);
  expect(desk.store.read.catalogues.byHash('x')).toBeNull();
  expect(desk.rows('catalogue')).toHaveLength(1);
  expect(desk.rows('audit').map((row) => [row.action, row.subject_kind, row.subject_id])).toEqual([
    ['keep', 'catalogue', hash],
  ]);
});
