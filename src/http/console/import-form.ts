import type { HeaderMapping } from '../../inventory/sheet-column.ts';
import type { AcceptedNames } from '../../inventory/sheet-resolution.ts';
import type { SentFile } from '../import-file.ts';
import type { Form } from './access-submit.ts';
import { LEFT_OUT } from './import-choices.ts';

const MOST = 2_000;

/** What a form says about how a file is to be read, laid over what was said before. */
export function choicesIn(form: Form, sent: SentFile): SentFile {
  const decimal = form('decimal');
  return {
    ...sent,
    kind: form('kind') || null,
    sign: decimal === 'comma' ? ',' : decimal === 'point' ? '.' : null,
    encoding: form('encoding') === 'windows-1258' ? 'windows-1258' : null,
    mappings: mappingsIn(form),
    accept: { confidence: sent.accept.confidence, names: namesIn(form) },
  };
}

function mappingsIn(form: Form): HeaderMapping[] {
  return numbered(form, 'header').flatMap(({ at, text: header }) => {
    const field = form(`field-${at}`);
    return field === '' ? [] : [{ header, field: field === LEFT_OUT ? null : field }];
  });
}

function namesIn(form: Form): AcceptedNames['names'] {
  return numbered(form, 'name').flatMap(({ at, text }) => {
    const code = form(`agency-${at}`);
    return code === '' ? [] : [{ text, code }];
  });
}

function numbered(form: Form, name: string): { readonly at: number; readonly text: string }[] {
  const found: { at: number; text: string }[] = [];
  for (let at = 1; at <= MOST; at += 1) {
    const text = form(`${name}-${at}`);
    if (text === '') break;
    found.push({ at, text });
  }
  return found;
}
