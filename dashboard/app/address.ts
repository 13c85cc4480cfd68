/** Programme and language in the address of the page. */

export type Language = 'nl' | 'en';

export interface Address {
  readonly programme: string;
  readonly language: Language;
}

const DEFAULT_PROGRAMME = 'gelders-vakmanschap';

export function parseAddress(search: string): Address {
  const parameters = new URLSearchParams(search);
  return {
    programme: parameters.get('programme')?.trim() || DEFAULT_PROGRAMME,
    language: parameters.get('lang') === 'en' ? 'en' : 'nl',
  };
}

export function addressOf({ programme, language }: Address): string {
  const parameters = new URLSearchParams({ programme });
  if (language === 'en') parameters.set('lang', 'en');
  return `/?${parameters.toString()}`;
}

/** Address of the explorer with this operation in its fragment, which a browser sends to no server. */
export function explorerAddress(
  query: string,
  variables: Readonly<Record<string, unknown>>,
): string {
  const parameters = new URLSearchParams({ query, variables: JSON.stringify(variables) });
  return `/graphql#${parameters.toString()}`;
}
