import { randomUUID } from 'node:crypto';
import type { Context } from 'hono';
import { foldText } from '../inventory/fold-text.ts';
import type { HttpEnv } from './caller.ts';
import type { HttpDoors } from './doors.ts';
import type { ReadFile, SentFile } from './import-file.ts';

/** Keeps what was said of headers for the next sheets of the same source, kind of list by kind of list. */
export async function rememberMappings(
  c: Context<HttpEnv>,
  doors: HttpDoors,
  { source, mappings }: Pick<SentFile, 'source' | 'mappings'>,
  { said }: Pick<ReadFile, 'said'>,
): Promise<void> {
  const tables = said?.tables ?? [];
  const { actor, scope } = c.get('caller');
  const within = scope.agencyIds === null ? null : [...scope.agencyIds];
  for (const kind of new Set(tables.flatMap((table) => table.kind ?? []))) {
    const there = tables.filter((table) => table.kind === kind).flatMap(({ columns }) => columns);
    const given = there.filter(({ how }) => how === 'given').map(({ header }) => foldText(header));
    const own = mappings.filter(({ header }) => given.includes(foldText(header)));
    if (own.length > 0)
      await doors.submit({
        id: randomUUID(),
        actor,
        scope: within,
        command: { kind: 'mapping.put', source, table: kind, mappings: own },
      });
  }
}
