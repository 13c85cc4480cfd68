/** The saved queries of the overview. */
import { parseSavedQuery } from '../../../ui/saved-query.ts';
import type * as Generated from '../../operations/generated.ts';
import type { TypedQuery } from '../../operations/send-query.ts';
import overlapText from '../../saved-queries/regio-overlap.graphql?raw';
import overviewText from '../../saved-queries/overzicht.graphql?raw';
import reachText from '../../saved-queries/bereik.graphql?raw';

export const overviewQuery: TypedQuery<
  Generated.OverzichtQuery,
  Generated.OverzichtQueryVariables
> = parseSavedQuery('overzicht', overviewText);

export const overlapQuery: TypedQuery<
  Generated.RegioOverlapQuery,
  Generated.RegioOverlapQueryVariables
> = parseSavedQuery('regio-overlap', overlapText);

export const reachQuery: TypedQuery<Generated.BereikQuery, Generated.BereikQueryVariables> =
  parseSavedQuery('bereik', reachText);
