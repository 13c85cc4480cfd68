import { parseSavedQuery } from '../../../ui/saved-query.ts';
import type {
  InstrumentenQuery,
  InstrumentenQueryVariables,
  RegionamenQuery,
  RegionamenQueryVariables,
} from '../../operations/generated.ts';
import type { TypedQuery } from '../../operations/send-query.ts';
import instrumentsText from '../../saved-queries/instrumenten.graphql?raw';
import regionNamesText from '../../saved-queries/regionamen.graphql?raw';

export const instrumentsQuery: TypedQuery<InstrumentenQuery, InstrumentenQueryVariables> =
  parseSavedQuery('instrumenten', instrumentsText);

export const regionNamesQuery: TypedQuery<RegionamenQuery, RegionamenQueryVariables> =
  parseSavedQuery('regionamen', regionNamesText);
