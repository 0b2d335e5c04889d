import { CellText } from './cell-text.ts';
import type { SheetLimits } from './limits.ts';
import { WorkbookRefusal } from './workbook-fault.ts';
import { readXml } from './xml-read.ts';
import type { ZipEntry } from './zip-guard.ts';

/**
 * The table of texts that cells point into, in its order.
 * @throws WorkbookRefusal
 */
export async function readSharedStrings(entry: ZipEntry, limits: SheetLimits): Promise<readonly string[]> {
  const strings: string[] = [];
  const collected = new CellText();
  let total = 0;
  await readXml(entry, {
    open: (element) => collected.open(element),
    text: (text) => {
      collected.text(text);
      if (collected.length > limits.cellText) throw new WorkbookRefusal('text-too-long', { most: limits.cellText });
    },
    close: (element) => {
      collected.close(element);
      if (element !== 'si') return;
      total += collected.length;
      strings.push(collected.take());
      if (strings.length > limits.sharedStrings || total > limits.text) {
        throw new WorkbookRefusal('too-much-text', { most: limits.text });
      }
    },
  });
  return strings;
}
