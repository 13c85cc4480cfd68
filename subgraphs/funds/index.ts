import { connectPartners, type ConnectedPartners } from '../kit/partners/connect-partners.ts';
import type { SubgraphDefinition } from '../kit/subgraph/subgraph-definition.ts';
import { createFundsLoaders, type Fund, type FundsLoaders } from './loaders.ts';
import type { FundEntry } from './partner-entry.ts';
import { fundsReferences, fundsResolvers } from './resolvers.ts';
import { createFundSource } from './source.ts';
import { fundsStatistics } from './statistics.ts';

/** The O&O funds: each has its own PostgreSQL database, read with the layout in its entry. */
export const funds: SubgraphDefinition<FundEntry, ConnectedPartners<Fund>, FundsLoaders> = {
  name: 'funds',
  keyDomains: () => ['voucher'],
  connect: (entries, options) =>
    connectPartners(entries, options, (entry, { log, password, catalogue }) => {
      const source = createFundSource(entry, entry.columns, password(entry.password), log);
      const schemes = catalogue((call, quarterStart) => source.schemes(quarterStart, call));
      return { oin: entry.oin, schemes, source };
    }),
  createLoaders: ({ partners }, request) => createFundsLoaders(partners, request),
  resolvers: fundsResolvers,
  references: fundsReferences,
  statistics: fundsStatistics,
};
