/** One token of a TypeScript file. `value` is the text; of a string it is what stands between the quotes. */
export type Token = { readonly kind: 'word' | 'string' | 'mark'; readonly value: string; readonly line: number };

/**
 * The tokens of a TypeScript file without comments, template text and regular expressions: enough to read imports and
 * words, and nothing inside a string or a comment can pass for code. Code inside `${…}` is read as code.
 */
export function readTokens(source: string): Token[] {
  const tokens: Token[] = [];
  // One entry per open template literal: how many braces stand open inside its current ${…}.
  const templates: number[] = [];
  let at = 0;
  let line = 1;

  const push = (kind: Token['kind'], value: string) => tokens.push({ kind, value, line });
  const skipTo = (end: number) => {
    for (; at < end && at < source.length; at++) if (source[at] === '\n') line++;
  };
  const skipTemplateText = () => {
    let end = at;
    while (end < source.length && source[end] !== '`' && !source.startsWith('${', end))
      end += source[end] === '\\' ? 2 : 1;
    const opens = source[end] === '$';
    skipTo(end + (opens ? 2 : 1));
    if (opens) templates.push(0);
  };

  while (at < source.length) {
    const rest = source.slice(at, at + 400);
    const char = source.charAt(at);
    const depth = templates.at(-1);
    if (rest.startsWith('//') || (at === 0 && rest.startsWith('#!'))) skipTo(endOf(source, '\n', at) - 1);
    else if (rest.startsWith('/*')) skipTo(endOf(source, '*/', at + 2));
    else if (/\s/.test(char)) skipTo(at + 1);
    else if (char === '"' || char === "'") {
      const end = endOfQuoted(source, at);
      push('string', source.slice(at + 1, end - 1));
      skipTo(end);
    } else if (char === '`') {
      push('mark', '`');
      at++;
      skipTemplateText();
    } else if (char === '}' && depth === 0) {
      templates.pop();
      at++;
      skipTemplateText();
    } else if (char === '/' && startsRegExp(tokens)) skipTo(endOfRegExp(source, at));
    else {
      const word = /^[\p{ID_Start}$_#@\d][\p{ID_Continue}$]*/u.exec(rest)?.[0];
      push(word === undefined ? 'mark' : 'word', word ?? char);
      if (depth !== undefined && word === undefined) {
        if (char === '{') templates[templates.length - 1] = depth + 1;
        if (char === '}') templates[templates.length - 1] = depth - 1;
      }
      at += word?.length ?? 1;
    }
  }
  return tokens;
}

function endOf(source: string, end: string, from: number): number {
  const found = source.indexOf(end, from);
  return found === -1 ? source.length + 1 : found + end.length;
}

function endOfQuoted(source: string, start: number): number {
  let end = start + 1;
  while (end < source.length && source[end] !== source[start] && source[end] !== '\n')
    end += source[end] === '\\' ? 2 : 1;
  return end + 1;
}

function endOfRegExp(source: string, start: number): number {
  let end = start + 1;
  let inClass = false;
  while (end < source.length && source[end] !== '\n' && (inClass || source[end] !== '/')) {
    if (source[end] === '\\') end++;
    else if (source[end] === '[') inClass = true;
    else if (source[end] === ']') inClass = false;
    end++;
  }
  return end + 1;
}

const wordsBeforeRegExp = new Set(
  'return typeof case do else in of instanceof new void delete throw await yield default extends'.split(' '),
);

/** A slash after a value divides; after anything else it opens a regular expression. */
function startsRegExp(tokens: readonly Token[]): boolean {
  const last = tokens.at(-1);
  if (last === undefined) return true;
  if (last.kind === 'string') return false;
  if (last.kind === 'word') return wordsBeforeRegExp.has(last.value);
  return ![')', ']', '}', '`'].includes(last.value);
}
