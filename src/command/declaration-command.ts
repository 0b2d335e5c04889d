import type { CivilDate } from '../calendar/civil.ts';
import type { FactValue } from '../inventory/fact.ts';

/** What can be asked about declarations, their evidence and their deadlines. `ifMatch` is `changedAt` of what the caller saw. */
export type DeclarationCommand =
  /** Begins one; of one that is approved already, its correction, which needs a note. `period` as people write it. */
  | {
      readonly kind: 'declaration.open';
      readonly agency: string;
      readonly form: string;
      readonly period: string;
      readonly note: string | null;
    }
  /** Figures and reasons by fact, laid over those of the draft; null clears. */
  | {
      readonly kind: 'declaration.save';
      readonly id: number;
      readonly ifMatch: number | null;
      readonly figures: Readonly<Record<string, FactValue | null>>;
      readonly reasons: Readonly<Record<string, string | null>>;
    }
  | ({ readonly kind: 'declaration.submit' } & Step)
  | ({ readonly kind: 'declaration.approve' } & Step)
  | ({ readonly kind: 'declaration.return' } & Step)
  | {
      readonly kind: 'declaration.attach';
      readonly id: number;
      readonly name: string;
      readonly content: Uint8Array;
    }
  | { readonly kind: 'declaration.detach'; readonly id: number; readonly hash: string }
  /** Writes down the reminders of a day, each once. */
  | { readonly kind: 'declaration.remind'; readonly day: CivilDate }
  /** Keeps a catalogue that is in force, by the hash of its content. */
  | {
      readonly kind: 'catalogue.keep';
      readonly catalogue: string;
      readonly hash: string;
      readonly content: string;
    };

type Step = { readonly id: number; readonly ifMatch: number | null; readonly note: string | null };

/** What of it may be asked with rights on a part of the tree. */
export const declarationKindsOfAgencies = [
  'declaration.open',
  'declaration.save',
  'declaration.submit',
  'declaration.approve',
  'declaration.return',
  'declaration.attach',
  'declaration.detach',
] as const;

/** Whether a command is one of these. */
export function isDeclarationCommand(command: { readonly kind: string }): command is DeclarationCommand {
  return command.kind === 'catalogue.keep' || command.kind.startsWith('declaration.');
}
