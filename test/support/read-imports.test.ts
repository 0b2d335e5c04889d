import { describe, expect, test } from 'vitest';
import { readImports } from './read-imports.ts';

const found = (source: string) => readImports(source).map(({ as, target }) => `${as} ${target}`);

describe('readImports', () => {
  test.each([
    ["import a from 'x'", 'value x'],
    ['import "x";', 'value x'],
    ["import * as a from 'x'", 'value x'],
    ["import a, { b as from, type c } from 'x'", 'value x'],
    ["import {\n  a, // from 'no'\n  b,\n} from 'x'", 'value x'],
    ["import a from 'x' with { type: 'json' }", 'value x'],
    ["import { type A } from 'x'", 'value x'],
    ["import type A from 'x'", 'type x'],
    ["import type { A, B } from 'x'", 'type x'],
    ["import type * as A from 'x'", 'type x'],
    ["import type from from 'x'", 'type x'],
    ["import type from 'x'", 'value x'],
    ["import type, { a } from 'x'", 'value x'],
    ["export * from 'x'", 'value x'],
    ["export * as a from 'x'", 'value x'],
    ["export { a as default } from 'x'", 'value x'],
    ["export type { A } from 'x'", 'type x'],
    ["export type * from 'x'", 'type x'],
    ["const a = await import('x')", 'value x'],
    ["const a = { ...(await import('x', {})) }", 'value x'],
    ["type A = import('x').A", 'value x'],
    ["type A = typeof import('x')", 'type x'],
    ['import(`x`)', 'computed '],
    ["import('x' + y)", 'computed '],
    ["const a = require('x')", 'value x'],
    ["const a = [...require('x')]", 'value x'],
    ["new Worker(new URL('./x.ts', import.meta.url))", 'url ./x.ts'],
    [`const a = \`\${\`}\` + (await import('x'))} import('no')\``, 'value x'],
    ["a = b / c; import 'x'; d = e / f", 'value x'],
  ])('%s', (source, expected) => {
    expect(found(source)).toEqual([expected]);
  });

  test.each([
    "// import 'x'",
    "/* import 'x' */",
    'const a = "import \'x\'"',
    `const a = \`import 'x'; \${b} import 'x'\``,
    "const a = 'it\\'s'; const b = \"import 'x'\"",
    "const a = /import 'x'/.test(b)",
    "const a = [/[/]import 'x'/, 1]",
    "a.import('x'); a?.require('x')",
    "const a = { import: 'x', export: 'y' }",
    'import.meta.url',
    'a.constructor = toString',
    "export { a }; const from = 'x'",
    "export type A = { from: 'x' }",
    "export const from = 'x'",
    "export default { from: 'x' }",
    "new URL('./x.ts', base)",
  ])('finds nothing in %s', (source) => {
    expect(found(source)).toEqual([]);
  });

  test('lines are counted through comments, templates and strings', () => {
    expect(readImports(`/*\n*/ \`\n\${1}\n\`\n// no\nimport 'x'`)).toEqual([{ target: 'x', as: 'value', line: 6 }]);
  });
});
