import { expect, test } from 'vitest';
import {
  administrativeFaults,
  administrativeGaps,
  brokenRowCodes,
  disagreementCodes,
} from '../../src/inventory/administrative-finding.ts';
import { restateReasons } from '../../src/inventory/administrative-flow.ts';
import { accessMessages } from '../../src/text/access-messages.ts';
import { administrativeMessages } from '../../src/text/administrative-messages.ts';
import { importMessages } from '../../src/text/import-messages.ts';

const codes = [
  ...administrativeFaults,
  ...administrativeGaps,
  ...brokenRowCodes,
  ...disagreementCodes,
  ...restateReasons,
];
const vietnamese = /[àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ]/i;

test.each(codes)('%s is worded in both languages with the same parameters', (code) => {
  const { vi, en } = administrativeMessages[code];
  expect(vi).toMatch(vietnamese);
  expect(vi).toBe(vi.normalize('NFC'));
  expect(en).not.toMatch(vietnamese);
  expect(parametersOf(vi)).toEqual(parametersOf(en));
});

test('no words are kept for codes that do not exist, nor for one that means something else elsewhere', () => {
  expect(Object.keys(administrativeMessages).toSorted()).toEqual([...codes].toSorted());
  const others = { ...importMessages, ...accessMessages };
  expect(Object.keys(administrativeMessages).filter((code) => Object.hasOwn(others, code))).toEqual([]);
});

function parametersOf(text: string): string[] {
  return [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '').toSorted();
}
