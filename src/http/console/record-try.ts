import { AppError, StaleError } from '../../errors.ts';
import { tellError } from '../problem.ts';
import type { FormFault } from './access-form.ts';
import { inputName } from './record-fields.ts';

/** What came of a form about a record: what was made, or what to tell on the same page with which status. */
export type Tried<T> =
  | { readonly made: T; readonly faults: null }
  | { readonly made: null; readonly faults: readonly FormFault[]; readonly status: 400 | 409 | 412 };

/** Tries a change of a record; what the asker can put right is told at its field. `beside` are the fields next to the record's own. */
export async function tryRecord<T>(work: () => Promise<T>, beside: readonly string[]): Promise<Tried<T>> {
  try {
    return { made: await work(), faults: null };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error instanceof StaleError)
      return { made: null, faults: [{ field: null, message: error.message }], status: 412 };
    const { status } = tellError(error);
    if (status !== 400 && status !== 409) throw error;
    const problems = error.problems.length === 0 ? [{ message: error.message }] : error.problems;
    const faults = problems.map(({ path = '', message }) => ({ field: fieldOf(path, beside), message }));
    return { made: null, faults, status };
  }
}

// `/values/key` is a field of the record, `/from` and `?on` stand beside them.
function fieldOf(path: string, beside: readonly string[]): string | null {
  const key = /^\/values\/([^/]+)/.exec(path)?.[1];
  if (key !== undefined) return inputName(key);
  return beside.find((name) => path === `/${name}` || path === `?${name}`) ?? null;
}
