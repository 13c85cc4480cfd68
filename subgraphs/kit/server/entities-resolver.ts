import { setImmediate } from 'node:timers/promises';
import type { GraphQLResolveInfo } from 'graphql';
import { codedError } from '../../../core/errors/coded-error.ts';
import { isObject } from '../../../core/structures/is-object.ts';
import type { Path } from '../partners/failures.ts';
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
      ) => resolveEntities(references, representations, context, path),
    },
    _Entity: {
      __resolveType: (entity: object) => typeNameOf.get(entity),
    },
  };
}

export const REPRESENTATIONS_MAX = 10_000;
/**
 * Decrypting an id takes a twentieth of a millisecond, so a longer list is read in parts. Each part is also one
 * call to a partner, whose response has a limit.
 */
const ENTITIES_A_TURN = 250;
const typeNameOf = new WeakMap<object, string>();

async function resolveEntities<Context>(
  references: References<Context>,
  representations: readonly unknown[],
  context: Context,
  path: GraphQLResolveInfo['path'],
): Promise<readonly Promise<object>[]> {
  if (representations.length > REPRESENTATIONS_MAX) {
    throw codedError('TOO_LARGE', `Cannot resolve more than ${REPRESENTATIONS_MAX} entities`);
  }
  const parsed = representations.map(parseRepresentation);
  const entities: Promise<object>[] = [];
  for (let start = 0; start < parsed.length; start += ENTITIES_A_TURN) {
    if (start > 0) await setImmediate();
    const part = parsed.slice(start, start + ENTITIES_A_TURN);
    for (const [at, one] of part.entries()) {
      const place = { prev: path, key: start + at, typename: undefined };
      entities.push(resolveOne(references, one, context, place));
    }
    // graphql-js listens to them only when all have begun.
    for (const one of entities.slice(start)) one.catch(() => undefined);
  }
  return entities;
}

async function resolveOne<Context>(
  references: References<Context>,
  representation: Representation,
  context: Context,
  path: Path,
): Promise<object> {
  const { __typename: typeName } = representation;
  const resolve = Object.hasOwn(references, typeName) ? references[typeName] : undefined;
  if (resolve === undefined) {
    throw codedError('BAD_REQUEST', 'Cannot resolve entities of this type here');
  }
  const entity = await resolve(representation, context, path);
  typeNameOf.set(entity, typeName);
  return entity;
}

function parseRepresentation(value: unknown): Representation {
  if (isObject(value) && typeof value['__typename'] === 'string') return value as Representation;
  throw codedError(
    'BAD_REQUEST',
    'Cannot read a representation: expected an object with __typename',
  );
}
