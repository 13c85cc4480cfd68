/** The language of the page. Texts are in this one language, except those of GraphiQL, which are in English. */
import { createContext, use } from 'react';
import type { Language } from '../../ui/language.ts';

interface PageLanguage {
  readonly language: Language;
  readonly chooseLanguage: (language: Language) => void;
}

export const LanguageContext = createContext<PageLanguage>({
  language: 'nl',
  chooseLanguage: () => undefined,
});

export function usePageLanguage(): PageLanguage {
  return use(LanguageContext);
}

export function useLanguage(): Language {
  return usePageLanguage().language;
}

/** What there is for each language, such as the texts of a folder, in the language of the page. */
export function useTexts<Texts>(both: Readonly<Record<Language, Texts>>): Texts {
  return both[useLanguage()];
}
