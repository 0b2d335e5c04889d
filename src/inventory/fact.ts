import type { CivilDate } from '../calendar/civil.ts';

/** Whether somebody said it, we measured it, or somebody else published it. */
export const factKinds = ['declared', 'observed', 'external'] as const;
export type FactKind = (typeof factKinds)[number];

/** The facts the first cut knows: what it is about, its type and its meaning. */
export const factCatalogue = {
  officials: { type: 'count', kind: 'declared', nameVi: 'Cán bộ, công chức, viên chức', nameEn: 'Officials' },
  officials_needing_workstation: {
    type: 'count',
    kind: 'declared',
    nameVi: 'Cán bộ cần máy tính cho công việc',
    nameEn: 'Officials who need a workstation',
  },
  workstations: { type: 'count', kind: 'declared', nameVi: 'Máy tính (máy trạm)', nameEn: 'Workstations' },
  offices: { type: 'count', kind: 'declared', nameVi: 'Phòng, ban trực thuộc', nameEn: 'Offices' },
  offices_with_lan: { type: 'count', kind: 'declared', nameVi: 'Phòng, ban có mạng LAN', nameEn: 'Offices with LAN' },
  on_wan: { type: 'flag', kind: 'observed', nameVi: 'Đã kết nối mạng WAN', nameEn: 'On the government WAN' },
} as const satisfies Record<string, { type: 'count' | 'flag'; kind: FactKind; nameVi: string; nameEn: string }>;

/** A key of {@link factCatalogue}. */
export type FactKey = keyof typeof factCatalogue;

/** Counts are whole numbers from 0, flags are true or false. */
export type FactValue = number | boolean;

/**
 * One version of a fact about an agency: what is held to be true on the dates [validFrom, validTo), as known from commit
 * `knownSeq` on. A later version wins where it covers the date; a version with `value` null retracts.
 */
export type FactVersion = {
  readonly agencyId: number;
  readonly fact: FactKey;
  readonly kind: FactKind;
  /** Who says so: `import:<file>`, `poller:<name>`, the title of a publication. */
  readonly source: string;
  readonly value: FactValue | null;
  readonly validFrom: CivilDate;
  readonly validTo: CivilDate | null;
  readonly knownSeq: number;
  /** What proves it, or null for a bare declaration. */
  readonly evidence: FactEvidence | null;
};

/** The proof of an observed fact: the device looked at, its state then, and the observation that said so. */
export type FactEvidence = {
  readonly deviceId: number;
  readonly device: string;
  readonly state: 'up' | 'down' | 'shadowed' | 'unknown';
  /** Instant at which the state was read, epoch ms. */
  readonly at: number;
  readonly stateSince: number;
  /** Instant of the last conclusive observation before `at`, epoch ms. */
  readonly observedAt: number | null;
  readonly outageId: number | null;
};

/** What selects versions: the date looked at, and what was known by which commit. */
export type AsKnown = { readonly asOf: CivilDate; readonly knownSeq: number };
