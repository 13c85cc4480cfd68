import type { GraphQLResolveInfo } from 'graphql';

/** A representation as the gateway sends it: `__typename` and the key fields. */
export type Representation = Readonly<Record<string, unknown>> & { readonly __typename: string };

/** What a representation stands for. What its resolver throws fails that one entity alone. */
export type Entity = object | null;

/**
 * Answers one representation at its place in the answer. All of a request are asked in one turn, so
 * that a kind's loaders make one call a partner of them.
 */
export type ResolveReference<Context> = (
  representation: Representation,
  context: Context,
  path: GraphQLResolveInfo['path'],
) => Promise<Entity> | Entity;

export type References<Context> = Readonly<Record<string, ResolveReference<Context>>>;
