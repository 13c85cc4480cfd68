import { connectPartners } from '../kit/partners/connect-partners.ts';
import { createNewestRelease } from '../kit/statistics/newest-release.ts';
import type { SubgraphDefinition } from '../kit/subgraph/subgraph-definition.ts';
import { createFundsLoaders, type Funds, type FundsLoaders } from './loaders.ts';
import type { FundEntry } from './partner-entry.ts';
import { fundsReferences, fundsResolvers } from './resolvers.ts';
import { createFundSource } from './source.ts';
import { fundsStatistics } from './statistics.ts';

/** The O&O funds: each has its own PostgreSQL database, read with the layout in its entry. */
export const funds: SubgraphDefinition<FundEntry, Funds, FundsLoaders> = {
  name: 'funds',
  keyDomains: () => ['voucher'],
  connect: (entries, options) => ({
    ...connectPartners(entries, options, (entry, { log, password, catalogue }) => {
      const source = createFundSource(entry, entry.columns, password(entry.password), log);
      const schemes = catalogue((call, budgetDay) => source.schemes(budgetDay, call));
      return { oin: entry.oin, schemes, source };
    }),
    newestRelease: createNewestRelease(options.releasesFolder),
  }),
  createLoaders: createFundsLoaders,
  resolvers: fundsResolvers,
  references: fundsReferences,
  statistics: fundsStatistics,
};
