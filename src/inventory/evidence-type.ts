import { archivedNames } from './evidence-archive.ts';

/** The kinds of files that may be evidence: what cannot run by itself and every office can open. */
export const evidenceTypes = ['pdf', 'png', 'jpeg', 'xlsx', 'docx'] as const;
export type EvidenceType = (typeof evidenceTypes)[number];

/** Media type of each kind, and the endings a name of it may have. */
export const evidenceForms: Readonly<
  Record<EvidenceType, { readonly mediaType: string; readonly endings: readonly string[] }>
> = {
  pdf: { mediaType: 'application/pdf', endings: ['pdf'] },
  png: { mediaType: 'image/png', endings: ['png'] },
  jpeg: { mediaType: 'image/jpeg', endings: ['jpg', 'jpeg'] },
  xlsx: { mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', endings: ['xlsx'] },
  docx: { mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', endings: ['docx'] },
};

/** What a file is by its own bytes, whatever its name says: `active` = an office file with macros or programs in it. */
export function evidenceTypeOf(bytes: Uint8Array): EvidenceType | 'active' | null {
  if (begins(bytes, [0x25, 0x50, 0x44, 0x46, 0x2d])) return 'pdf';
  if (begins(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'png';
  if (begins(bytes, [0xff, 0xd8, 0xff])) return 'jpeg';
  if (!begins(bytes, [0x50, 0x4b, 0x03, 0x04])) return null;
  const names = archivedNames(bytes);
  if (names === null || !names.includes('[content_types].xml')) return null;
  const type = names.includes('xl/workbook.xml') ? 'xlsx' : names.includes('word/document.xml') ? 'docx' : null;
  return type !== null && names.some(isActive) ? 'active' : type;
}

function begins(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, at) => bytes[at] === byte);
}

// Macros, ActiveX, OLE packages, and programs under their usual endings.
function isActive(name: string): boolean {
  return (
    /(^|\/)vbaproject\.bin$|(^|\/)activex\/|\/embeddings\/[^/]*\.bin$/.test(name) ||
    /\.(exe|dll|com|scr|msi|bat|cmd|ps1|vbs|vbe|js|jse|wsf|hta|jar|lnk|sh)$/.test(name)
  );
}
