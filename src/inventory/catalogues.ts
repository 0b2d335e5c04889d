import type { FactCatalogue } from './fact-definition.ts';
import type { FormCatalogue } from './form.ts';
import type { Measuring } from './measuring.ts';
import type { RecordCatalogue } from './record-catalogue.ts';

/** What an installation's configuration says exists: read once at start and handed to whoever needs it. */
export type Catalogues = {
  readonly facts: FactCatalogue;
  readonly forms: FormCatalogue;
  readonly records: RecordCatalogue;
  readonly measuring: Measuring;
  /** What the files said, by the hash of their content: kept beside the figures that rest on them. */
  readonly contents: readonly { readonly kind: string; readonly hash: string; readonly content: string }[];
};
