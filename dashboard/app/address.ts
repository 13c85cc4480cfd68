/** What the page's address says: which programme, in which language. */

export type Language = 'nl' | 'en';

export interface Address {
  readonly programme: string;
  readonly language: Language;
}

const FIRST_PROGRAMME = 'gelders-vakmanschap';

export function parseAddress(search: string): Address {
  const asked = new URLSearchParams(search);
  return {
    programme: asked.get('programme')?.trim() || FIRST_PROGRAMME,
    language: asked.get('lang') === 'en' ? 'en' : 'nl',
  };
}

export function addressOf({ programme, language }: Address): string {
  const asked = new URLSearchParams({ programme });
  if (language === 'en') asked.set('lang', 'en');
  return `/?${asked.toString()}`;
}

/** The explorer with this very question in its editor. A fragment: it is sent to no server. */
export function explorerAddress(
  query: string,
  variables: Readonly<Record<string, string>>,
): string {
  const asked = new URLSearchParams({ query, variables: JSON.stringify(variables) });
  return `/graphql#${asked.toString()}`;
}
