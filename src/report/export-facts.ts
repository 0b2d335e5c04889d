import type { FactVersion } from '../inventory/fact.ts';
import type { FactCatalogue } from '../inventory/fact-definition.ts';
import { factTimeline } from '../inventory/fact-timeline.ts';
import type { InventoryNames } from './export-names.ts';
import type { ToldRow } from './export-row.ts';

/** A row for each period in which the same was declared or published of a subject by one source. */
export function factRows(versions: readonly FactVersion[], catalogue: FactCatalogue, names: InventoryNames): ToldRow[] {
  const identities = Map.groupBy(versions, ({ subjectKind, subjectId, fact, dimensions, kind, source }) =>
    JSON.stringify([subjectKind, subjectId, fact, dimensions, kind, source]),
  );
  return [...identities.values()].flatMap((told) =>
    factTimeline(told).flatMap(({ from, to, values: version }) => {
      const { fact, value, kind, basis, qualifier, source } = version;
      const subject = subjectOf(version, names);
      const values = {
        ...subject,
        fact: catalogue.facts.get(fact)?.nameVi ?? fact,
        value,
        dimensions: dimensionsOf(version),
        ...{ kind, basis, qualifier, source },
        valid_from: from,
        valid_to: to,
      };
      const about = [version.subjectKind, subject.agency ?? subject.subject ?? ''];
      return [{ order: [...about, fact, version.dimensions, kind, source, from], period: { from, to }, values }];
    }),
  );
}

function subjectOf({ subjectKind, subjectId }: FactVersion, names: InventoryNames) {
  const nothing = { subject_kind: null, agency: null, subject: null };
  switch (subjectKind) {
    case 'agency':
      return { ...nothing, agency: names.agency(subjectId) };
    case 'province':
      return { ...nothing, subject_kind: subjectKind };
    case 'device':
      return { ...nothing, subject_kind: subjectKind, subject: names.device(subjectId) };
    default:
      return { ...nothing, subject_kind: subjectKind, subject: names.record(subjectId) };
  }
}

function dimensionsOf({ dimensions }: FactVersion): string | null {
  if (dimensions === '') return null;
  const parsed: unknown = JSON.parse(dimensions);
  const entries = typeof parsed === 'object' && parsed !== null ? Object.entries(parsed) : [];
  return entries.map(([key, value]) => `${key}=${value}`).join('; ');
}
