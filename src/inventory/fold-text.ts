/**
 * A text without what people write differently: case, diacritics, full-width letters, spaces and signs. `Số máy tính`,
 * `so may tinh` and `SO_MAY_TINH` come to the same.
 */
export function foldText(text: string): string {
  const lower = PLAIN.test(text)
    ? text.toLowerCase()
    : text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('đ', 'd');
  return lower.replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
}

const PLAIN = /^[\x20-\x7e]*$/;
