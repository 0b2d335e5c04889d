import { isAlias, isCollection, isMap, isNode, isPair, isScalar, LineCounter, type Node, parseDocument } from 'yaml';

/** One fault of a YAML text: its line (1 = first) and what is wrong, in both languages. */
type LocatedFault = { readonly line: number; readonly vi: string; readonly en: string };

/** What a YAML text says, and where it says it. `value` is null for an empty text and must not be used when there are faults. */
export type Located = {
  readonly value: unknown;
  /** The name by which people know the text, used in messages only. */
  readonly file: string;
  readonly faults: readonly LocatedFault[];
  /** Line of the key or list entry at `path`; of its nearest existing ancestor when nothing stands there. */
  lineOf(path: readonly (string | number)[]): number;
};

// Enough for anchors that people write by hand, far too few for "a billion laughs".
const MAX_ALIASES = 100;

/** Reads one YAML 1.2 document; duplicate keys, unknown tags, a second document and alias bombs are faults. Never throws. */
export function locateYaml(text: string, file: string): Located {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'error' });
  const lineAt = (offset: number): number => Math.max(1, lines.linePos(offset).line);
  const faults: LocatedFault[] = [...document.errors, ...document.warnings].map((fault) => ({
    line: lineAt(fault.pos[0]),
    ...wordsFor(fault.code, fault.message),
  }));
  let value: unknown = null;
  try {
    value = document.toJS({ maxAliasCount: MAX_ALIASES });
  } catch (error) {
    // The library throws ReferenceError for an alias without anchor and for too many of them.
    if (!(error instanceof ReferenceError)) throw error;
    faults.push({ line: 1, ...wordsFor('ALIAS', error.message) });
  }
  const root: unknown = document.contents;
  return { value, file, faults, lineOf: (path) => lineAt(offsetOf(root, path, document)) };
}

function offsetOf(root: unknown, path: readonly (string | number)[], document: Parameters<AliasResolver>[0]): number {
  let node = root;
  let offset = startOf(root) ?? 0;
  for (const step of path) {
    if (isAlias(node)) node = node.resolve(document);
    if (!isCollection(node)) break;
    const found = isMap(node)
      ? node.items.find((pair) => String(isScalar(pair.key) ? pair.key.value : pair.key) === String(step))
      : node.items[Number(step)];
    if (found === undefined) break;
    offset = startOf(isPair(found) ? found.key : found) ?? offset;
    node = isPair(found) ? found.value : found;
  }
  return offset;
}

type AliasResolver = (document: ReturnType<typeof parseDocument>) => Node | undefined;

function startOf(node: unknown): number | null {
  return isNode(node) ? (node.range?.[0] ?? null) : null;
}

function wordsFor(code: string, detail: string): { vi: string; en: string } {
  switch (code) {
    case 'DUPLICATE_KEY':
      return { vi: 'khoá này đã có ở trên', en: 'this key stands above already' };
    case 'TAB_AS_INDENT':
      return { vi: 'thụt dòng bằng dấu cách, không dùng tab', en: 'indent with spaces, not with tabs' };
    case 'MULTIPLE_DOCS':
      return { vi: 'tệp chỉ được chứa một tài liệu YAML', en: 'the file may hold one YAML document only' };
    case 'TAG_RESOLVE_FAILED':
      return { vi: 'không hỗ trợ thẻ YAML (!…)', en: 'YAML tags (!…) are not supported' };
    case 'ALIAS':
      return {
        vi: 'bí danh YAML (*…) không có neo (&…) hoặc dùng quá nhiều',
        en: 'YAML aliases (*…) without an anchor (&…), or too many of them',
      };
    default: {
      // What follows the colon quotes the text, and the text may hold a secret.
      const kind = detail.replace(/:.*$/s, '');
      return { vi: `sai cú pháp YAML (${kind})`, en: `not valid YAML (${kind})` };
    }
  }
}
