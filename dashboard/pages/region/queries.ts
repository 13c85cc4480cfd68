/** The saved queries of the region page. */
import { parseSavedQuery } from '../../../ui/saved-query.ts';
import type * as Generated from '../../operations/generated.ts';
import type { TypedQuery } from '../../operations/send-query.ts';
import instrumentsText from '../../saved-queries/regio-instrumenten.graphql?raw';
import programmesText from '../../saved-queries/programmas-met-rollen.graphql?raw';
import regionText from '../../saved-queries/regio.graphql?raw';
import tablesText from '../../saved-queries/regio-tabellen.graphql?raw';
import trainingsText from '../../saved-queries/regio-opleidingen.graphql?raw';

export const regionQuery: TypedQuery<Generated.RegioQuery, Generated.RegioQueryVariables> =
  parseSavedQuery('regio', regionText);

export const programmesWithRolesQuery: TypedQuery<
  Generated.ProgrammasMetRollenQuery,
  Generated.ProgrammasMetRollenQueryVariables
> = parseSavedQuery('programmas-met-rollen', programmesText);

export const trainingsQuery: TypedQuery<
  Generated.RegioOpleidingenQuery,
  Generated.RegioOpleidingenQueryVariables
> = parseSavedQuery('regio-opleidingen', trainingsText);

export const instrumentsQuery: TypedQuery<
  Generated.RegioInstrumentenQuery,
  Generated.RegioInstrumentenQueryVariables
> = parseSavedQuery('regio-instrumenten', instrumentsText);

export const tablesQuery: TypedQuery<
  Generated.RegioTabellenQuery,
  Generated.RegioTabellenQueryVariables
> = parseSavedQuery('regio-tabellen', tablesText);
