import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type AuditContent,
  CHAIN_START,
  type ChainFault,
  type ChainHead,
  chainHash,
  verifyChain,
} from '../../src/access/audit-chain.ts';

type Row = AuditContent & { readonly hash: string };
type Content = Omit<AuditContent, 'id'>;

const anyContent: fc.Arbitrary<Content> = fc.record({
  at: fc.integer({ min: 0, max: 2_000_000_000_000 }),
  actor: fc.string({ maxLength: 8 }),
  action: fc.constantFrom('device.patch', 'agency.create', 'account.password'),
  subjectKind: fc.constantFrom('device', 'agency', 'account'),
  subjectId: fc.string({ unit: 'binary', maxLength: 5 }),
  seq: fc.nat(1000),
  detail: fc.json({ maxDepth: 1 }),
});

/** A chain of at least six rows, heads at some of them and at the last, a row in the middle, and whether hashes are redone. */
const anyStory = fc.array(anyContent, { minLength: 6, maxLength: 25 }).chain((contents) =>
  fc.record({
    rows: fc.constant(chained(contents)),
    headAt: fc.uniqueArray(fc.integer({ min: 1, max: contents.length }), { maxLength: 4 }),
    at: fc.integer({ min: 2, max: contents.length - 2 }),
    rehashed: fc.boolean(),
  }),
);

describe('a chain nobody touched', () => {
  test('passes, with and without heads', () => {
    fc.assert(
      fc.property(anyStory, ({ rows, headAt }) => {
        expect(verifyChain(rows, [])).toBeNull();
        expect(verifyChain(rows, headsOf(rows, [...headAt, rows.length]))).toBeNull();
      }),
    );
  });

  test('passes when it is empty, and when it grew since the last head', () => {
    expect(verifyChain([], [])).toBeNull();
    const rows = chained([content(1), content(2), content(3)]);
    expect(verifyChain(rows, headsOf(rows, [1, 2]))).toBeNull();
    expect(verifyChain([], [{ at: 0, id: 0, hash: CHAIN_START }])).toBeNull();
  });
});

/** What somebody with the database in their hands can do to the row `at`; hashes as they were. */
const attacks: Record<string, (rows: readonly Row[], at: number) => Row[]> = {
  edit: (rows, at) => rows.map((row) => (row.id === at ? { ...row, actor: `${row.actor}!` } : row)),
  delete: (rows, at) => rows.filter((row) => row.id !== at),
  insert: (rows, at) => rows.flatMap((row) => (row.id === at ? [{ ...row, actor: 'ghost' }, row] : [row])),
  reorder: (rows, at) =>
    rows.map((row) => {
      const other = rows[row.id === at ? at : row.id === at + 1 ? at - 1 : -1];
      return other === undefined ? row : { ...other, id: row.id, seq: other.seq + 0.5 };
    }),
  truncate: (rows, at) => rows.slice(0, at - 1),
  'roll back': (rows, at) => chained([...rows.slice(0, at - 1), ...rows.slice(at - 1).map(other)]),
};

describe('what was done to a chain is found with the heads kept outside, and the first bad row named', () => {
  test.each(Object.keys(attacks))('%s', (name) => {
    fc.assert(
      fc.property(anyStory, ({ rows, headAt, at, rehashed }) => {
        const heads = headsOf(rows, [...headAt, rows.length]);
        const done = attacks[name]?.(rows, at) ?? [];
        const fault = verifyChain(rehashed ? chained(done) : done, heads);
        expect(fault).toEqual(rehashed || name === 'roll back' ? redone(name, rows, heads, at) : expectedAt(name, at));
      }),
      { numRuns: 300 },
    );
  });

  /** As the database holds it: ids 1, 2, 3 … where the attack leaves a hole. */
  function expectedAt(name: string, at: number): ChainFault {
    if (name === 'delete') return { id: at, reason: 'row-missing' };
    if (name === 'insert') return { id: at, reason: 'hash-differs' };
    if (name === 'truncate') return { id: at, reason: 'truncated' };
    return { id: at, reason: 'hash-differs' };
  }

  /** With ids and hashes made anew the first head from the change on tells, or the end that came too soon. */
  function redone(name: string, rows: readonly Row[], heads: readonly ChainHead[], at: number): ChainFault {
    const length = name === 'delete' ? rows.length - 1 : name === 'truncate' ? at - 1 : rows.length;
    const next = heads.map((head) => head.id).filter((id) => id >= at && id <= length);
    return next.length > 0
      ? { id: Math.min(...next), reason: 'head-differs' }
      : { id: length + 1, reason: 'truncated' };
  }
});

