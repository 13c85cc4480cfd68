/** What planning and execution know of a supergraph file, read once. */
import {
  ROUTER_SUPPORTED_SUPERGRAPH_FEATURES,
  Supergraph,
  type Schema,
} from '@apollo/federation-internals';
import type { GraphQLSchema } from 'graphql';

export interface ReadSupergraph {
  readonly sdl: string;
  /** Apollo's own reading of the file, for the planner. */
  readonly supergraph: Supergraph;
  readonly plannerApiSchema: Schema;
  /** What clients may ask: without what is inaccessible. */
  readonly apiSchema: GraphQLSchema;
  /** Everything subgraphs may answer, inaccessible types included. */
  readonly fullSchema: GraphQLSchema;
  readonly subgraphUrls: ReadonlyMap<string, string>;
}

/** Reads a Federation 2 supergraph; security features are allowed, enforcing them is the gateway's. */
export function parseSupergraph(sdl: string): ReadSupergraph {
  const supergraph = Supergraph.build(sdl, {
    supportedFeatures: ROUTER_SUPPORTED_SUPERGRAPH_FEATURES,
  });
  const plannerApiSchema = supergraph.apiSchema();
  return {
    sdl,
    supergraph,
    plannerApiSchema,
    apiSchema: plannerApiSchema.toGraphQLJSSchema(),
    fullSchema: supergraph.schema.toGraphQLJSSchema(),
    subgraphUrls: new Map(supergraph.subgraphsMetadata().map(({ name, url }) => [name, url])),
  };
}
