import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeExecutableSchema } from '@graphql-tools/schema';
import { buildASTSchema, parse, type GraphQLSchema } from 'graphql';
import { projectRoot } from '../../core/config/project-root.ts';
import { subgraphSdl } from '../../schema/subgraph-sdl.ts';
import { SUBGRAPH_NAMES, type SubgraphName } from '../../core/federation/subgraph-names.ts';

/** The committed supergraph, with its directives. */
export function composedSchema(): GraphQLSchema {
  const sdl = readFileSync(join(projectRoot(), 'schema/supergraph.graphql'), 'utf8');
  return buildASTSchema(parse(sdl), { assumeValid: true, assumeValidSDL: true });
}

/** The schema of each subgraph, by its SDL, also when it is not composed yet. */
export function servedSchemas(): ReadonlyMap<SubgraphName, GraphQLSchema> {
  const written = SUBGRAPH_NAMES.filter((subgraphName) =>
    existsSync(join(projectRoot(), 'schema', `${subgraphName}.graphql`)),
  );
  return new Map(written.map((subgraphName) => [subgraphName, servedSchema(subgraphName)]));
}

export function servedSchema(subgraphName: SubgraphName): GraphQLSchema {
  return makeExecutableSchema({ typeDefs: subgraphSdl(subgraphName), assumeValidSDL: true });
}
