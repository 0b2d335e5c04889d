import { z } from '@hono/zod-openapi';
import { type CommandResult, touched } from '../../command/command.ts';

/** What came of a change: its commit (null when nothing changed), how many of each kind, and which things. */
export const changeResult = z
  .object({
    knownSeq: z.number().nullable(),
    tally: z.record(z.enum(touched), z.object({ added: z.number(), changed: z.number(), same: z.number() })),
    subjects: z
      .array(z.object({ kind: z.enum(touched), id: z.string(), what: z.enum(['added', 'changed']) }))
      .readonly(),
  })
  .openapi('ChangeResult');

/** A command's result as the API tells it. */
export function tellResult({ seq, tally, subjects }: CommandResult): z.infer<typeof changeResult> {
  return { knownSeq: seq, tally: { ...tally }, subjects };
}
