import type { Block } from './agency.ts';
import type { EvidenceType } from './evidence-type.ts';
import type { Named } from './fact-definition.ts';
import type { PeriodKind } from './form-period.ts';

/** When a form is due: that many days after the last day of its period, or on the first such month and day after it. */
export type DueRule = { readonly days: number } | { readonly on: string };

/** What may be attached as evidence, each file and all of them. */
export type EvidenceRule = {
  readonly maxFiles: number;
  readonly maxBytes: number;
  readonly types: readonly EvidenceType[];
};

/** Which facts agencies of some blocks declare, how often, by when, and what makes a figure remarkable. */
export type Form = Named & {
  readonly blocks: readonly Block[];
  readonly period: PeriodKind;
  readonly due: DueRule;
  /** Days before the due day on which those who have not submitted are reminded, the earliest first. */
  readonly reminders: readonly number[];
  /** A change against the year before by more than this share needs its reason; null = none does. */
  readonly jumpAbove: number | null;
  /** A figure further than `mad` median absolute deviations from its block's median needs its reason; null = none does. */
  readonly outlier: { readonly mad: number; readonly minPeers: number } | null;
  readonly evidence: EvidenceRule;
  /** The facts in the order of the form. */
  readonly facts: ReadonlyMap<string, FormFact>;
};

/** Whether a form may be submitted without the fact. */
export const formFacts = ['required', 'optional'] as const;
export type FormFact = (typeof formFacts)[number];

/** All forms, in the order of the file. */
export type FormCatalogue = {
  readonly forms: ReadonlyMap<string, Form>;
  /** Canonical JSON in the shape of the file, and its SHA-256 in hex. */
  readonly content: string;
  readonly hash: string;
};
