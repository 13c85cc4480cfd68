import { connectPartners, type ConnectedPartners } from '../kit/partners/connect-partners.ts';
import type { SubgraphDefinition } from '../kit/subgraph/subgraph-definition.ts';
import { createGuidanceLoaders, type CaseSystem, type GuidanceLoaders } from './loaders.ts';
import type { CaseSystemPartner } from './partner-entry.ts';
import { guidanceReferences, guidanceResolvers } from './resolvers.ts';
import { createCaseSystemSource } from './source.ts';
import { guidanceStatistics } from './statistics.ts';

/** The case systems of labour market coaches: a Leerwerkloket, a Werkcentrum, a fund's project. */
export const guidance: SubgraphDefinition<
  CaseSystemPartner,
  ConnectedPartners<CaseSystem>,
  GuidanceLoaders
> = {
  name: 'guidance',
  // A subgraph with only systems of a fund may hold no person key, and does not start with one.
  keyDomains: (entries) =>
    entries.some((one) => one.holdsPersonKey)
      ? ['voucher', 'coach', 'person']
      : ['voucher', 'coach'],
  connect: (entries, options) =>
    connectPartners(entries, options, (entry, { log, credentials }) => ({
      oin: entry.oin,
      holdsPersonKey: entry.holdsPersonKey,
      source: createCaseSystemSource(entry, credentials(entry.oauth), log),
    })),
  createLoaders: ({ partners }, request) => createGuidanceLoaders(partners, request),
  resolvers: guidanceResolvers,
  references: guidanceReferences,
  statistics: guidanceStatistics,
};
