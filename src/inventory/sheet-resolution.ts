import type { CivilDate } from '../calendar/civil.ts';
import { isCode } from './import-cell.ts';
import type { Place } from './import-entry.ts';
import type { AgencyFinder, AgencyMatch, AgencyName } from './sheet-agency.ts';
import type { CellHelp } from './sheet-cell.ts';
import { readCodeText } from './sheet-cell.ts';
import { misread, type Reading, show } from './sheet-number.ts';

/** An agency that a sheet calls by a name: which one that is held to be, how surely, and whether somebody has said that it is so. */
export type Resolution = {
  readonly text: string;
  readonly code: string;
  readonly name: string;
  readonly how: AgencyMatch['how'] | 'given';
  /** 1 = exact. */
  readonly confidence: number;
  /** Whether it is read so: an exact name, or one that the caller has accepted. */
  readonly accepted: boolean;
  /** Agencies that the text could mean as well. */
  readonly others: readonly AgencyName[];
  /** Where it stands first, and in how many rows. */
  readonly place: Place;
  readonly column: string;
  rows: number;
};

/** Which names the caller lets pass for agencies: all from a confidence on, and those whose agency it names. */
export type AcceptedNames = {
  readonly confidence: number | null;
  readonly names: readonly { readonly text: string; readonly code: string }[];
};

/** Reads cells that name agencies; what was not exact is never taken unless the caller has accepted it. */
export type AgencyReader = {
  readonly resolutions: () => readonly Resolution[];
  read(text: string, column: string, place: Place, on: CivilDate, help: CellHelp): Reading<string>;
};

/** A reader over the names that a finder knows. */
export function agencyReader(finder: AgencyFinder, accept: AcceptedNames): AgencyReader {
  const given = new Map(accept.names.map(({ text, code }) => [text.normalize('NFC').trim(), code]));
  const told = new Map<string, Resolution>();

  function tell(one: Omit<Resolution, 'rows'>): void {
    const key = `${one.code} ${one.accepted} ${one.text}`;
    const held = told.get(key);
    if (held) held.rows += 1;
    else told.set(key, { ...one, rows: 1 });
  }

  return {
    resolutions: () => [...told.values()],
    read(written, column, place, on, help) {
      const text = written.normalize('NFC').trim();
      const chosen = given.get(text);
      const match = finder.find(chosen ?? text, on);
      if (match === null || (match.how === 'similar' && isCode(text))) {
        return isCode(text) ? readCodeText(text, help.codes) : misread('agency-name-unknown', { text: show(text) });
      }
      const { code, name, confidence, others } = match;
      if (match.how === 'code' && chosen === undefined) return { value: code };
      const how = chosen === undefined ? match.how : 'given';
      const sure = chosen !== undefined || (others.length === 0 && confidence >= (accept.confidence ?? 1));
      tell({ text, code, name, how, confidence, accepted: sure, others, place, column });
      if (sure) return { value: code };
      if (others.length > 0) {
        const candidates = [match, ...others].slice(0, 5).map((one) => `${one.code} ${one.name}`);
        return misread('agency-name-ambiguous', { text: show(text), candidates: candidates.join('; ') });
      }
      return misread('agency-name-unsure', { text: show(text), code, name, percent: Math.floor(confidence * 100) });
    },
  };
}
