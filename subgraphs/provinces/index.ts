import { connectPartners, type ConnectedPartners } from '../kit/partners/connect-partners.ts';
import type { SubgraphDefinition } from '../kit/subgraph/subgraph-definition.ts';
import { createProvincesLoaders, type Province, type ProvincesLoaders } from './loaders.ts';
import type { ProvinceEntry } from './partner-entry.ts';
import { provincesReferences, provincesResolvers } from './resolvers.ts';
import { createProvinceSource } from './source.ts';
import { warmUpTableReader } from './table-reader.ts';

/** The provinces: each has its own register over HTTP, read with the layout in its entry. */
export const provinces: SubgraphDefinition<
  ProvinceEntry,
  ConnectedPartners<Province>,
  ProvincesLoaders
> = {
  name: 'provinces',
  keyDomains: () => [],
  connect: (entries, options) => {
    void warmUpTableReader();
    return connectPartners(entries, options, (entry, { log, catalogue }) => {
      const source = createProvinceSource(entry, entry.columns, log);
      const files = new Map(
        source.files.map((path) => [
          path,
          catalogue(async (call) => [await source.read(path, call)]),
        ]),
      );
      return { region: entry.region, files, source };
    });
  },
  createLoaders: ({ partners }, request) => createProvincesLoaders(partners, request),
  resolvers: provincesResolvers,
  references: provincesReferences,
};
