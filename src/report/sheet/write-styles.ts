import { escapeXml, XML_START } from './xml-write.ts';

/** How a cell looks and whether it may be typed over. */
export type CellLook = {
  /** A number format code. */
  readonly format: string;
  readonly header: boolean;
  readonly locked: boolean;
  readonly marked: boolean;
  /** Text that begins like a formula: shown as text even after somebody edits the cell. */
  readonly quoted: boolean;
};

/** Numbers the looks that a workbook uses, in the order they were first asked for; 0 is the plain one. */
export class StyleTable {
  readonly #numbers = new Map<string, number>();
  readonly #looks: CellLook[] = [];

  constructor() {
    this.numberOf({ format: 'General', header: false, locked: true, marked: false, quoted: false });
  }

  numberOf(look: CellLook): number {
    const key = JSON.stringify([look.format, look.header, look.locked, look.marked, look.quoted]);
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#looks.push(look);
    this.#numbers.set(key, this.#looks.length - 1);
    return this.#looks.length - 1;
  }

  /** The part `xl/styles.xml`. */
  toXml(): string {
    const codes = [...new Set(this.#looks.map(({ format }) => format))].filter((code) => !builtIn.has(code));
    const idOf = (code: string): number => builtIn.get(code) ?? FIRST_OWN + codes.indexOf(code);
    const formats = codes.map((code) => `<numFmt numFmtId="${idOf(code)}" formatCode="${escapeXml(code)}"/>`);
    const looks = this.#looks.map((look) => formatXml(look, idOf(look.format)));
    return [
      XML_START,
      '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">',
      codes.length === 0 ? '' : `<numFmts count="${codes.length}">${formats.join('')}</numFmts>`,
      '<fonts count="2"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font>',
      '<font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts>',
      '<fills count="4"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>',
      `${fill(HEADER_COLOUR)}${fill(MARK_COLOUR)}</fills>`,
      '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>',
      '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>',
      `<cellXfs count="${looks.length}">${looks.join('')}</cellXfs>`,
      '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
    ].join('');
  }
}

const FIRST_OWN = 164;
const HEADER_COLOUR = 'FFD9E2EC';
const MARK_COLOUR = 'FFFFB3B3';
const builtIn = new Map([
  ['General', 0],
  ['0', 1],
  ['0.00', 2],
  ['0%', 9],
  ['0.00%', 10],
  ['@', 49],
]);

function formatXml({ header, locked, marked, quoted }: CellLook, formatId: number): string {
  const background = marked ? 3 : header ? 2 : 0;
  const attributes = `numFmtId="${formatId}" fontId="${header ? 1 : 0}" fillId="${background}" borderId="0" xfId="0"`;
  const applied = ' applyNumberFormat="1" applyFont="1" applyFill="1" applyAlignment="1" applyProtection="1"';
  const alignment = header ? '<alignment vertical="top" wrapText="1"/>' : '<alignment vertical="top"/>';
  const protection = `<protection locked="${locked ? 1 : 0}"/>`;
  return `<xf ${attributes}${quoted ? ' quotePrefix="1"' : ''}${applied}>${alignment}${protection}</xf>`;
}

function fill(colour: string): string {
  const colours = `<fgColor rgb="${colour}"/><bgColor indexed="64"/>`;
  return `<fill><patternFill patternType="solid">${colours}</patternFill></fill>`;
}
