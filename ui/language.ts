/** The language of a page, which both pages keep in their address: English has `?lang=en`, and Dutch has nothing. */
export type Language = 'nl' | 'en';

/** Each language with its name in that language. */
export const languageNames: readonly (readonly [Language, string])[] = [
  ['nl', 'Nederlands'],
  ['en', 'English'],
];

/** For `Intl`. */
export const locales: Readonly<Record<Language, string>> = { nl: 'nl-NL', en: 'en-GB' };

/** The language in the query string of an address. */
export function languageOf(search: string): Language {
  return new URLSearchParams(search).get('lang') === 'en' ? 'en' : 'nl';
}

/** A path without a query string, for a page in this language. */
export function pathIn(language: Language, path: string): string {
  return language === 'en' ? `${path}?lang=en` : path;
}
