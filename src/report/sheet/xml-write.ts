/** Text as the content of an element or of an attribute in double quotes. */
export function escapeXml(text: string): string {
  return text.replace(/[&<>"\t\n]/g, (mark) => named[mark] ?? `&#${mark.charCodeAt(0)};`);
}

/**
 * Text as a workbook's cell holds it: what XML cannot carry (controls, a lone surrogate, a carriage return) is written
 * `_x000D_`, and text that happens to read so has its underscore escaped (ECMA-376, 22.9.2.19).
 */
function escapeCellText(text: string): string {
  const bare = text
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    .replace(/[\u0000-\u0008\u000b-\u001f\ufffe\uffff]|\p{Surrogate}/gu, (mark) => {
      return `_x${mark.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;
    });
  return bare.replace(/[&<>]/g, (mark) => named[mark] ?? mark);
}

/** `<t>` with its text; spaces at its ends are kept. */
export function textElement(text: string): string {
  const space = /^\s|\s$|[\n\t]/.test(text) ? ' xml:space="preserve"' : '';
  return `<t${space}>${escapeCellText(text)}</t>`;
}

export const XML_START = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

const named: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
