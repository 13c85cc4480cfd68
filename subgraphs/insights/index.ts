import type { SubgraphDefinition } from '../kit/subgraph/subgraph-definition.ts';
import { createInsightsLoaders, type InsightsLoaders } from './loaders.ts';
import type { InsightsPartner } from './partner-entry.ts';
import { openReleaseFile } from './release-files.ts';
import { insightsReferences, insightsResolvers } from './resolvers.ts';
import { createReleaseSource, type ReleaseSource } from './source.ts';

/** Statistics from the files of releases: it has no partner, and no key of an id. */
export const insights: SubgraphDefinition<InsightsPartner, ReleaseSource, InsightsLoaders> = {
  name: 'insights',
  keyDomains: () => [],
  connect: (_, { releasesFolder, profile, log }) =>
    createReleaseSource({ folder: releasesFolder, isPublic: profile === 'public', log }),
  createLoaders: (source) => createInsightsLoaders(source),
  resolvers: insightsResolvers,
  references: insightsReferences,
  files: (source) => (name, reader) => openReleaseFile(source, name, reader),
};
