/**
 * The part of the page's address after `#`: the operation of the tab, and how its response is shown. A server
 * never receives it. The dashboard makes such addresses too.
 */
import { firstChoices } from './page-choices.ts';
import type { PageChoices } from './page-choices.ts';

/** Query and variables of an editor tab; the variables are JSON text. */
export interface OpeningTab {
  readonly query: string;
  readonly variables: string;
}

export interface PageAddress extends OpeningTab {
  readonly choices: PageChoices;
}

/**
 * The operation is only shown in a tab: the user decides whether to run it and in which role. Its query is
 * empty when the address has none.
 */
export function readAddress(hash: string): PageAddress {
  const parameters = new URLSearchParams(hash.replace(/^#/, ''));
  const language = parameters.get('language');
  const sort = parameters.get('sort') ?? '';
  return {
    query: parameters.get('query')?.trim() ?? '',
    variables: parameters.get('variables') ?? '',
    choices: {
      ...firstChoices,
      view: parameters.get('view') === 'json' ? 'json' : 'table',
      language: language === 'en' || language === 'graphql' ? language : 'nl',
      list: parameters.get('list') ?? '',
      sort:
        sort === ''
          ? undefined
          : { column: sort.replace(/^-/, ''), isDescending: sort.startsWith('-') },
    },
  };
}

/** The fragment for an address, with its `#`; empty without a query. What is usual is left out. */
export function fragmentOf({ query, variables, choices }: PageAddress): string {
  if (query.trim() === '') return '';
  const { view, language, list, sort } = choices;
  const parameters = new URLSearchParams({
    query,
    ...(variables.trim() === '' ? {} : { variables }),
    ...(view === firstChoices.view ? {} : { view }),
    ...(language === firstChoices.language ? {} : { language }),
    ...(list === '' ? {} : { list }),
    ...(sort ? { sort: `${sort.isDescending ? '-' : ''}${sort.column}` } : {}),
  });
  return `#${parameters.toString()}`;
}
