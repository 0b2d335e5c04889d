import type { FactCatalogue, FactDefinition, FactDimension } from './fact-definition.ts';

/** Everything that can be wrong with the dimensions of a fact. */
export const dimensionFaultCodes = ['dimension-unknown', 'dimension-value-unknown', 'dimension-fact-unknown'] as const;
export type DimensionFault = {
  readonly dimension: string;
  readonly code: (typeof dimensionFaultCodes)[number];
  readonly params: Readonly<Record<string, string>>;
};

/** Every fault of what narrows a fact: dimensions it cannot have, and values that those do not take. */
export function checkDimensions(
  catalogue: FactCatalogue,
  fact: FactDefinition,
  dimensions: Readonly<Record<string, string>>,
): DimensionFault[] {
  const allowed = [...catalogue.dimensions.values()]
    .filter((dimension) => dimension.everyFact || fact.dimensions.includes(dimension.key))
    .map((dimension) => dimension.key);
  return Object.entries(dimensions).flatMap(([key, value]): DimensionFault[] => {
    const dimension = allowed.includes(key) ? catalogue.dimensions.get(key) : undefined;
    if (dimension === undefined) {
      const params = { dimension: key, fact: fact.key, allowed: allowed.join(', ') };
      return [{ dimension: key, code: 'dimension-unknown', params }];
    }
    if (takes(catalogue, dimension, value)) return [];
    const params = { dimension: key, text: value.slice(0, 60) };
    if (dimension.kind === 'fact') return [{ dimension: key, code: 'dimension-fact-unknown', params }];
    const values = dimension.values.join(dimension.kind === 'choice' ? ', ' : ' + ');
    return [{ dimension: key, code: 'dimension-value-unknown', params: { ...params, allowed: values } }];
  });
}

function takes(catalogue: FactCatalogue, { kind, values }: FactDimension, value: string): boolean {
  if (kind === 'fact') return catalogue.facts.has(value);
  if (kind === 'choice') return values.includes(value);
  const parts = value.split('+');
  return value !== '' && value === values.filter((one) => parts.includes(one)).join('+');
}
