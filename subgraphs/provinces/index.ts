import { createReachable } from '../asking/reachable.ts';
import { partnersOf } from '../partners.ts';
import type { KindOfPartner, KindOptions } from '../subgraph.ts';
import { createProvincesLoaders, type Province, type ProvincesLoaders } from './loaders.ts';
import { provincesReferences, provincesResolvers } from './resolvers.ts';
import { createProvinceSource } from './source.ts';
import { warmUpTableReader } from './table-reader.ts';

/** The provinces: each its own register over HTTP, read through the layout its entry names. */
export function createProvinces({ partners, log }: KindOptions): KindOfPartner<ProvincesLoaders> {
  const provinces: readonly Province[] = partnersOf(partners, 'provinces').map((entry) => {
    const layout = partners.registers[entry.register];
    if (layout === undefined) throw new Error(`Cannot find register layout "${entry.register}"`);
    const reachable = createReachable(entry, log);
    return {
      ...reachable,
      region: entry.region,
      source: createProvinceSource(entry, layout, reachable.log),
    };
  });
  void warmUpTableReader();
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
