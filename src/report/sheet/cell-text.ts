/** Collects the text of one shared or inline string: its runs in order, without the reading aids of East Asian text. */
export class CellText {
  #parts: string[] = [];
  #inText = false;
  #phonetic = 0;
  length = 0;

  open(element: string): void {
    if (element === 'rPh') this.#phonetic += 1;
    this.#inText = element === 't' && this.#phonetic === 0;
  }

  text(text: string): void {
    if (!this.#inText) return;
    this.#parts.push(text);
    this.length += text.length;
  }

  close(element: string): void {
    if (element === 'rPh') this.#phonetic -= 1;
    if (element === 't') this.#inText = false;
  }

  /** What was collected, and begins anew. */
  take(): string {
    const text = unescapeText(this.#parts.join(''));
    this.#parts = [];
    this.length = 0;
    return text;
  }
}

/** `_x000D_` and its like are how a workbook writes what XML cannot hold (ECMA-376, 22.9.2.19). */
export function unescapeText(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
}
