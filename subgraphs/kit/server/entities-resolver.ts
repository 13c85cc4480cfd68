import type { GraphQLResolveInfo } from 'graphql';
import { codedError } from '../../../core/errors/coded-error.ts';
import { isObject } from '../../../core/structures/is-object.ts';
import type { Representation, References } from '../subgraph/entity-references.ts';

/**
 * The SDL that the subgraph specification adds, for the entity types that this subgraph resolves.
 */
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
        { path }: GraphQLResolveInfo,
      ) => resolveEntities(references, representations.map(parseRepresentation), context, path),
    },
    _Entity: {
      __resolveType: (entity: object) => typeNameOf.get(entity),
    },
  };
}

const REPRESENTATIONS_MAX = 10_000;
const typeNameOf = new WeakMap<object, string>();

function resolveEntities<Context>(
  references: References<Context>,
  representations: readonly Representation[],
  context: Context,
  path: GraphQLResolveInfo['path'],
): readonly Promise<object>[] {
  if (representations.length > REPRESENTATIONS_MAX) {
    throw codedError('TOO_LARGE', `Cannot resolve more than ${REPRESENTATIONS_MAX} entities`);
  }
  return representations.map(async (representation, index) => {
    const { __typename: typeName } = representation;
    const resolve = Object.hasOwn(references, typeName) ? references[typeName] : undefined;
    if (resolve === undefined) {
      throw codedError('BAD_REQUEST', 'Cannot resolve entities of this type here');
    }
    const at = { prev: path, key: index, typename: undefined };
    const entity = await resolve(representation, context, at);
    typeNameOf.set(entity, typeName);
    return entity;
  });
}

function parseRepresentation(value: unknown): Representation {
  if (isObject(value) && typeof value['__typename'] === 'string') return value as Representation;
  throw codedError(
    'BAD_REQUEST',
    'Cannot read a representation: expected an object with __typename',
  );
}
