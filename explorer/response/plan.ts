import { createContext, use } from 'react';
import { locales, type Language } from '../../ui/language.ts';
import { subgraphName } from '../../ui/partner-names.ts';
import type { Notice } from './notices.ts';

/** What the gateway tells of an operation before it is executed. */
export interface Plan {
  readonly cost: number;
  readonly limit: number;
  /** The most expensive path, in names of the schema. */
  readonly path: readonly string[];
  readonly fields: readonly { readonly field: string; readonly cost: number }[];
  readonly subgraphs: readonly string[];
}

export type AskPlan = (operation: {
  readonly query: string;
  /** JSON text, as in the editor. */
  readonly variables: string;
}) => Promise<Plan | readonly Notice[]>;

/** How the page asks for a plan, as the present user. */
export const AskPlanContext = createContext<AskPlan>(() => Promise.resolve([]));

export const useAskPlan = (): AskPlan => use(AskPlanContext);

/** The kinds of partners behind these subgraphs, as the end of a sentence. */
export function kindNames(subgraphs: readonly string[], language: Language): string {
  return new Intl.ListFormat(locales[language]).format(
    // The names begin a sentence elsewhere.
    subgraphs.map((name) =>
      subgraphName(name)[language].replace(/^(?:De|The) /, (article) => article.toLowerCase()),
    ),
  );
}
