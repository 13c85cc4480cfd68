/**
 * The address of the page: its language, and after `#`, which a server never receives, the operation of the tab and how
 * its response is shown. The dashboard makes such addresses too.
 */
import { pathIn, type Language } from '../../ui/language.ts';
import { firstChoices } from './page-choices.ts';
import type { PageChoices, TableLanguage } from './page-choices.ts';

/** Query and variables of an editor tab; the variables are JSON text. */
export interface OpeningTab {
  readonly query: string;
  readonly variables: string;
}

/** What stands after `#`. */
export interface PageAddress extends OpeningTab {
  readonly choices: PageChoices;
}

const tableLanguages: readonly TableLanguage[] = ['nl', 'en', 'graphql'];

/**
 * The operation is only shown in a tab: the user decides whether to run it and in which role. Its query is
 * empty when the address has none.
 */
export function readAddress(hash: string): PageAddress {
  const parameters = new URLSearchParams(hash.replace(/^#/, ''));
  const sort = parameters.get('sort') ?? '';
  return {
    query: parameters.get('query')?.trim() ?? '',
    variables: parameters.get('variables') ?? '',
    choices: {
      ...firstChoices,
      view: parameters.get('view') === 'json' ? 'json' : 'table',
      language: tableLanguages.find((one) => one === parameters.get('language')),
      list: parameters.get('list') ?? '',
      sort:
        sort === ''
          ? undefined
          : { column: sort.replace(/^-/, ''), isDescending: sort.startsWith('-') },
    },
  };
}

/** The whole address, which without a query only has the language. What is usual is left out. */
export function addressOf(
  pageLanguage: Language,
  { query, variables, choices }: PageAddress,
): string {
  const page = `${location.origin}${pathIn(pageLanguage, '/graphql')}`;
  if (query.trim() === '') return page;
  const { view, language, list, sort } = choices;
  const parameters = new URLSearchParams({
    query,
    ...(variables.trim() === '' ? {} : { variables }),
    ...(view === firstChoices.view ? {} : { view }),
    ...(language === undefined ? {} : { language }),
    ...(list === '' ? {} : { list }),
    ...(sort ? { sort: `${sort.isDescending ? '-' : ''}${sort.column}` } : {}),
  });
  return `${page}#${parameters.toString()}`;
}
