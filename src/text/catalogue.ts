import { accessMessages } from './access-messages.ts';
import { administrativeMessages } from './administrative-messages.ts';
import { declarationMessages } from './declaration-messages.ts';
import { importMessages } from './import-messages.ts';
import { sheetMessages } from './sheet-messages.ts';
import { bothWords, type Words } from './words.ts';

const messages: ReadonlyMap<string, Words> = new Map(
  Object.entries({
    ...importMessages,
    ...accessMessages,
    ...administrativeMessages,
    ...declarationMessages,
    ...sheetMessages,
  }),
);

/** Parameters of a message, put in as they are. */
export type MessageParams = Readonly<Record<string, string | number>>;

/** The words of a message code with its parameters; a code without words stands for itself. */
export function say(code: string, params: MessageParams = {}): Words {
  const words = messages.get(code) ?? { vi: code, en: code };
  return { vi: fill(words.vi, params), en: fill(words.en, params) };
}

/** The message in both languages on one line: `vi / en`. */
export function sayBoth(code: string, params: MessageParams = {}): string {
  return bothWords(say(code, params));
}

/** `{{` stands for a brace; a parameter that was not given stays visible. Values are put in once and never read again. */
function fill(template: string, params: MessageParams): string {
  return template.replace(/\{\{|\}\}|\{(\w+)\}/g, (whole, name?: string) => {
    if (name === undefined) return whole.slice(1);
    return Object.hasOwn(params, name) ? String(params[name]) : whole;
  });
}
