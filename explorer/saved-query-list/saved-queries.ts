import { parseSavedQuery } from '../../ui/saved-query.ts';
import type { SavedQuery } from '../../ui/saved-query.ts';

const files = import.meta.glob<string>('../saved-queries/*.graphql', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** All saved queries in the order of their file names, which start with a number. */
export const savedQueries: readonly SavedQuery[] = Object.entries(files)
  .toSorted(([a], [b]) => a.localeCompare(b))
  .map(([name, text]) => parseSavedQuery(name, text));

const EXAMPLES = { nl: 'Voorbeelden', en: 'Examples' };
const themeOf = ({ theme = EXAMPLES }: SavedQuery) => theme;

export interface Theme {
  readonly nl: string;
  readonly en: string;
  readonly savedQueries: readonly SavedQuery[];
}

/** Themes in the order of their first saved query; those without one are the examples. */
export function themesOf(some: readonly SavedQuery[]): readonly Theme[] {
  return [...new Map(some.map((one) => [themeOf(one).nl, themeOf(one)])).values()].map(
    ({ nl, en }) => ({ nl, en, savedQueries: some.filter((one) => themeOf(one).nl === nl) }),
  );
}

export const themes = themesOf(savedQueries);
