import { expect, test } from 'vitest';
import { workbookFaultCodes } from '../../src/report/sheet/workbook-fault.ts';
import { accessMessages } from '../../src/text/access-messages.ts';
import { importMessages } from '../../src/text/import-messages.ts';
import { sheetMessages, sheetWords } from '../../src/text/sheet-messages.ts';
import type { Words } from '../../src/text/words.ts';

const vietnamese = /[àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ]/i;
const words: Readonly<Record<string, Words>> = sheetMessages;
// Those that only the older reader of CSV has.
const csvCodes = ['no-header', 'duplicate-column', 'ragged-row'];
const codes = [...workbookFaultCodes, ...csvCodes].map((code) => `sheet-${code}`);

test.each(codes)('%s is worded in both languages with the same parameters', (code) => {
  const { vi = '', en = '' } = words[code] ?? {};
  expect(vi).toMatch(vietnamese);
  expect(vi).toBe(vi.normalize('NFC'));
  expect(en).not.toBe('');
  expect(en).not.toMatch(vietnamese);
  expect(parametersOf(vi)).toEqual(parametersOf(en));
});

test('no words are kept for codes that do not exist, nor twice', () => {
  expect(Object.keys(words).toSorted()).toEqual(codes.toSorted());
  expect(codes.filter((code) => Object.hasOwn(importMessages, code) || Object.hasOwn(accessMessages, code))).toEqual(
    [],
  );
});

test('what our workbooks say fits where Excel lets it stand', () => {
  for (const name of [sheetWords.faultList, sheetWords.lists]) expect(name).toMatch(/^[^[\]:*?/\\]{1,31}$/);
  expect(sheetWords.chooseTitle.length).toBeLessThanOrEqual(32);
  expect(sheetWords.choose.length).toBeLessThanOrEqual(225);
});

function parametersOf(text: string): string[] {
  return [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '').toSorted();
}
