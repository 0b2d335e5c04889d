import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { FactCatalogue, FactDefinition } from '../../src/inventory/fact-definition.ts';
import type { Form } from '../../src/inventory/form.ts';
import { catalogues } from '../support/catalogues.ts';

/** The text of a catalogue as shipped. */
export function shippedText(file: 'facts.yaml' | 'forms.yaml'): string {
  return readFileSync(path.join(import.meta.dirname, '../../config', file), 'utf8');
}

/** The fact catalogue as shipped. */
export const facts: FactCatalogue = catalogues.facts;

/** A shipped fact by its key. */
export function fact(key: string): FactDefinition {
  return must(facts.facts.get(key));
}

/** The forms as shipped. */
export const forms: ReadonlyMap<string, Form> = catalogues.forms.forms;

/** A shipped form by its key. */
export function form(key: string): Form {
  return must(forms.get(key));
}

/** What has to be there; a test that cannot begin without it fails here. */
export function must<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new Error('what the test needs is not there');
  return value;
}
