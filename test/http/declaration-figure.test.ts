import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changeText, figureText, parseFigure, shownFigure } from '../../src/http/console/declaration-figure.ts';
import type { FactType } from '../../src/inventory/fact-definition.ts';
import type { Language } from '../../src/text/words.ts';

describe('what somebody types', () => {
  test.each<[string, FactType, Language, unknown]>([
    ['', 'count', 'vi', null],
    ['  ', 'flag', 'vi', null],
    [' 20 ', 'count', 'vi', 20],
    ['1.234', 'count', 'vi', 1_234],
    ['1,234', 'count', 'vi', 1_234],
    ['1 234 567', 'count', 'vi', 1_234_567],
    ['1.234.567', 'money', 'en', 1_234_567],
    ['12.5', 'count', 'vi', 12.5],
    ['0.345', 'count', 'vi', 0.345],
    ['1.234,567', 'count', 'vi', 1_234.567],
    ['-3', 'count', 'vi', -3],
    ['hai mươi', 'count', 'vi', 'hai mươi'],
    ['1e5', 'count', 'vi', '1e5'],
    ['9'.repeat(400), 'count', 'vi', '9'.repeat(400)],
    ['1.234,5', 'number', 'vi', 1_234.5],
    ['1,234.5', 'number', 'en', 1_234.5],
    ['1,234.5', 'number', 'vi', '1,234.5'],
    ['12.5', 'number', 'vi', 12.5],
    ['12,5', 'number', 'en', 12.5],
    ['1.234', 'number', 'vi', 1_234],
    ['1.234', 'number', 'en', 1.234],
    ['0.345', 'number', 'vi', 0.345],
    ['95 %', 'ratio', 'vi', 0.95],
    ['33,3%', 'ratio', 'vi', 0.333],
    ['0,95', 'ratio', 'vi', 0.95],
    ['50%', 'number', 'vi', '50%'],
    ['yes', 'flag', 'vi', true],
    ['no', 'flag', 'en', false],
    ['2026-01-31', 'date', 'vi', '2026-01-31'],
    [' Sở\u0301 ', 'text', 'vi', 'Sở\u0301'.normalize('NFC')],
  ])('"%s" as %s in %s is %j', (text, type, language, value) => {
    expect(parseFigure(text, type, language)).toEqual(value);
  });

  test('is read again as it is shown, in either language', () => {
    const language = fc.constantFrom<Language>('vi', 'en');
    const number = fc.integer({ min: -(10 ** 12), max: 10 ** 12 }).map((n) => n / 1_000);
    fc.assert(
      fc.property(number, language, (value, lang) => {
        expect(parseFigure(figureText(value, 'number', lang), 'number', lang)).toBeCloseTo(value, 9);
      }),
    );
    const count = fc.nat({ max: 10 ** 12 });
    fc.assert(
      fc.property(count, language, (value, lang) => {
        expect(parseFigure(figureText(value, 'count', lang), 'count', lang)).toBe(value);
      }),
    );
    const ratio = fc.nat({ max: 10_000 }).map((n) => n / 10_000);
    fc.assert(
      fc.property(ratio, language, (value, lang) => {
        expect(parseFigure(figureText(value, 'ratio', lang), 'ratio', lang)).toBeCloseTo(value, 12);
      }),
    );
  });
});

const words = { yes: 'Có', no: 'Không', none: 'chưa điền' };

test('figures are shown as people read them', () => {
  const shown = [
    shownFigure(1_234, 'count', 'vi', words),
    shownFigure(0.333, 'ratio', 'vi', words),
    shownFigure(true, 'flag', 'vi', words),
    shownFigure(null, 'count', 'vi', words),
    shownFigure('2026-01-31', 'date', 'vi', words),
    shownFigure('hai mươi', 'count', 'vi', words),
  ];
  expect(shown).toEqual(['1.234', '33,3%', 'Có', 'chưa điền', '31/01/2026', 'hai mươi']);
});

test('a change is a signed share of what it was, where that says something', () => {
  const change = (before: number | boolean | null, now: number | boolean | null, type: FactType = 'count') =>
    changeText(before, now, type, 'vi')?.text ?? null;
  expect([change(10, 12), change(100, 95), change(1_000, 1_004), change(7, 7)]).toEqual(['+20%', '−5%', '+0,4%', '0%']);
  expect([change(0, 5), change(null, 5), change(3, null), change(true, false, 'flag'), change(3, 4, 'rank')]).toEqual([
    null,
    null,
    null,
    null,
    null,
  ]);
});
