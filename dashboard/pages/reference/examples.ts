/** The saved queries of the explorer, which the reference links to as examples. */
import type { Language } from '../../../ui/language.ts';
import { parseSavedQuery, tabText, type SavedQuery } from '../../../ui/saved-query.ts';
import { todayInNetherlands } from '../../../ui/today.ts';
import { explorerAddress } from '../../operations/address.ts';

const files = import.meta.glob<string>('../../../explorer/saved-queries/*.graphql', {
  query: '?raw',
  import: 'default',
  eager: true,
});

const queries: ReadonlyMap<string, SavedQuery> = new Map(
  Object.entries(files).map(([path, text]) => {
    const query = parseSavedQuery(path, text);
    return [query.id, query];
  }),
);

/** The title of a saved query with its address in the explorer; undefined when there is none of this id. */
export function exampleOf(id: string, language: Language) {
  const query = queries.get(id);
  if (query === undefined) return undefined;
  const variables = query.today === undefined ? {} : { [query.today]: todayInNetherlands() };
  const href = explorerAddress(language, tabText(query, language), variables);
  return { id, title: query[language], href };
}
