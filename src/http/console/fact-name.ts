import type { FactCatalogue } from '../../inventory/fact-definition.ts';
import type { Language } from '../../text/words.ts';

/** What people call a fact; the key itself for one that is no longer in the catalogue. */
export function factName({ facts }: FactCatalogue, key: string, language: Language): string {
  const fact = facts.get(key);
  return fact === undefined ? key : language === 'vi' ? fact.nameVi : fact.nameEn;
}
