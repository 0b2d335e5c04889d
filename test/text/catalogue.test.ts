import { expect, test } from 'vitest';
import { importFaultCodes, importNoteCodes } from '../../src/inventory/import-fault.ts';
import { say, sayBoth } from '../../src/text/catalogue.ts';
import { importMessages } from '../../src/text/import-messages.ts';

const vietnamese = /[àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ]/i;

const codes = [...importFaultCodes, ...importNoteCodes];

test.each(codes)('the fault %s is worded in both languages with the same parameters', (code) => {
  const { vi, en } = importMessages[code];
  expect(parametersOf(vi.replaceAll('{vi}', '{en}'))).toEqual(parametersOf(en));
  if (code === 'document-unreadable') return;
  expect(vi).toMatch(vietnamese);
  expect(en).not.toMatch(vietnamese);
  expect(vi).toBe(vi.normalize('NFC'));
});

test('no words are kept for codes that do not exist', () => {
  expect(Object.keys(importMessages).toSorted()).toEqual(codes.toSorted());
});

test('parameters are put in once and as they are', () => {
  expect(say('duplicate', { what: '{at} $& {{', at: 'x.csv:3' })).toEqual({
    vi: '{at} $& {{ đã có ở x.csv:3',
    en: '{at} $& {{ stands at x.csv:3 already',
  });
  expect(sayBoth('text-too-long', { max: 80 })).toBe('dài quá 80 ký tự / longer than 80 characters');
});

test('doubled braces are braces, a parameter that was not given stays visible, an unknown code stands for itself', () => {
  expect(say('secret-expected').en).toContain('or {env: NAME}, or {file: PATH}');
  expect(say('text-too-long').en).toBe('longer than {max} characters');
  expect(sayBoth('toString')).toBe('toString');
});

function parametersOf(text: string): string[] {
  return [...text.replaceAll('{{', '').matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '').toSorted();
}
