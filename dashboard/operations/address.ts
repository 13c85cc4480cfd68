/** The addresses of the pages: which page, about what, in which language, and the choices made on it. */
import { visibleText } from './visible-text.ts';
import { languageOf, pathIn, type Language } from '../../ui/language.ts';

/** Every page, by the first part of its path. The gateway serves exactly these paths. */
const PAGES = {
  '': 'overview',
  regio: 'region',
  programma: 'programme',
  instrumenten: 'instruments',
  statistiek: 'statistics',
  partners: 'partners',
  reference: 'reference',
  ontwikkelaars: 'developers',
} as const;

export type PageName = (typeof PAGES)[keyof typeof PAGES];

export interface Address {
  /** Null when there is no page at the path. */
  readonly page: PageName | null;
  /** What the page is about, such as `AM06`; empty for a page about everything. */
  readonly id: string;
  readonly language: Language;
  /** What was chosen on the page, such as a target group; without the language. */
  readonly choices: Readonly<Record<string, string>>;
}

export function parseAddress({ pathname, search }: Pick<Location, 'pathname' | 'search'>): Address {
  const [, first = '', id, ...more] = pathname.split('/');
  const known: Readonly<Record<string, PageName>> = PAGES;
  const page = Object.hasOwn(known, first) ? known[first] : undefined;
  const isFound = more.length === 0 && (id === undefined || (id !== '' && isAboutOne(page)));
  const { lang: _, ...choices } = Object.fromEntries(
    Array.from(new URLSearchParams(search), ([name, value]) => [name, visibleText(value)]),
  );
  return {
    page: isFound && page !== undefined ? page : null,
    id: decoded(id ?? ''),
    language: languageOf(search),
    choices,
  };
}

const isAboutOne = (page: PageName | undefined) =>
  page === 'region' || page === 'programme' || page === 'statistics';

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The path with its query; choices without a value are left out. */
export function addressOf({
  page,
  id = '',
  language = 'nl',
  choices = {},
}: Partial<Address>): string {
  const [first = ''] = Object.entries(PAGES).find(([, name]) => name === page) ?? [];
  const path = ['', first, ...(id !== '' && first !== '' ? [encodeURIComponent(id)] : [])].join(
    '/',
  );
  const chosen = Object.entries(choices).filter(([, value]) => value !== '');
  const parameters = new URLSearchParams(chosen);
  if (language === 'en') parameters.set('lang', 'en');
  const query = parameters.toString();
  return query === '' ? path : `${path}?${query}`;
}

/** Address of the explorer without an operation. */
export function explorerPath(language: Language): string {
  return pathIn(language, '/graphql');
}

/** Address of the explorer with this operation in its fragment, which a browser sends to no server. */
export function explorerAddress(
  language: Language,
  query: string,
  variables: Readonly<Record<string, unknown>>,
): string {
  const parameters = new URLSearchParams({ query, variables: JSON.stringify(variables) });
  return `${explorerPath(language)}#${parameters.toString()}`;
}
