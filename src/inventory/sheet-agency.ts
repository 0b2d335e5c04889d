import leven from 'leven';
import { type CivilDate, covers } from '../calendar/civil.ts';
import { splitAgencyName } from './agency-name.ts';
import { similarTexts } from './similar-text.ts';

/** A name that an agency has or had, and when. */
export type AgencyName = {
  readonly code: string;
  readonly name: string;
  readonly validFrom: CivilDate;
  readonly validTo: CivilDate | null;
};

/** What people can call agencies by: their names over time, and their electronic identifiers in both forms. */
export type AgencyNames = {
  readonly agencies: readonly AgencyName[];
  readonly identifiers: readonly { readonly identifier: string; readonly agency: string }[];
};

/**
 * Which agency a text means. `code`, `identifier` and `name` are exact; `plain` is the name with other diacritics or
 * without its type, `similar` the nearest one. `others` are agencies that it could mean as well.
 */
export type AgencyMatch = AgencyName & {
  readonly how: 'code' | 'identifier' | 'name' | 'plain' | 'similar';
  /** 1 = exact. */
  readonly confidence: number;
  readonly others: readonly AgencyName[];
};

/** Finds agencies by what people call them, on a date; null when nothing comes near. */
export type AgencyFinder = { find(text: string, on: CivilDate): AgencyMatch | null };

/** Below this nothing is offered: such names have little in common. */
const LEAST = 0.6;

/** A finder over the names known. A text is looked for once for each date that is asked for. */
export function agencyFinder({ agencies, identifiers }: AgencyNames): AgencyFinder {
  const byCode = Map.groupBy(agencies, ({ code }) => code);
  const byIdentifier = new Map(identifiers.map(({ identifier, agency }) => [exactly(identifier), agency]));
  const byName = Map.groupBy(agencies, ({ name }) => exactly(name));
  // Most sheets name agencies by their codes: how names are alike is found out when one is not exact.
  let alike: ((text: string, on: CivilDate) => AgencyMatch | null) | null = null;
  const found = new Map<string, AgencyMatch | null>();

  function look(text: string, on: CivilDate): AgencyMatch | null {
    const coded = byCode.get(text);
    if (coded) return choose(coded, on, 'code', 1);
    const exact = exactly(text);
    const identified = byCode.get(byIdentifier.get(exact) ?? '');
    if (identified) return choose(identified, on, 'identifier', 1);
    const named = byName.get(exact);
    if (named) return choose(named, on, 'name', 1);
    alike ??= likenessOf(agencies);
    return alike(text, on);
  }

  return {
    find(text, on) {
      const key = `${on} ${text}`;
      const held = found.get(key);
      if (held !== undefined) return held;
      const match = look(text.normalize('NFC').trim(), on);
      found.set(key, match);
      return match;
    },
  };
}

/** Finds agencies whose names are the text but for diacritics and the words for their type, or come near it. */
function likenessOf(agencies: readonly AgencyName[]): (text: string, on: CivilDate) => AgencyMatch | null {
  const all = agencies.map((agency) => ({ ...agency, ...splitAgencyName(agency.name) }));
  const byWhole = Map.groupBy(all, ({ whole }) => whole);
  const byBare = Map.groupBy(all, ({ bare }) => bare);
  const similar = similarTexts(byBare.keys());
  return (text, on) => {
    const { whole, type, bare } = splitAgencyName(text);
    if (whole === '') return null;
    const folded = byWhole.get(whole);
    if (folded) return choose(folded, on, 'plain', 0.95);
    const isAlike = (one: { readonly type: string }) => type === '' || one.type === '' || one.type === type;
    const bared = byBare.get(bare) ?? [];
    const ofType = bared.filter(isAlike);
    if (ofType.length > 0) return choose(ofType, on, 'plain', 0.9);
    if (bared.length > 0) return choose(bared, on, 'plain', 0.7);
    const ranked = similar.near(bare).flatMap((near) => {
      const likeness = 1 - leven(bare, near) / Math.max(bare.length, near.length);
      return (byBare.get(near) ?? []).map((one) => ({ one, sure: 0.9 * likeness * (isAlike(one) ? 1 : 0.85) }));
    });
    const best = Math.max(0, ...ranked.map(({ sure }) => sure));
    const nearest = ranked.filter(({ sure }) => sure === best).map(({ one }) => one);
    return best < LEAST ? null : choose(nearest, on, 'similar', best);
  };
}

// Of agencies that are called the same those in being on the date come first; one that is alone there is meant.
function choose(
  called: readonly AgencyName[],
  on: CivilDate,
  how: AgencyMatch['how'],
  confidence: number,
): AgencyMatch | null {
  const standing = called.filter(({ validFrom, validTo }) => covers({ from: validFrom, to: validTo }, on));
  const meant = new Map((standing.length > 0 ? standing : called).map((one) => [one.code, one]));
  const [first, ...others] = [...meant.values()];
  if (first === undefined) return null;
  const { code, name, validFrom, validTo } = first;
  const told = others.map((one) => ({
    code: one.code,
    name: one.name,
    validFrom: one.validFrom,
    validTo: one.validTo,
  }));
  return { code, name, validFrom, validTo, how, confidence, others: told };
}

/** What is left when only case and spaces do not count. */
function exactly(text: string): string {
  return text.normalize('NFC').trim().replace(/\s+/g, ' ').toLowerCase();
}
