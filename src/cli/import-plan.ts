import path from 'node:path';
import { ConfigurationError } from '../errors.ts';
import type { Catalogues } from '../inventory/catalogues.ts';
import { listKindsOf } from '../inventory/import-lists.ts';
import { chooseWord } from './ask.ts';
import type { ImportPlan } from './import-read.ts';

/** What was typed behind `hatang import`. */
type Typed = {
  readonly source?: string | undefined;
  readonly kind?: string | undefined;
  readonly map?: readonly string[] | undefined;
  readonly name?: readonly string[] | undefined;
  readonly 'accept-names'?: string | undefined;
  readonly decimal?: string | undefined;
  readonly encoding?: string | undefined;
};

/** What the options say of the files. @throws ConfigurationError for one that makes no sense */
export function importPlan(
  files: readonly string[],
  typed: Typed,
  catalogues: Pick<Catalogues, 'records' | 'facts'>,
): ImportPlan {
  const kinds = [...new Set(listKindsOf(catalogues).map(({ kind }) => kind.replace(/^wide-/, '')))];
  return {
    files,
    source: `import:${typed.source ?? files.map((file) => path.basename(file)).join('+')}`,
    mappings: (typed.map ?? []).map((text) => {
      const [header, field] = pair('--map', text);
      return { header, field: field === '' ? null : field };
    }),
    accept: {
      confidence: typed['accept-names'] === undefined ? null : confidence(typed['accept-names']),
      names: (typed.name ?? []).map((text) => {
        const [name, code] = pair('--name', text);
        return { text: name, code };
      }),
    },
    sign: typed.decimal === undefined ? null : chooseWord('--decimal', typed.decimal, [',', '.']),
    kind: typed.kind === undefined ? null : chooseWord('--kind', typed.kind, kinds),
    encoding: typed.encoding === undefined ? null : chooseWord('--encoding', typed.encoding, ['windows-1258']),
  };
}

// The last sign parts the two: a header may hold one, a field or a code does not.
function pair(option: string, text: string): [string, string] {
  const at = text.lastIndexOf('=');
  if (at > 0) return [text.slice(0, at).trim(), text.slice(at + 1).trim()];
  throw new ConfigurationError(`${option}: cần dạng "A=B" / needs the form "A=B": ${text}`);
}

function confidence(text: string): number {
  const value = Number(text);
  if (/^\d(\.\d+)?$/.test(text) && value > 0 && value <= 1) return value;
  throw new ConfigurationError(`--accept-names: cần số trên 0 đến 1 / needs a number above 0, up to 1: ${text}`);
}
