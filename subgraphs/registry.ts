/** All subgraphs. A new one is a line here, its entry in `partners.ts`, and its folder. */
import type { SubgraphName } from '../core/federation/subgraph-names.ts';
import type { ConnectOptions, OpenSources } from './kit/partners/connect-partners.ts';
import { assembleSubgraph, type AssembledSubgraph } from './kit/server/assemble-subgraph.ts';
import type { SubgraphDefinition } from './kit/subgraph/subgraph-definition.ts';
import { fundsOf, partnersOf, provincesOf, type PartnerList } from './partners.ts';

/** Connects the partners of a list and builds the schema. Throws `ConfigError`. */
export type Assemble = (list: PartnerList, options: ConnectOptions) => AssembledSubgraph;

/** Imports the code of one subgraph alone, so that a process loads only what it serves. */
export const SUBGRAPHS: Readonly<Record<SubgraphName, () => Promise<Assemble>>> = {
  funds: async () => assembler((await import('./funds/index.ts')).funds, fundsOf),
  education: async () =>
    assembler((await import('./education/index.ts')).education, (list) =>
      partnersOf(list, 'education'),
    ),
  uwv: async () =>
    assembler((await import('./uwv/index.ts')).uwv, (list) => partnersOf(list, 'uwv')),
  guidance: async () =>
    assembler((await import('./guidance/index.ts')).guidance, (list) =>
      partnersOf(list, 'guidance'),
    ),
  provinces: async () => assembler((await import('./provinces/index.ts')).provinces, provincesOf),
  reference: async () =>
    assembler((await import('./reference/index.ts')).reference, ({ partners }) => partners),
  insights: async () => assembler((await import('./insights/index.ts')).insights, () => []),
};

function assembler<Entry, Sources extends OpenSources, Loaders>(
  definition: SubgraphDefinition<Entry, Sources, Loaders>,
  entriesOf: (list: PartnerList) => readonly Entry[],
): Assemble {
  return (list, options) => assembleSubgraph(definition, entriesOf(list), options);
}
