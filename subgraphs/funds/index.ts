import { createPartnerHealth } from '../asking/partner-health.ts';
import { partnersOf } from '../partners.ts';
import type { KindOfPartner, KindOptions } from '../subgraph.ts';
import { createFundsLoaders, type Fund, type FundsLoaders } from './loaders.ts';
import { fundsReferences, fundsResolvers } from './resolvers.ts';
import { createFundSource } from './source.ts';

/** The O&O funds: each its own PostgreSQL database, read through the layout its entry names. */
export function createFunds({ partners, secretOf }: KindOptions): KindOfPartner<FundsLoaders> {
  const funds: readonly Fund[] = partnersOf(partners, 'funds').map((entry) => {
    const layout = partners.layouts[entry.layout];
    if (layout === undefined) throw new Error(`Cannot find layout "${entry.layout}"`);
    const password = entry.password && secretOf(entry.password.setting);
    return {
      id: entry.id,
      kind: entry.kind,
      name: entry.name,
      deadlineMs: entry.deadlineMs,
      isSynthetic: entry.synthetic,
      applyAt: entry.applyAt ?? null,
      health: createPartnerHealth(entry.deadlineMs / 2),
      source: createFundSource(entry, layout, password),
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
