import { closestMatch } from 'leven';
import type { z } from 'zod';
import { type CatalogueFault, type CatalogueFaultCode, catalogueFaultCodes } from './catalogue-fault.ts';

/** A YAML document as the configuration room locates it: its value, its faults, and the line of every path in it. */
export type CatalogueTree = {
  readonly value: unknown;
  readonly file: string;
  readonly faults: readonly { readonly line: number; readonly vi: string; readonly en: string }[];
  lineOf(path: Path): number;
};

/** Where something stands in a document: keys and list positions from the top. */
export type Path = readonly (string | number)[];

/** Which keys a part may have, by the path of each mapping inside the part (`''` = the part itself). */
export type AllowedKeys = Readonly<Record<string, readonly string[]>>;

/** Reads a document part by part and collects every fault on the way. */
export type CatalogueReader = {
  readonly faults: readonly CatalogueFault[];
  readonly note: (path: Path, code: CatalogueFaultCode, params?: CatalogueFault['params']) => void;
  /** What stands under the keys of the whole document, which may have these and no others. */
  readonly sections: (value: unknown, names: readonly string[]) => ReadonlyMap<string, unknown>;
  /** Notes a name that is not among those there are, with the nearest of them. */
  readonly stray: (path: Path, name: string, allowed: Iterable<string>) => void;
  /** One part as its schema has it, unknown keys left out; null when more than those is wrong. */
  readonly part: <T>(path: Path, value: unknown, schema: z.ZodType<T>, keys: AllowedKeys) => T | null;
  /** What stands under each key of a mapping whose keys are names. */
  readonly entries: (path: Path, value: unknown) => [string, unknown][];
  /** The items of a list; none when the key was left out. */
  readonly items: (path: Path, value: unknown) => readonly unknown[];
};

/** Begins to read a document. Where its YAML is broken only that is told: `value` says nothing then. */
export function readCatalogue(tree: CatalogueTree): CatalogueReader {
  const faults: CatalogueFault[] = tree.faults.map(({ line, vi, en }) => ({
    file: tree.file,
    line,
    path: '',
    code: 'catalogue-unreadable',
    params: { vi, en },
  }));
  const note: CatalogueReader['note'] = (path, code, params = {}) => {
    faults.push({ file: tree.file, line: tree.lineOf(path), path: path.join('.'), code, params });
  };
  const mapping = (path: Path, value: unknown): [string, unknown][] => {
    if (isMapping(value)) return Object.entries(value);
    note(path, isNothing(value) ? 'catalogue-required' : 'catalogue-mapping-expected', { text: show(value) });
    return [];
  };
  return {
    faults,
    note,
    sections(value, names) {
      const entries = mapping([], value);
      for (const [key] of entries) if (!names.includes(key)) noteKey(note, [], key, names);
      return new Map(entries);
    },
    stray(path, name, allowed) {
      noteChoice(note, path, name, [...allowed]);
    },
    part(path, value, schema, keys) {
      const read = schema.safeParse(value);
      if (read.success) return read.data;
      for (const issue of read.error.issues) noteIssue(note, path, value, issue, keys);
      const known = read.error.issues.reduce<unknown>((left, issue) => withoutUnknown(left, issue), value);
      return schema.safeParse(known).data ?? null;
    },
    entries(path, value) {
      const entries = mapping(path, value);
      for (const [key] of entries) {
        if (!isName(key)) note([...path, key], 'catalogue-name-malformed', { text: show(key) });
      }
      return entries;
    },
    items(path, value) {
      if (Array.isArray(value)) return value;
      if (!isNothing(value)) note(path, 'catalogue-list-expected', { text: show(value) });
      return [];
    },
  };
}

/** Whether a text can be the key of something in a catalogue: lower-case words joined by `_`, at most 60 characters. */
function isName(text: string): boolean {
  return text.length <= 60 && /^[a-z][a-z0-9]*(_[a-z0-9]+)*$/.test(text);
}

function noteIssue(
  note: CatalogueReader['note'],
  base: Path,
  part: unknown,
  issue: z.core.$ZodIssue,
  keys: AllowedKeys,
): void {
  const steps = issue.path.filter((step) => typeof step !== 'symbol');
  const path = [...base, ...steps];
  const found = valueAt(part, steps);
  const named = catalogueFaultCodes.find((code) => code === issue.message);
  if (issue.code === 'unrecognized_keys') {
    for (const key of issue.keys) noteKey(note, path, key, keys[steps.join('.')] ?? []);
  } else if (isNothing(found) || found === '') note(path, 'catalogue-required');
  else if (named !== undefined) note(path, named, { text: show(found) });
  else if (issue.code === 'invalid_value') noteChoice(note, path, found, issue.values.map(String));
  else if (issue.code === 'too_small') {
    if (typeof found === 'number') note(path, 'catalogue-too-small', { text: found, min: Number(issue.minimum) });
    else note(path, 'catalogue-required');
  } else if (issue.code === 'too_big') {
    if (typeof found === 'number') note(path, 'catalogue-too-big', { text: found, max: Number(issue.maximum) });
    else note(path, 'catalogue-too-long', { max: Number(issue.maximum) });
  } else
    note(path, issue.code === 'invalid_type' ? expectation(issue.expected) : 'catalogue-text-expected', {
      text: show(found),
    });
}

function noteKey(note: CatalogueReader['note'], path: Path, key: string, allowed: readonly string[]): void {
  const nearest = closestMatch(show(key), allowed) ?? '';
  note([...path, key], 'catalogue-key-unknown', { name: show(key), nearest, allowed: allowed.join(', ') });
}

function noteChoice(note: CatalogueReader['note'], path: Path, found: unknown, allowed: readonly string[]): void {
  const nearest = closestMatch(show(found), allowed) ?? '';
  note(path, 'catalogue-choice', { text: show(found), nearest, allowed: allowed.join(', ') });
}

/** A copy without the keys an issue calls unknown, so that what hangs on the others is told at once too. */
function withoutUnknown(value: unknown, issue: z.core.$ZodIssue, depth = 0): unknown {
  if (issue.code !== 'unrecognized_keys' || !isMapping(value)) return value;
  const step = issue.path[depth];
  if (step === undefined) return Object.fromEntries(Object.entries(value).filter(([key]) => !issue.keys.includes(key)));
  const entries = Object.entries(value);
  return Object.fromEntries(
    entries.map(([key, part]) => [key, key === step ? withoutUnknown(part, issue, depth + 1) : part]),
  );
}

function expectation(expected: string): CatalogueFaultCode {
  if (expected === 'int') return 'catalogue-whole-number-expected';
  if (expected === 'number') return 'catalogue-number-expected';
  if (expected === 'boolean') return 'catalogue-flag-expected';
  if (expected === 'array') return 'catalogue-list-expected';
  return expected === 'string' ? 'catalogue-text-expected' : 'catalogue-mapping-expected';
}

function valueAt(value: unknown, path: Path): unknown {
  let at = value;
  for (const step of path) {
    if (typeof at !== 'object' || at === null) return undefined;
    at = Object.entries(at).find(([key]) => key === String(step))?.[1];
  }
  return at;
}

function isNothing(value: unknown): value is null | undefined {
  return value === undefined || value === null;
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What stands there, short and plain enough for a message; a mapping or list is not written out, it may hold itself. */
function show(value: unknown): string {
  const text = typeof value === 'object' && value !== null ? (Array.isArray(value) ? '[…]' : '{…}') : String(value);
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '?').slice(0, 60);
}