describe('a fault is told by its kind', () => {
  const rows = chained([content(1), content(2), content(3), content(4)]);
  test.each<[string, Row[], ChainHead[], ChainFault]>([
    ['a row before the first', [{ ...row(1), id: 0 }, ...rows], [], { id: 0, reason: 'row-extra' }],
    ['a row twice', [row(1), row(2), row(2), row(3)], [], { id: 2, reason: 'row-extra' }],
    ['the first rows gone', rows.slice(2), [], { id: 1, reason: 'row-missing' }],
    ['all rows gone', [], headsOf(rows, [3]), { id: 1, reason: 'truncated' }],
    ['cut after the last head', rows.slice(0, 3), headsOf(rows, [4]), { id: 4, reason: 'truncated' }],
    [
      'two heads that contradict each other',
      rows,
      [...headsOf(rows, [2]), { at: 0, id: 2, hash: 'f'.repeat(64) }],
      { id: 2, reason: 'head-differs' },
    ],
    ['a hash with nothing before it', [{ ...row(1), hash: CHAIN_START }], [], { id: 1, reason: 'hash-differs' }],
  ])('%s', (_, bad, heads, fault) => {
    expect(verifyChain(bad, heads)).toEqual(fault);
  });

  function row(id: number): Row {
    const found = rows[id - 1];
    if (found === undefined) throw new Error(`no row ${id}`);
    return found;
  }
});

test('every field of a row is covered, and none can be moved into its neighbour', () => {
  const base: AuditContent = { id: 1, ...content(1) };
  const changed: AuditContent[] = [
    { ...base, id: 2 },
    { ...base, at: 2 },
    { ...base, actor: 'account:b' },
    { ...base, action: 'x' },
    { ...base, subjectKind: 'x' },
    { ...base, subjectId: 'x' },
    { ...base, seq: 2 },
    { ...base, detail: '{} ' },
    { ...base, actor: '', action: `${base.actor}${base.action}` },
    { ...base, actor: `${base.actor}","${base.action}`, action: '' },
  ];
  const hashes = [base, ...changed].map((one) => chainHash(CHAIN_START, one));
  expect(new Set([...hashes, chainHash('f'.repeat(64), base)]).size).toBe(changed.length + 2);
});

test('the form of the hash is settled: stored chains rest on it', () => {
  expect(chainHash(CHAIN_START, { id: 1, ...content(1) })).toBe(
    '9c74eba2355886a3bc90b457a42845a1885d227a1f316520f00f3e2d398cce12',
  );
});

function content(n: number): Content {
  const [actor, action, subjectKind] = ['account:an', 'device.patch', 'device'];
  return { at: n, actor, action, subjectKind, subjectId: 'Huế', seq: n, detail: '{"name":"đồi"}' };
}

function other(row: Row): Row {
  return { ...row, detail: `${row.detail} ` };
}

/** Rows with ids from 1 and the hashes that belong to them. */
function chained(contents: readonly Content[]): Row[] {
  let previous = CHAIN_START;
  return contents.map(({ at, actor, action, subjectKind, subjectId, seq, detail }, index) => {
    const row = { id: index + 1, at, actor, action, subjectKind, subjectId, seq, detail };
    previous = chainHash(previous, row);
    return { ...row, hash: previous };
  });
}

function headsOf(rows: readonly Row[], ids: readonly number[]): ChainHead[] {
  return rows.filter((row) => ids.includes(row.id)).map(({ at, id, hash }) => ({ at, id, hash }));
}
