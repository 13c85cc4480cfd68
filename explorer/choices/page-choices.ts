/** How the response is shown: what the user chooses beside the query, and what the address keeps. */
import { createContext, use } from 'react';
import { useLanguage } from './page-language.ts';

/** Heads and values in Dutch, in English, or as the schema names them. */
export type TableLanguage = 'nl' | 'en' | 'graphql';

export interface Sort {
  readonly column: string;
  readonly isDescending: boolean;
}

export interface PageChoices {
  readonly view: 'table' | 'json';
  /** Of heads and values; undefined for the language of the page. */
  readonly language: TableLanguage | undefined;
  /** Path of the list that is shown, when the response has several; empty for the longest. */
  readonly list: string;
  readonly sort: Sort | undefined;
}

export const firstChoices: PageChoices = {
  view: 'table',
  language: undefined,
  list: '',
  sort: undefined,
};

interface ChoicesContext {
  readonly choices: PageChoices;
  readonly choose: (change: Partial<PageChoices>) => void;
}

export const ChoicesContext = createContext<ChoicesContext>({
  choices: firstChoices,
  choose: () => undefined,
});

export function useChoices(): ChoicesContext {
  return use(ChoicesContext);
}

/** The language of heads and values. */
export function useTableLanguage(): TableLanguage {
  const language = useLanguage();
  return useChoices().choices.language ?? language;
}
