import { connectPartners, type ConnectedPartners } from '../kit/partners/connect-partners.ts';
import type { SubgraphDefinition } from '../kit/subgraph/subgraph-definition.ts';
import { createUwvLoaders, type Office, type UwvLoaders } from './loaders.ts';
import type { UwvPartner } from './partner-entry.ts';
import { uwvReferences, uwvResolvers } from './resolvers.ts';
import { createUwvSource } from './source.ts';
import { uwvStatistics } from './statistics.ts';

/** UWV: benefits, jobs and job seekers by citizen number. */
export const uwv: SubgraphDefinition<UwvPartner, ConnectedPartners<Office>, UwvLoaders> = {
  name: 'uwv',
  keyDomains: () => ['person'],
  connect: (entries, options) =>
    connectPartners(entries, options, (entry, { credentials }) => ({
      source: createUwvSource(entry, credentials(entry.oauth)),
    })),
  createLoaders: ({ partners }, request) => createUwvLoaders(partners, request),
  resolvers: uwvResolvers,
  references: uwvReferences,
  statistics: uwvStatistics,
};
