import { createPartnerHealth } from '../asking/partner-health.ts';
import { partnersOf } from '../partners.ts';
import type { KindOfPartner, KindOptions } from '../subgraph.ts';
import { createProvincesLoaders, type Province, type ProvincesLoaders } from './loaders.ts';
import { provincesReferences, provincesResolvers } from './resolvers.ts';
import { createProvinceSource } from './source.ts';

/** The provinces: each its own register over HTTP, read through the layout its entry names. */
export function createProvinces({ partners }: KindOptions): KindOfPartner<ProvincesLoaders> {
  const provinces: readonly Province[] = partnersOf(partners, 'provinces').map((entry) => {
    const layout = partners.registers[entry.register];
    if (layout === undefined) throw new Error(`Cannot find register layout "${entry.register}"`);
    return {
      id: entry.id,
      kind: entry.kind,
      name: entry.name,
      region: entry.region,
      deadlineMs: entry.deadlineMs,
      isSynthetic: entry.synthetic,
      health: createPartnerHealth(entry.deadlineMs / 2),
      source: createProvinceSource(entry, layout),
    };
  });
  return {
    keyDomains: [],
    resolvers: provincesResolvers,
    references: provincesReferences,
    createLoaders: (scope) => createProvincesLoaders(provinces, scope),
    stop: async () => {
      await Promise.all(provinces.map((province) => province.source.stop()));
    },
  };
}
