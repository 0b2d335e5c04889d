import { expect, test } from 'vitest';
import { catalogueFaultCodes } from '../../src/inventory/catalogue-fault.ts';
import { declarationActions, declarationRefusals, declarationStatuses } from '../../src/inventory/declaration.ts';
import { findingCodes } from '../../src/inventory/declaration-check.ts';
import { evidenceFaultCodes } from '../../src/inventory/declaration-evidence.ts';
import { dimensionFaultCodes } from '../../src/inventory/fact-dimensions.ts';
import { ruleFaultCodes } from '../../src/inventory/fact-rules.ts';
import { valueFaultCodes } from '../../src/inventory/fact-value.ts';
import { accessMessages } from '../../src/text/access-messages.ts';
import { declarationMessages } from '../../src/text/declaration-messages.ts';
import { importMessages } from '../../src/text/import-messages.ts';
import type { Words } from '../../src/text/words.ts';

const codes: readonly string[] = [
  ...catalogueFaultCodes,
  ...valueFaultCodes,
  ...dimensionFaultCodes,
  ...ruleFaultCodes,
  ...findingCodes,
  ...declarationRefusals,
  ...['missing', ...declarationStatuses].map((status) => `declaration-status-${status}`),
  ...declarationActions.map((action) => `declaration-action-${action}`),
  ...evidenceFaultCodes,
];
const messages: ReadonlyMap<string, Words> = new Map(Object.entries(declarationMessages));
const vietnamese = /[àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ]/i;

test.each(codes.filter((code) => code !== 'catalogue-unreadable'))(
  '%s is worded in both languages with the same parameters, facts by their names',
  (code) => {
    const { vi, en } = messages.get(code) ?? { vi: '', en: '' };
    expect(vi).toMatch(vietnamese);
    expect(vi).toBe(vi.normalize('NFC'));
    expect(en).not.toBe('');
    expect(en).not.toMatch(vietnamese);
    expect(parametersOf(vi, 'Vi')).toEqual(parametersOf(en, 'En'));
  },
);

test('no words are kept for codes that do not exist, nor twice', () => {
  expect([...messages.keys()].toSorted()).toEqual(codes.toSorted());
  expect([...messages.keys()].filter((code) => code in importMessages || code in accessMessages)).toEqual([]);
});

/** Parameters of a text; one that names a fact counts the same in each language, and none may name it in the other's. */
function parametersOf(text: string, own: 'Vi' | 'En'): string[] {
  const names = [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
  expect(names.filter((name) => name.endsWith(own === 'Vi' ? 'En' : 'Vi'))).toEqual([]);
  return names.map((name) => (name.endsWith(own) ? name.slice(0, -2) : name)).toSorted();
}
