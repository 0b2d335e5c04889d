import { readFileSync, renameSync, writeFileSync } from 'node:fs';

/** How far a stream of audit rows has left the house, kept in a small file of its own. */
export type AuditPosition = {
  /** Id of the last row that left; 0 before the first, or when the file tells nothing. */
  load(): number;
  save(id: number): void;
};

/** The position kept in a file; a crash leaves the one before, so that rows come twice rather than never. */
export function auditPosition(file: string): AuditPosition {
  return {
    load() {
      try {
        const id = Number(readFileSync(file, 'utf8').trim());
        return Number.isSafeInteger(id) && id > 0 ? id : 0;
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 0;
        throw error;
      }
    },
    save(id) {
      writeFileSync(`${file}.new`, `${id}\n`, { mode: 0o600 });
      renameSync(`${file}.new`, file);
    },
  };
}
