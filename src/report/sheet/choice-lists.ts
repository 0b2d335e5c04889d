import type { Book, BookColumn } from './book.ts';
import { columnLetters } from './cell-ref.ts';
import { quotedSheetName } from './sheet-names.ts';

/** The lists behind drop-downs that do not fit into a formula: one column each on a hidden sheet; short ones need none. */
export type ChoiceLists = {
  readonly columns: readonly (readonly string[])[];
  /** The formula of the drop-down; null for a column without one. */
  formulaOf(column: BookColumn): string | null;
};

/** Excel takes a list in the formula itself up to 255 characters, and a comma always parts two choices. */
const MOST_INLINE = 255;

/** Lays out the lists of a book; equal lists are kept once. `sheet` is the name of the hidden sheet. */
export function layOutLists(book: Book, sheet: string): ChoiceLists {
  const numbers = new Map<string, number>();
  const columns: (readonly string[])[] = [];
  for (const { choices, type } of book.sheets.flatMap((each) => each.columns)) {
    const key = choices.join('\n');
    if (type !== 'choice' || fitsInline(choices) || numbers.has(key)) continue;
    numbers.set(key, columns.length + 1);
    columns.push(choices);
  }
  return {
    columns,
    formulaOf: ({ type, choices }) => {
      if (type !== 'choice' || choices.length === 0) return null;
      const number = numbers.get(choices.join('\n'));
      if (number === undefined) return `"${choices.join(',')}"`;
      const letters = columnLetters(number);
      return `${quotedSheetName(sheet)}!$${letters}$1:$${letters}$${choices.length}`;
    },
  };
}

function fitsInline(choices: readonly string[]): boolean {
  const plain = choices.every((choice) => choice === choice.trim() && !/[",\n\r]/.test(choice));
  return plain && choices.join(',').length <= MOST_INLINE;
}
