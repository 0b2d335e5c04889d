/** The languages of the house; Vietnamese stands first wherever both are shown. */
export type Language = 'vi' | 'en';

/** The same words in both languages. */
export type Words = { readonly vi: string; readonly en: string };

/** Both languages on one line, as messages for people show them: `vi / en`. */
export function bothWords(words: Words): string {
  return words.vi === words.en ? words.vi : `${words.vi} / ${words.en}`;
}
