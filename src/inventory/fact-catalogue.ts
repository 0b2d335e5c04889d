import type { CatalogueFault } from './catalogue-fault.ts';
import { readSection } from './catalogue-section.ts';
import { type CatalogueTree, readCatalogue } from './catalogue-tree.ts';
import { canonicalJson, contentHash } from './content-hash.ts';
import type { FactCatalogue } from './fact-definition.ts';
import { readDimension, readFact, readUnit } from './fact-entry.ts';
import { headersOf } from './fact-headers.ts';
import { readRule } from './fact-rule-entry.ts';

/** Reads `facts.yaml` strictly: the catalogue, or null and every fault at once in the order of the lines. */
export function parseFactCatalogue(tree: CatalogueTree): {
  readonly catalogue: FactCatalogue | null;
  readonly faults: readonly CatalogueFault[];
} {
  const reader = readCatalogue(tree);
  if (reader.faults.length > 0) return { catalogue: null, faults: reader.faults };
  const top = reader.sections(tree.value, ['units', 'dimensions', 'facts', 'rules']);
  const units = readSection(reader, 'units', top.get('units'), readUnit);
  const dimensions = readSection(reader, 'dimensions', top.get('dimensions') ?? {}, readDimension);
  const facts = readSection(reader, 'facts', top.get('facts'), (at, path, key, value) =>
    readFact(at, path, key, value, { units: units.names, dimensions: dimensions.names }),
  );
  const rules = reader.items(['rules'], top.get('rules')).flatMap((value, at) => {
    return readRule(reader, ['rules', at], value, facts) ?? [];
  });
  for (const { header, fact, other } of headersOf(facts.sound.values()).clashes) {
    reader.note(['facts', fact], 'catalogue-header-taken', { header, other });
  }
  const faults = reader.faults.toSorted((a, b) => a.line - b.line);
  if (faults.length > 0) return { catalogue: null, faults };
  const content = canonicalJson({
    units: units.document,
    dimensions: dimensions.document,
    facts: facts.document,
    rules: rules.map((rule) => rule.document),
  });
  const catalogue: FactCatalogue = {
    units: units.sound,
    dimensions: dimensions.sound,
    facts: facts.sound,
    rules: rules.map((rule) => rule.value),
    content,
    hash: contentHash(content),
  };
  return { catalogue, faults };
}
