import type { GraphQLResolveInfo } from 'graphql';
import { codedError } from './coded-error.ts';

/** A representation as the gateway sends it: `__typename` and the key fields. */
export type Representation = Readonly<Record<string, unknown>> & { readonly __typename: string };

/** What a representation stands for; an `Error` in its place fails that one entity alone. */
export type Entity = object | null | Error;

/**
 * Answers all representations of one type at once, in order, so that n of them can cost one call a
 * partner.
 */
export type ResolveReferences<Context> = (
  representations: readonly Representation[],
  context: Context,
  info: GraphQLResolveInfo,
) => Promise<readonly Entity[]> | readonly Entity[];

export type References<Context> = Readonly<Record<string, ResolveReferences<Context>>>;

/** The SDL that the subgraph protocol adds, for the entity types this kind can resolve. */
export function entitiesSdl(typeNames: readonly string[]): string {
  return `
    scalar _Any
    type _Service { sdl: String! }
    union _Entity = ${typeNames.join(' | ')}
    extend type Query {
      _entities(representations: [_Any!]!): [_Entity]!
      _service: _Service!
    }`;
}

/** Resolvers of `_entities` and `_service` (Apollo Federation 2 subgraph specification). */
export function entitiesResolvers<Context>(references: References<Context>, sdl: string) {
  return {
    Query: {
      _service: () => ({ sdl }),
      _entities: (
        _: unknown,
        { representations }: { representations: readonly unknown[] },
        context: Context,
        info: GraphQLResolveInfo,
      ) => resolveEntities(references, representations.map(parseRepresentation), context, info),
    },
    _Entity: {
      __resolveType: (entity: object) => typeNameOf.get(entity),
    },
  };
}

const REPRESENTATIONS_MAX = 10_000;
const typeNameOf = new WeakMap<object, string>();

async function resolveEntities<Context>(
  references: References<Context>,
  representations: readonly Representation[],
  context: Context,
  info: GraphQLResolveInfo,
): Promise<readonly Entity[]> {
  if (representations.length > REPRESENTATIONS_MAX) {
    throw codedError('TOO_LARGE', `Cannot resolve more than ${REPRESENTATIONS_MAX} entities`);
  }
  const entities: Entity[] = Array.from({ length: representations.length }, () => null);
  await Promise.all(
    [...groupByType(representations)].map(async ([typeName, group]) => {
      const resolve = Object.hasOwn(references, typeName) ? references[typeName] : undefined;
      if (resolve === undefined) {
        throw codedError('BAD_REQUEST', `Cannot resolve entities of this type here`);
      }
      const resolved = await resolve(
        group.map(([, one]) => one),
        context,
        info,
      );
      for (const [index, [position]] of group.entries()) {
        const entity = resolved[index] ?? null;
        if (entity !== null && !(entity instanceof Error)) typeNameOf.set(entity, typeName);
        entities[position] = entity;
      }
    }),
  );
  return entities;
}

function groupByType(representations: readonly Representation[]) {
  const groups = new Map<string, [number, Representation][]>();
  for (const entry of representations.entries()) {
    const group = groups.get(entry[1].__typename);
    if (group === undefined) groups.set(entry[1].__typename, [entry]);
    else group.push(entry);
  }
  return groups;
}

function parseRepresentation(value: unknown): Representation {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    const typeName = (value as Record<string, unknown>)['__typename'];
    if (typeof typeName === 'string') return value as Representation;
  }
  throw codedError(
    'BAD_REQUEST',
    'Cannot read a representation: expected an object with __typename',
  );
}
