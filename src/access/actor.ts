/** Who asked for a change. It is written into the audit row of every change. */
export type Actor = { readonly kind: 'token' | 'account' | 'job' | 'cli' | 'demo'; readonly name: string };

/** `kind:name`, the form in which an actor is stored. */
export function actorName(actor: Actor): string {
  return `${actor.kind}:${actor.name}`;
}
