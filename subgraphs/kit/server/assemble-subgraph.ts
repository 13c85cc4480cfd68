import { makeExecutableSchema } from '@graphql-tools/schema';
import type { GraphQLSchema } from 'graphql';
import { subgraphSdl } from '../../../schema/subgraph-sdl.ts';
import { guardValues } from '../citizen-numbers/guard-values.ts';
import { limitLists } from '../limits/limit-lists.ts';
import type { KeyDomain } from '../ids/key-set.ts';
import type { ConnectOptions, OpenSources } from '../partners/connect-partners.ts';
import type { RequestContext } from '../request/request-context.ts';
import type { SubgraphDefinition } from '../subgraph/subgraph-definition.ts';
import { entitiesResolvers, entitiesSdl } from './entities-resolver.ts';
import { scalars } from './scalars.ts';

/** A definition with its partners connected and its schema built. */
export interface AssembledSubgraph extends OpenSources {
  readonly schema: GraphQLSchema;
  readonly keyDomains: readonly KeyDomain[];
  createLoaders(request: RequestContext): unknown;
}

export function assembleSubgraph<Entry, Sources extends OpenSources, Loaders>(
  definition: SubgraphDefinition<Entry, Sources, Loaders>,
  entries: readonly Entry[],
  options: ConnectOptions,
): AssembledSubgraph {
  const { name, resolvers, references } = definition;
  const sources = definition.connect(entries, options);
  const sdl = subgraphSdl(name);
  const schema = makeExecutableSchema({
    typeDefs: [sdl, entitiesSdl(Object.keys(references))],
    resolvers: [scalars, resolvers, entitiesResolvers(references, sdl)],
    // The gateway's composition defines the directives of Federation.
    assumeValidSDL: true,
  });
  guardValues(schema);
  limitLists(schema, name);
  return {
    schema,
    keyDomains: definition.keyDomains(entries),
    createLoaders: (request) => definition.createLoaders(sources, request),
    stop: () => sources.stop(),
  };
}
