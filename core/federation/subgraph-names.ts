/** Every kind of partner that has a subgraph, in the order of the default ports. */
export const SUBGRAPH_NAMES = [
  'funds',
  'education',
  'uwv',
  'guidance',
  'provinces',
  'reference',
] as const;

export type SubgraphName = (typeof SUBGRAPH_NAMES)[number];
