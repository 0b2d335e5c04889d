/**
 * A text without what people write differently: case, diacritics, full-width letters, spaces and signs. `Số máy tính`,
 * `so may tinh` and `SO_MAY_TINH` come to the same.
 */
export function foldText(text: string): string {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('đ', 'd');
  return plain.replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
}
