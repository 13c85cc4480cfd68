import { createReachable } from '../asking/reachable.ts';
import { passwordOf } from '../credentials.ts';
import { partnersOf } from '../partners.ts';
import type { KindOfPartner, KindOptions } from '../subgraph.ts';
import { createFundsLoaders, type Fund, type FundsLoaders } from './loaders.ts';
import { fundsReferences, fundsResolvers } from './resolvers.ts';
import { createFundSource } from './source.ts';

/** The O&O funds: each its own PostgreSQL database, read through the layout its entry names. */
export function createFunds({ partners, secretOf, log }: KindOptions): KindOfPartner<FundsLoaders> {
  const funds: readonly Fund[] = partnersOf(partners, 'funds').map((entry) => {
    const layout = partners.layouts[entry.layout];
    if (layout === undefined) throw new Error(`Cannot find layout "${entry.layout}"`);
    const reachable = createReachable(entry, log);
    return {
      ...reachable,
      applyAt: entry.applyAt ?? null,
      source: createFundSource(entry, layout, passwordOf(entry, secretOf), reachable.log),
    };
  });
  return {
    keyDomains: ['voucher'],
    resolvers: fundsResolvers,
    references: fundsReferences,
    createLoaders: (scope) => createFundsLoaders(funds, scope),
    stop: async () => {
      await Promise.all(funds.map((fund) => fund.source.stop()));
    },
  };
}
