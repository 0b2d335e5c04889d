import { sees } from '../access/scope.ts';
import { NotFoundError } from '../errors.ts';
import type { SubjectRef } from '../inventory/import-entry.ts';
import type { CommandContext } from './context.ts';
import { deviceIdOf } from './record.ts';
import { agencyIdOf, requireWholeTree } from './within-scope.ts';

/**
 * The id behind what a fact is about; 0 for the province.
 * @throws NotFoundError for what is not there and for others' alike, ForbiddenError where it takes the whole tree
 */
export function subjectIdOf(context: CommandContext, { kind, code }: SubjectRef): number {
  switch (kind) {
    case 'agency':
      return agencyIdOf(context, code);
    case 'device':
      return deviceIdOf(context, code);
    case 'province':
      requireWholeTree(context);
      return 0;
    default: {
      if (kind === 'administrative_unit') requireWholeTree(context);
      const record = context.store.read.records.last(context.scope, { kind, code });
      const own = record !== null && (record.agencyId === null || sees(context.scope, record.agencyId));
      if (!own) throw new NotFoundError(`không có / there is no ${kind} ${code}`);
      return record.id;
    }
  }
}

/** How a fact's subject is named in ledger and audit; agencies by their code alone. */
export function subjectName({ kind, code }: SubjectRef): string {
  if (kind === 'agency') return code;
  return code === '' ? kind : `${kind} ${code}`;
}
