import { parseSavedQuery } from '../../../ui/saved-query.ts';
import type { OrganisatiesQuery, OrganisatiesQueryVariables } from '../../operations/generated.ts';
import type { TypedQuery } from '../../operations/send-query.ts';
import organisationsText from '../../saved-queries/organisaties.graphql?raw';

/** The names and programmes of organisations, from the reference data alone. */
export const organisationsQuery: TypedQuery<OrganisatiesQuery, OrganisatiesQueryVariables> =
  parseSavedQuery('organisaties', organisationsText);
