/** What the pages of statistics ask the graph. */
import { parseSavedQuery } from '../../../ui/saved-query.ts';
import type * as Generated from '../../operations/generated.ts';
import type { TypedQuery } from '../../operations/send-query.ts';
import resultsText from '../../saved-queries/statistiek-resultaten.graphql?raw';
import tablesText from '../../saved-queries/statistiek-tabellen.graphql?raw';
import releasesText from '../../saved-queries/statistiek-uitgaven.graphql?raw';

export const tablesQuery: TypedQuery<
  Generated.StatistiekTabellenQuery,
  Generated.StatistiekTabellenQueryVariables
> = parseSavedQuery('statistiek-tabellen', tablesText);

/** The rows come after the list, because they are ten times as large. */
export const resultsQuery: TypedQuery<
  Generated.StatistiekResultatenQuery,
  Generated.StatistiekResultatenQueryVariables
> = parseSavedQuery('statistiek-resultaten', resultsText);

export const releasesQuery: TypedQuery<
  Generated.StatistiekUitgavenQuery,
  Generated.StatistiekUitgavenQueryVariables
> = parseSavedQuery('statistiek-uitgaven', releasesText);

export type ListedRelease = NonNullable<
  Generated.StatistiekUitgavenQuery['releases']
>['nodes'][number];
