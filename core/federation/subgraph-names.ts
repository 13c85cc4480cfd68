/** All subgraphs, in the order of their default ports. */
export const SUBGRAPH_NAMES = [
  'funds',
  'education',
  'uwv',
  'guidance',
  'provinces',
  'reference',
  'insights',
] as const;

export type SubgraphName = (typeof SUBGRAPH_NAMES)[number];
