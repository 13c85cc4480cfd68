import { parseSavedQuery } from '../../ui/saved-query.ts';
import type * as Generated from '../operations/generated.ts';
import type { TypedQuery } from '../operations/send-query.ts';
import runningText from '../saved-queries/wat-loopt-nu.graphql?raw';

/** What the registers of partners tell about programmes without a published period. */
export const runningQuery: TypedQuery<
  Generated.WatLooptNuQuery,
  Generated.WatLooptNuQueryVariables
> = parseSavedQuery('wat-loopt-nu', runningText);
