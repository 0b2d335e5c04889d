import { type Edit, insertion, type XmlOutline } from './xml-edit.ts';

/** The children of a worksheet in the one order that Excel takes (ECMA-376, 18.3.1.99). */
const order =
  'sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges scenarios autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting dataValidations hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks customProperties cellWatches ignoredErrors smartTags drawing legacyDrawing'.split(
    ' ',
  );

/** How our marks are known again in a copy that comes back: a condition that is always true and that nobody else writes. */
const SIGNATURE = 'LEN("hatang-fault")&gt;0';
const REFS_PER_RANGE = 400;

/**
 * Marks cells by a conditional format that holds always: the cells and their own formats stay untouched, and the marks of
 * an earlier round go away whole. `styleNumber` is that of the differential style.
 */
export function markCells(text: string, sheet: XmlOutline, refs: readonly string[], styleNumber: number): Edit[] {
  const earlier = sheet.children.filter(({ name, at, end }) => {
    return name === 'conditionalFormatting' && /hatang-fault/.test(text.slice(at, end));
  });
  const p = sheet.prefix;
  const rule = `<${p}cfRule type="expression" dxfId="${styleNumber}" priority="1"><${p}formula>${SIGNATURE}</${p}formula></${p}cfRule>`;
  const marks: string[] = [];
  for (let at = 0; at < refs.length; at += REFS_PER_RANGE) {
    const range = refs.slice(at, at + REFS_PER_RANGE).join(' ');
    marks.push(`<${p}conditionalFormatting sqref="${range}">${rule}</${p}conditionalFormatting>`);
  }
  return [
    ...earlier.map(({ at, end }) => ({ at, end, text: '' })),
    insertion(placeOf(sheet, 'conditionalFormatting'), marks.join('')),
  ];
}

/** Where a new child of this name belongs. What is not in the list above stands behind all of it. */
export function placeOf({ children, closeAt }: XmlOutline, name: string): number {
  const rank = order.indexOf(name);
  const next = children.find((child) => {
    const other = order.indexOf(child.name);
    return other === -1 || other > rank;
  });
  return next?.at ?? closeAt;
}

/** Adds the red of the marks to a workbook's styles; answers its number. */
export function addMarkStyle(text: string, styles: XmlOutline): { edit: Edit; styleNumber: number } {
  const p = styles.prefix;
  const colour = `<${p}bgColor rgb="FFFFB3B3"/>`;
  const style = `<${p}dxf><${p}fill><${p}patternFill patternType="solid"><${p}fgColor rgb="FFFFB3B3"/>${colour}</${p}patternFill></${p}fill></${p}dxf>`;
  const list = styles.children.find(({ name }) => name === 'dxfs');
  if (list === undefined) {
    const next = styles.children.find(({ name }) => ['tableStyles', 'colors', 'extLst'].includes(name));
    return {
      edit: insertion(next?.at ?? styles.closeAt, `<${p}dxfs count="1">${style}</${p}dxfs>`),
      styleNumber: 0,
    };
  }
  const source = text.slice(list.at, list.end);
  const inner = source.endsWith('/>') ? '' : source.slice(source.indexOf('>') + 1, source.lastIndexOf('<'));
  const styleNumber = [...inner.matchAll(new RegExp(`<${p}dxf[\\s/>]`, 'g'))].length;
  const whole = `<${p}dxfs count="${styleNumber + 1}">${inner}${style}</${p}dxfs>`;
  return { edit: { at: list.at, end: list.end, text: whole }, styleNumber };
}
