import { expect, test } from 'vitest';
import { blocks } from '../../src/inventory/agency.ts';
import { lifecycles, reachabilities, roles } from '../../src/inventory/device.ts';
import { factKinds } from '../../src/inventory/fact.ts';
import { outcomes, purposes, reasons } from '../../src/monitor/observation.ts';
import { states } from '../../src/monitor/state.ts';
import { type LabelKind, label } from '../../src/text/labels.ts';

const lists: Readonly<Record<LabelKind, readonly string[]>> = {
  block: blocks,
  role: roles,
  reachability: reachabilities,
  lifecycle: lifecycles,
  state: states,
  outcome: outcomes,
  purpose: purposes,
  reason: reasons,
  fact_kind: factKinds,
};

const pairs = Object.entries(lists).flatMap(([kind, codes]) => codes.map((code) => ({ kind, code })));

test.each(pairs)('$kind $code has a label in both languages', ({ kind, code }) => {
  const words = label(kindOf(kind), code);
  expect(words.vi).not.toBe(code);
  expect(words.en).not.toBe(code);
  expect(words.vi).toBe(words.vi.normalize('NFC').trim());
});

test.each(Object.keys(lists))('no two codes of %s have the same label', (kind) => {
  const codes = lists[kindOf(kind)];
  expect(new Set(codes.map((code) => label(kindOf(kind), code).vi)).size).toBe(codes.length);
  expect(new Set(codes.map((code) => label(kindOf(kind), code).en)).size).toBe(codes.length);
});

test('a code without a label stands for itself', () => {
  expect(label('state', 'toString')).toEqual({ vi: 'toString', en: 'toString' });
});

function kindOf(text: string): LabelKind {
  const kinds: readonly LabelKind[] = [
    'block',
    'role',
    'reachability',
    'lifecycle',
    'state',
    'outcome',
    'purpose',
    'reason',
    'fact_kind',
  ];
  const kind = kinds.find((one) => one === text);
  if (kind === undefined) throw new Error(`no such list: ${text}`);
  return kind;
}
