import { readTokens, type Token } from './read-tokens.ts';

/** How a file reaches another: `type` leaves nothing at run time, `url` is `new URL('./x.ts', import.meta.url)`. */
export type Import = {
  readonly target: string;
  readonly as: 'value' | 'type' | 'url' | 'computed';
  readonly line: number;
};

/**
 * Every import, re-export, `import()`, `require()` and module URL of a TypeScript file, in order.
 * `import { type A }` is a value import: Node keeps it and loads the file. So is an inline `import('…')`, unless it
 * stands after `typeof`, since telling the type from the value there would need a parser: write `import type`.
 */
export function readImports(source: string): Import[] {
  const tokens = readTokens(source);
  return tokens.flatMap((token, index) => {
    if (token.kind !== 'word' || isMember(tokens, index)) return [];
    const found = readers.get(token.value)?.(tokens, index);
    return found === undefined ? [] : [{ ...found, line: token.line }];
  });
}

type Found = Omit<Import, 'line'> | undefined;

const readers = new Map([
  ['import', readImport],
  ['export', readExport],
  ['require', readRequire],
  ['URL', readUrl],
]);

function readImport(tokens: readonly Token[], index: number): Found {
  const next = tokens[index + 1];
  if (next === undefined || isMark(next, '.')) return undefined;
  if (next.kind === 'string') return { target: next.value, as: 'value' };
  if (isMark(next, '(')) {
    const isType = isWord(tokens[index - 1], 'typeof');
    return argument(tokens, index + 2, isType ? 'type' : 'value');
  }
  const from = findFrom(tokens, index + 1);
  return from === undefined
    ? undefined
    : { target: from.value, as: isTypeClause(tokens, index + 1) ? 'type' : 'value' };
}

function readExport(tokens: readonly Token[], index: number): Found {
  const isType = isWord(tokens[index + 1], 'type');
  const first = tokens[index + (isType ? 2 : 1)];
  if (!isMark(first, '{') && !isMark(first, '*')) return undefined;
  const from = findFrom(tokens, index + 1);
  return from === undefined ? undefined : { target: from.value, as: isType ? 'type' : 'value' };
}

function readRequire(tokens: readonly Token[], index: number): Found {
  return isMark(tokens[index + 1], '(') ? argument(tokens, index + 2, 'value') : undefined;
}

function readUrl(tokens: readonly Token[], index: number): Found {
  const [open, target, comma, ...base] = tokens.slice(index + 1, index + 9);
  if (!isMark(open, '(') || target?.kind !== 'string' || !isMark(comma, ',')) return undefined;
  const text = base.slice(0, 5).map((token) => token.value);
  return text.join('') === 'import.meta.url' ? { target: target.value, as: 'url' } : undefined;
}

function argument(tokens: readonly Token[], index: number, as: 'value' | 'type'): Found {
  const target = tokens[index];
  const end = tokens[index + 1];
  const isPlain = target?.kind === 'string' && (isMark(end, ')') || isMark(end, ','));
  return isPlain ? { target: target.value, as } : { target: '', as: 'computed' };
}

/** `import type X`, `import type { … }`, `import type * as x`, but not a default import called `type`. */
function isTypeClause(tokens: readonly Token[], index: number): boolean {
  if (!isWord(tokens[index], 'type') || isMark(tokens[index + 1], ',')) return false;
  return !(isWord(tokens[index + 1], 'from') && tokens[index + 2]?.kind === 'string');
}

/** The string after `from` of the clause that begins at `index`; undefined when the clause ends without one. */
function findFrom(tokens: readonly Token[], index: number): Token | undefined {
  let at = index;
  for (let token = tokens[at]; token !== undefined; token = tokens[++at]) {
    const next = tokens[at + 1];
    if (isWord(token, 'from') && next?.kind === 'string') return next;
    const closes = isMark(token, '}') && !isWord(next, 'from');
    if (closes || isMark(token, ';') || isMark(token, '=') || isMark(token, '(')) return undefined;
  }
  return undefined;
}

function isMember(tokens: readonly Token[], index: number): boolean {
  const afterDot = isMark(tokens[index - 1], '.') && !isMark(tokens[index - 2], '.');
  return afterDot || isMark(tokens[index + 1], ':');
}

function isMark(token: Token | undefined, value: string): boolean {
  return token?.kind === 'mark' && token.value === value;
}

function isWord(token: Token | undefined, value: string): boolean {
  return token?.kind === 'word' && token.value === value;
}
