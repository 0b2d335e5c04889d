import type { Scope } from '../access/scope.ts';
import type { Agency } from '../inventory/agency.ts';
import { declarationProgress, type Progress } from '../inventory/declaration-progress.ts';
import { missing, type Standing, standingsOf } from '../inventory/declaration-standing.ts';
import type { Form } from '../inventory/form.ts';
import { type FormPeriod, lastDay } from '../inventory/form-period.ts';
import type { ReadStore } from '../store/read-store.ts';

/** How far a form is for a period within what the caller may see, with every agency that owes it and how it stands. */
export type LoadedProgress = Progress & {
  readonly agencies: readonly { readonly agency: Agency; readonly standing: Standing }[];
};

/** Loads it from one consistent view of the store: agencies as they are on the last day of the period. */
export function loadProgress(read: ReadStore, scope: Scope, form: Form, period: FormPeriod): LoadedProgress {
  return read.snapshot(() => {
    const known = { asOf: lastDay(period), knownSeq: Number.MAX_SAFE_INTEGER };
    const agencies = read.agencies.list(scope, known);
    const records = read.declarations.records(scope, form.key, period.from);
    const progress = declarationProgress(form, period, agencies, records);
    const standings = standingsOf(form.key, period.from, records);
    const expected = new Set(progress.all.expectedIds);
    return {
      ...progress,
      agencies: agencies
        .filter(({ id }) => expected.has(id))
        .map((agency) => ({ agency, standing: standings.get(agency.id) ?? missing })),
    };
  });
}
