import { expect, test } from 'vitest';
import { chainFaultReasons } from '../../src/access/audit-chain.ts';
import { judgePassword, passwordFaults } from '../../src/access/password.ts';
import { headsFaultReasons } from '../../src/export/audit-head-line.ts';
import { accessMessages } from '../../src/text/access-messages.ts';
import { say } from '../../src/text/catalogue.ts';
import { importMessages } from '../../src/text/import-messages.ts';

const codes = [
  ...passwordFaults,
  'sign-in-refused',
  ...chainFaultReasons.map((reason) => `audit-${reason}`),
  ...headsFaultReasons.map((reason) => `heads-${reason}`),
];
const vietnamese = /[àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ]/i;

test.each(codes)('%s is worded in both languages with the same parameters', (code) => {
  const { vi, en } = say(code);
  expect(vi).toMatch(vietnamese);
  expect(vi).toBe(vi.normalize('NFC'));
  expect(en).not.toBe(code);
  expect(en).not.toMatch(vietnamese);
  expect(parametersOf(vi)).toEqual(parametersOf(en));
});

test('no words are kept for codes that do not exist, nor twice', () => {
  expect(Object.keys(accessMessages).toSorted()).toEqual(codes.toSorted());
  expect(Object.keys(accessMessages).filter((code) => Object.hasOwn(importMessages, code))).toEqual([]);
});

test('the lengths named are the lengths asked for', () => {
  expect(say('password-short').en).toContain(' 12 ');
  expect(say('password-long').en).toContain(' 256 ');
  const of = (length: number): string | null => judgePassword('ábcxyzuvw789'.repeat(30).slice(0, length), 'nobody');
  expect([of(11), of(257)]).toEqual(['password-short', 'password-long']);
  expect([of(12), of(256)].filter((fault) => fault !== null && fault !== 'password-simple')).toEqual([]);
});

function parametersOf(text: string): string[] {
  return [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '').toSorted();
}
