/** The data of a fixture: one object for each entity, shared by all subgraphs and the monolith. */
import type { GraphQLFieldResolver } from 'graphql';

/** A field is a value, or a function of the arguments and the object as the subgraph sees it. */
export type WorldObject = { readonly [field: string]: unknown };
export interface World {
  readonly Query: WorldObject;
  readonly Mutation?: WorldObject;
  readonly objects: readonly WorldObject[];
  /** Finds the entity of a representation, where a search in `objects` would take too long. */
  readonly object?: (representation: WorldObject) => WorldObject;
}

type Computed = (args: Record<string, unknown>, self: WorldObject) => unknown;

/** Resolves a field by its name; a function is called with the arguments and the object. */
export const readWorld: GraphQLFieldResolver<unknown, unknown> = (source, args, _, info) => {
  if (!isWorldObject(source)) return undefined;
  const value = source[info.fieldName];
  return isComputed(value) ? value(args, source) : value;
};

export function isWorldObject(value: unknown): value is WorldObject {
  return typeof value === 'object' && value !== null;
}

function isComputed(value: unknown): value is Computed {
  return typeof value === 'function';
}
