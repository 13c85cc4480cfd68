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
