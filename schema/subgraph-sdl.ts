/** The subgraphs, and the SDL of each: the shared part, then its own file. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../core/config/project-root.ts';
import { SUBGRAPH_NAMES, type SubgraphName } from '../core/federation/subgraph-names.ts';

export interface Subgraph {
  readonly name: SubgraphName;
  readonly port: number;
  readonly url: string;
}

const FIRST_PORT = 4001;

/** The default address of each subgraph. */
export const SUBGRAPHS: readonly Subgraph[] = SUBGRAPH_NAMES.map((name, index) => {
  const port = FIRST_PORT + index;
  return { name, port, url: `http://127.0.0.1:${port}/graphql` };
});

/** The whole SDL of one subgraph, as it is served and as it is composed. */
export function subgraphSdl(name: SubgraphName): string {
  return `${sharedSdl()}\n${readSdl(name)}`;
}

/** The part that every subgraph repeats. */
export function sharedSdl(): string {
  return readSdl('shared');
}

function readSdl(name: string): string {
  return readFileSync(join(projectRoot(), 'schema', `${name}.graphql`), 'utf8');
}
