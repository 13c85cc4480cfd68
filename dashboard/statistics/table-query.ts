import { parseSavedQuery } from '../../ui/saved-query.ts';
import type * as Generated from '../operations/generated.ts';
import type { TypedQuery } from '../operations/send-query.ts';
import tableText from '../saved-queries/statistiek-tabel.graphql?raw';

/** One table with its rows; of the newest release when none is named. */
export const tableQuery: TypedQuery<
  Generated.StatistiekTabelQuery,
  Generated.StatistiekTabelQueryVariables
> = parseSavedQuery('statistiek-tabel', tableText);
