/** Which subgraphs there are, and the SDL of each: the shared part, then the kind's own file. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './project-root.ts';

/** Every kind of partner that has a subgraph, in the order of the default ports. */
export const PARTNER_KINDS = [
  'funds',
  'education',
  'uwv',
  'guidance',
  'provinces',
  'reference',
] as const;

export type PartnerKind = (typeof PARTNER_KINDS)[number];

/** The kinds that the committed supergraph is made of. A kind joins by adding its word here. */
export const COMPOSED_KINDS: readonly PartnerKind[] = [
  'funds',
  'education',
  'uwv',
  'guidance',
  'provinces',
  'reference',
];

export interface Subgraph {
  readonly name: PartnerKind;
  readonly port: number;
  readonly url: string;
}

const FIRST_PORT = 4001;

/** Where each subgraph is reached unless the gateway is told otherwise. */
export const SUBGRAPHS: readonly Subgraph[] = PARTNER_KINDS.map((name, index) => {
  const port = FIRST_PORT + index;
  return { name, port, url: `http://127.0.0.1:${port}/graphql` };
});

/** The whole SDL of one subgraph, as it is served and as it is composed. */
export function subgraphSdl(kind: PartnerKind): string {
  return `${readSdl('shared')}\n${readSdl(kind)}`;
}

function readSdl(name: string): string {
  return readFileSync(join(projectRoot(), 'schema', `${name}.graphql`), 'utf8');
}
