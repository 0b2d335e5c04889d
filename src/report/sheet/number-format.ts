import { readXml, type XmlAttributes } from './xml-read.ts';
import type { ZipEntry } from './zip-guard.ts';

/** Whether a number under this format code is shown as a date: it has a year, a day, or a month that is no minute. */
export function isDateFormat(code: string): boolean {
  const [first = ''] = code.split(';', 1);
  const bare = first.replace(/"[^"]*"|\\.|[_*].|\[[^\]]*\]/g, '').toLowerCase();
  if (/general|@/.test(bare)) return false;
  return /[yd]/.test(bare) || (/m/.test(bare) && !/[hs]/.test(bare));
}

/**
 * For each cell style of a workbook whether it shows dates.
 * @throws WorkbookRefusal
 */
export async function readDateStyles(entry: ZipEntry): Promise<readonly boolean[]> {
  const own = new Map<number, string>();
  const styles: boolean[] = [];
  let inCellFormats = false;
  await readXml(entry, {
    open: (element, attributes) => {
      if (element === 'numFmt') own.set(formatId(attributes), attributes.formatCode ?? '');
      if (element === 'cellXfs') inCellFormats = true;
      if (element !== 'xf' || !inCellFormats) return;
      const id = formatId(attributes);
      const code = own.get(id);
      styles.push(code === undefined ? isBuiltInDate(id) : isDateFormat(code));
    },
    close: (element) => {
      if (element === 'cellXfs') inCellFormats = false;
    },
  });
  return styles;
}

/** Formats without a code in the file; 27 to 36 and 50 to 58 are the East Asian ones (ECMA-376, 18.8.30). */
function isBuiltInDate(id: number): boolean {
  return (id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 31) || id === 36 || (id >= 50 && id <= 58);
}

function formatId({ numFmtId = '0' }: XmlAttributes): number {
  return Number(numFmtId);
}
