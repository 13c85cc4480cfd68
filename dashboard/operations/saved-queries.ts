/** The saved queries of the page, each with the generated types of its response and variables. */
import { parseSavedQuery } from '../../ui/saved-query.ts';
import organisationNamesText from '../saved-queries/organisatienamen.graphql?raw';
import partnersText from '../saved-queries/partners.graphql?raw';
import pilotsText from '../saved-queries/pilots.graphql?raw';
import programmeText from '../saved-queries/programma.graphql?raw';
import programmesText from '../saved-queries/programmas.graphql?raw';
import grantsText from '../saved-queries/subsidies.graphql?raw';
import statisticsText from '../saved-queries/statistiek.graphql?raw';
import schemesText from '../saved-queries/voucherregelingen.graphql?raw';
import type * as Generated from './generated.ts';
import type { TypedQuery } from './send-query.ts';

export const programmeQuery: TypedQuery<
  Generated.ProgrammaQuery,
  Generated.ProgrammaQueryVariables
> = parseSavedQuery('programma', programmeText);

export const programmesQuery: TypedQuery<
  Generated.ProgrammasQuery,
  Generated.ProgrammasQueryVariables
> = parseSavedQuery('programmas', programmesText);

export const statisticsQuery: TypedQuery<
  Generated.StatistiekQuery,
  Generated.StatistiekQueryVariables
> = parseSavedQuery('statistiek', statisticsText);

export const schemesQuery: TypedQuery<
  Generated.VoucherregelingenQuery,
  Generated.VoucherregelingenQueryVariables
> = parseSavedQuery('voucherregelingen', schemesText);

export const pilotsQuery: TypedQuery<Generated.PilotsQuery, Generated.PilotsQueryVariables> =
  parseSavedQuery('pilots', pilotsText);

export const grantsQuery: TypedQuery<Generated.SubsidiesQuery, Generated.SubsidiesQueryVariables> =
  parseSavedQuery('subsidies', grantsText);

export const partnersQuery: TypedQuery<Generated.PartnersQuery, Generated.PartnersQueryVariables> =
  parseSavedQuery('partners', partnersText);

export const organisationNamesQuery: TypedQuery<
  Generated.OrganisatienamenQuery,
  Generated.OrganisatienamenQueryVariables
> = parseSavedQuery('organisatienamen', organisationNamesText);
