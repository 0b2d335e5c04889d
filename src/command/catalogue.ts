import { InvalidError } from '../errors.ts';
import { contentHash } from '../inventory/content-hash.ts';
import type { CommandContext } from './context.ts';
import type { DeclarationCommand } from './declaration-command.ts';

/** Keeps a catalogue by the hash of its content; one that is kept already changes nothing. @throws InvalidError when the hash is another's */
export function keepCatalogue(
  context: CommandContext,
  { catalogue: kind, hash, content }: Extract<DeclarationCommand, { kind: 'catalogue.keep' }>,
): void {
  if (contentHash(content) !== hash) {
    throw new InvalidError(`danh mục ${kind}: mã băm không khớp nội dung / the hash is not that of the content`);
  }
  if (context.store.read.catalogues.byHash(hash) !== null) return;
  context.store.catalogues.add(context.commit, { kind, hash, content });
  context.commit.audit('keep', { kind: 'catalogue', id: hash }, { kind });
}
