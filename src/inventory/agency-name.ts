import { foldText } from './fold-text.ts';

/** Words that stand before an agency's own name and that people leave out or shorten. */
const typeWords: Readonly<Record<string, string>> = {
  'uy ban nhan dan': '',
  'hoi dong nhan dan': '',
  ubnd: '',
  hdnd: '',
  'thanh pho': 'thanh pho',
  tp: 'thanh pho',
  'thi tran': 'thi tran',
  tt: 'thi tran',
  'thi xa': 'thi xa',
  tx: 'thi xa',
  'dac khu': 'dac khu',
  dk: 'dac khu',
  phuong: 'phuong',
  p: 'phuong',
  huyen: 'huyen',
  h: 'huyen',
  quan: 'quan',
  q: 'quan',
  xa: 'xa',
  x: 'xa',
  so: 'so',
  ban: 'ban',
};

const words = Object.keys(typeWords).toSorted((a, b) => b.length - a.length);

/**
 * A name taken apart, folded: `UBND phường Láng` has the type `phuong` and is otherwise `lang`. The last of several words
 * for a type counts; '' = it names none. A name that would have nothing left keeps its last word.
 */
export function splitAgencyName(name: string): {
  readonly whole: string;
  readonly type: string;
  readonly bare: string;
} {
  const whole = foldText(name);
  let bare = whole;
  let type = '';
  for (let word = wordBefore(bare); word !== undefined; word = wordBefore(bare)) {
    bare = bare.slice(word.length + 1);
    type = typeWords[word] || type;
  }
  return { whole, type, bare };
}

function wordBefore(text: string): string | undefined {
  return words.find((word) => text.startsWith(`${word} `));
}
