/** The data of a fixture: one object per thing, every subgraph and the monolith read the same ones. */
import type { GraphQLFieldResolver } from 'graphql';

/** A field is a value, or a function of the arguments and the object as far as the reader knows it. */
export type WorldObject = { readonly [field: string]: unknown };
export interface World {
  readonly Query: WorldObject;
  readonly Mutation?: WorldObject;
  readonly objects: readonly WorldObject[];
  /** Finds the thing of a representation where searching `things` would take too long. */
  readonly object?: (representation: WorldObject) => WorldObject;
}

type Computed = (args: Record<string, unknown>, self: WorldObject) => unknown;

/** Reads a field by its name, never by its alias; a function is called with the object it sits on. */
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
