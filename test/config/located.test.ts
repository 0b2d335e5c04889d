import { expect, test } from 'vitest';
import { locateYaml } from '../../src/config/located.ts';

const text = [
  '# comment',
  'agencies:',
  '  - code: "01"',
  '    name: A',
  '',
  '  - {code: "02", name: B}',
  'x:',
  '  y: 1',
];

test.each([
  { path: [], line: 2 },
  { path: ['agencies'], line: 2 },
  { path: ['agencies', 0], line: 3 },
  { path: ['agencies', 0, 'name'], line: 4 },
  { path: ['agencies', 1, 'name'], line: 6 },
  { path: ['x', 'y'], line: 8 },
  { path: ['x', 'none', 'below'], line: 7 },
  { path: ['agencies', 9], line: 2 },
  { path: ['none'], line: 2 },
])('line of $path is $line', ({ path, line }) => {
  expect(locateYaml(text.join('\n'), 'f').lineOf(path)).toBe(line);
});

test('a path through an alias leads to the line of what was meant', () => {
  const tree = locateYaml('base: &b\n  a: 1\nother: *b\n', 'f');
  expect(tree.value).toEqual({ base: { a: 1 }, other: { a: 1 } });
  expect(tree.lineOf(['other', 'a'])).toBe(2);
});

test('an alias bomb is a fault, not a full memory', () => {
  const levels = Array.from({ length: 40 }, (_, at) => `l${at + 1}: &l${at + 1} [*l${at}, *l${at}, *l${at}]`);
  const tree = locateYaml(['l0: &l0 [x]', ...levels].join('\n'), 'f');
  expect(tree.faults).toEqual([expect.objectContaining({ en: expect.stringContaining('alias') })]);
});

test('twenty thousand open brackets are faults, not a full stack', () => {
  expect(locateYaml('['.repeat(20_000), 'f').faults.length).toBeGreaterThan(0);
});

test('an unknown tag is a fault at its line', () => {
  expect(locateYaml('a: 1\nb: !python/object x\n', 'f').faults).toEqual([
    expect.objectContaining({ line: 2, en: expect.stringContaining('tag') }),
  ]);
});

test('__proto__ is a key like any other', () => {
  const { value } = locateYaml('__proto__: {polluted: true}\n', 'f');
  expect(Object.keys(Object(value))).toEqual(['__proto__']);
  expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
});

test('faults speak Vietnamese and English', () => {
  const [fault] = locateYaml('a: 1\na: 2\n', 'f').faults;
  expect(fault).toEqual({ line: 2, vi: 'khoá này đã có ở trên', en: 'this key stands above already' });
});
