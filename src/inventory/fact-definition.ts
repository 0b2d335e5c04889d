import type { AccessRole } from '../access/role.ts';
import type { Block } from './agency.ts';
import type { FactKind, SubjectKind } from './fact.ts';

/**
 * What a value is. `count` a whole number from 0, `number` any finite one, `ratio` 0..1, `rank` a whole number from 1,
 * `money` whole dong from 0, `date` YYYY-MM-DD, `text` one short line.
 */
export const factTypes = ['count', 'number', 'ratio', 'flag', 'rank', 'money', 'date', 'text'] as const;
export type FactType = (typeof factTypes)[number];

/** The probes that can prove a fact. */
export const observedHows = ['wan_link', 'lan_hosts', 'website', 'hosted_systems', 'on_wan_device'] as const;
type ObservedHow = (typeof observedHows)[number];

/** How the figure of an agency comes from those of its sites; `none` = it does not. */
export const rollups = ['sum', 'any', 'all', 'none'] as const;
export type Rollup = (typeof rollups)[number];

/** `choice` takes one of its values, `choices` one or several joined by `+` in their order, `fact` the key of a fact. */
export const dimensionKinds = ['choice', 'choices', 'fact'] as const;

/** The key of something in a catalogue and its name in both languages. */
export type Named = { readonly key: string; readonly nameVi: string; readonly nameEn: string };

/** What can narrow a fact, such as a block or a ranking; `everyFact` = every fact may have it. */
export type FactDimension = Named & {
  readonly kind: (typeof dimensionKinds)[number];
  readonly values: readonly string[];
  readonly everyFact: boolean;
};

/** Least and greatest value, both allowed: numbers, or dates for a fact that is a date. */
export type FactRange = { readonly min: number; readonly max: number } | { readonly min: string; readonly max: string };

/** One fact of the catalogue. */
export type FactDefinition = Named & {
  readonly unit: string;
  readonly type: FactType;
  /** Null for flags and texts. */
  readonly range: FactRange | null;
  readonly subjects: readonly SubjectKind[];
  /** Which kind counts in indicators. */
  readonly kind: FactKind;
  /** Who may declare it: nobody when both are empty, else any of each list that is not empty. */
  readonly declaredBy: { readonly blocks: readonly Block[]; readonly roles: readonly AccessRole[] };
  readonly observedHow: ObservedHow | null;
  /** Keys of the dimensions it may have besides those that every fact may have. */
  readonly dimensions: readonly string[];
  /** Names by which sheets may call it besides its own. */
  readonly aliases: readonly string[];
  readonly rollup: Rollup;
};

/** Whether a breach of a rule keeps a declaration back, or only asks for a reason. */
export const severities = ['error', 'warning'] as const;
export type Severity = (typeof severities)[number];

/**
 * What can hold between `fact` and `other`. `part_of_whole`: fact ≤ other. `zero_if_zero`: fact is 0 when other is 0.
 * `at_most`: fact ≤ factor × other. `requires`: where the flag fact is true, other is given and neither false nor 0.
 * `excludes`: where the flag fact is true, other is neither true nor above 0.
 */
const ruleKinds = ['part_of_whole', 'zero_if_zero', 'at_most', 'requires', 'excludes'] as const;
export type RuleKind = (typeof ruleKinds)[number];

/** What must hold between two facts of one subject. `factor` is 1 but for `at_most`. */
export type FactRule = {
  readonly kind: RuleKind;
  readonly fact: string;
  readonly other: string;
  readonly factor: number;
  readonly severity: Severity;
};

/** Every fact that can be said of anything, and what must hold between them. Maps keep the order of the file. */
export type FactCatalogue = {
  readonly units: ReadonlyMap<string, Named>;
  readonly dimensions: ReadonlyMap<string, FactDimension>;
  readonly facts: ReadonlyMap<string, FactDefinition>;
  readonly rules: readonly FactRule[];
  /** Canonical JSON in the shape of the file: what is kept, and can be read again as a file. */
  readonly content: string;
  /** SHA-256 of `content`, hex. */
  readonly hash: string;
};

/** Whether agencies of the block may declare the fact through people of one of the roles (null = whoever may declare at all). */
export function mayDeclare(fact: FactDefinition, block: Block, roles: readonly AccessRole[] | null): boolean {
  const { blocks, roles: named } = fact.declaredBy;
  if (blocks.length === 0 && named.length === 0) return false;
  const byBlock = blocks.length === 0 || blocks.includes(block);
  const byRole = named.length === 0 || roles === null || roles.some((role) => named.includes(role));
  return byBlock && byRole;
}

/** Whether a version of that kind can be told at all; what others published can be recorded of every fact. */
export function acceptsKind(fact: FactDefinition, kind: FactKind): boolean {
  if (kind === 'observed') return fact.observedHow !== null;
  return kind === 'external' || fact.declaredBy.blocks.length + fact.declaredBy.roles.length > 0;
}
