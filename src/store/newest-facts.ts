import { z } from 'zod';
import type { Scope } from '../access/scope.ts';
import type { AsKnown, FactVersion } from '../inventory/fact.ts';
import type { Db } from './database.ts';
import { factColumns, factRowSchema } from './facts.ts';
import { scopeJson } from './scope-filter.ts';

const rows = z.array(factRowSchema);

// Looked up pair by pair: a fact observed nightly has hundreds of versions a year, of which one is wanted.
const pairs = `with subject as materialized (
    select id from agency where :scope is null or id in (select value from json_each(:scope))),
  wanted as materialized (select value as name from json_each(:facts))`;
const ofPair = `subject_kind = 'agency' and subject_id = s.id and fact = w.name and dimensions = ''
  and valid_from <= :asOf and known_seq <= :knownSeq`;

/** What was last said of some facts of agencies, also where it no longer holds on the date. */
export function newestFactReads(db: Db) {
  const declared = db.sqlite.prepare(`${pairs} select ${factColumns} from fact f where f.id in (
    select fact.id from subject s cross join wanted w cross join fact where ${ofPair} and kind = 'declared') order by f.id`);
  // The order is the index's own, so that each pair takes one step.
  const observed = db.sqlite.prepare(`${pairs} select ${factColumns} from fact f where f.value is not null and f.id in (
    select (select id from fact where ${ofPair} and kind = 'observed' and source = :source
      order by valid_from desc, valid_to desc, known_seq desc, id desc limit 1)
    from subject s cross join wanted w) order by f.id`);
  const asked = (scope: Scope, { asOf, knownSeq }: AsKnown, facts: readonly string[]) => {
    return { scope: scopeJson(scope), asOf, knownSeq, facts: JSON.stringify(facts) };
  };
  return {
    /** Every version of declared facts that begins by the date, as known by the commit, as written; retractions too. */
    declared(scope: Scope, known: AsKnown, facts: readonly string[]): FactVersion[] {
      return rows.parse(declared.all(asked(scope, known, facts)));
    },
    /** The newest observation of each fact by one source that begins by the date. */
    observed(scope: Scope, known: AsKnown, facts: readonly string[], source: string): FactVersion[] {
      return rows.parse(observed.all({ ...asked(scope, known, facts), source }));
    },
  };
}
