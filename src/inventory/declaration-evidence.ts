import { contentHash } from './content-hash.ts';
import { evidenceForms, evidenceTypeOf } from './evidence-type.ts';
import type { EvidenceRule } from './form.ts';

/** A file somebody wants to attach. */
export type OfferedFile = { readonly name: string; readonly bytes: Uint8Array };

/** A file that may be attached: kept by the hash of its content, under its name in NFC. */
export type Evidence = {
  readonly hash: string;
  readonly name: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
};

/** Everything a file can have against it; `text/` words each in both languages. */
export const evidenceFaultCodes = [
  'evidence-too-many',
  'evidence-empty',
  'evidence-too-large',
  'evidence-name-malformed',
  'evidence-type-unknown',
  'evidence-type-refused',
  'evidence-active',
  'evidence-name-mismatch',
  'evidence-attached-already',
] as const;
export type EvidenceFault = {
  readonly code: (typeof evidenceFaultCodes)[number];
  readonly params: Readonly<Record<string, string | number>>;
};

/**
 * Whether a file may be attached beside those attached already: count and size, a plain name, a type that its own bytes
 * prove, that the form takes and that the name agrees with, and no macros or programs in an office file. What a PDF would do
 * when opened is not looked into: hand evidence out as a download, never as a page.
 */
export function checkEvidence(
  rule: EvidenceRule,
  attached: readonly Pick<Evidence, 'hash' | 'name'>[],
  file: OfferedFile,
): { readonly evidence: Evidence | null; readonly faults: readonly EvidenceFault[] } {
  const faults: EvidenceFault[] = [];
  const name = file.name.normalize('NFC').trim();
  const shown = name.replace(unsafe, '?').slice(0, 100);
  const fault = (code: EvidenceFault['code'], params: EvidenceFault['params'] = {}): void => {
    faults.push({ code, params: { name: shown, ...params } });
  };
  const sizeBytes = file.bytes.byteLength;
  if (attached.length >= rule.maxFiles) fault('evidence-too-many', { max: rule.maxFiles });
  if (!isPlainName(name)) fault('evidence-name-malformed', { max: NAME_MAX });
  if (sizeBytes === 0) fault('evidence-empty');
  if (sizeBytes > rule.maxBytes)
    fault('evidence-too-large', { size: megabytes(sizeBytes), max: megabytes(rule.maxBytes) });
  if (sizeBytes === 0 || sizeBytes > rule.maxBytes) return { evidence: null, faults };

  const type = evidenceTypeOf(file.bytes);
  const allowed = rule.types.join(', ');
  if (type === 'active') fault('evidence-active');
  else if (type === null) fault('evidence-type-unknown', { allowed });
  else if (!rule.types.includes(type)) fault('evidence-type-refused', { type, allowed });
  else if (!evidenceForms[type].endings.includes(endingOf(name))) fault('evidence-name-mismatch', { type });
  const hash = contentHash(file.bytes);
  const same = attached.find((one) => one.hash === hash);
  if (same !== undefined) fault('evidence-attached-already', { other: same.name });
  if (faults.length > 0 || type === null || type === 'active') return { evidence: null, faults };
  return { evidence: { hash, name, mediaType: evidenceForms[type].mediaType, sizeBytes }, faults };
}

const NAME_MAX = 150;
// Controls, invisible and direction-changing characters, and what file systems take for something else.
const unsafe = /[\p{C}\p{Zl}\p{Zp}/\\:*?"<>|]/gu;

function isPlainName(name: string): boolean {
  return name !== '' && name.length <= NAME_MAX && !name.startsWith('.') && name.search(unsafe) === -1;
}

function endingOf(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1).toLowerCase();
}

function megabytes(bytes: number): string {
  return `${Math.ceil((bytes / 1_048_576) * 10) / 10} MB`;
}
