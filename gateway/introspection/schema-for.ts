import { printSchema, type GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { AccessRules } from '../../core/access/access-rules.ts';
import { grantsOf, type Principal } from '../authentication/principal.ts';
import { createVisibleSchema } from './visible-schema.ts';

export interface SchemaForOptions {
  readonly schema: GraphQLSchema;
  readonly rules: AccessRules;
  /**
   * What the public may read. `whole`: the whole schema as documentation, case types included. `own`: what it
   * may query, as for every principal with a token.
   */
  readonly publicSchema: PublicSchema;
}

export const PUBLIC_SCHEMAS = ['whole', 'own'] as const;

export type PublicSchema = (typeof PUBLIC_SCHEMAS)[number];

/** The schema that a principal may read, by introspection and as a document. */
export interface SchemaFor {
  readonly seesAll: (principal: Principal) => boolean;
  readonly schemaOf: (principal: Principal) => GraphQLSchema;
  /** The same schema in SDL, with descriptions. */
  readonly sdlOf: (principal: Principal) => string;
}

const BYTES_MAX = 64 * 1024 * 1024;
/** A schema as an object, for each character of its SDL. */
const BYTES_PER_CHARACTER = 20;

export function createSchemaFor({ schema, rules, publicSchema }: SchemaForOptions): SchemaFor {
  const sdl = printSchema(schema);
  const visibleSchema = createVisibleSchema(sdl, rules);
  // No part of a schema is larger than the whole.
  const size = sdl.length * BYTES_PER_CHARACTER;
  const schemas = new LRUCache<string, GraphQLSchema>({
    maxSize: BYTES_MAX,
    sizeCalculation: (_, key) => size + key.length,
  });
  const texts = new WeakMap([[schema, `${sdl}\n`]]);

  const seesAll = (principal: Principal) => principal.isPublic && publicSchema === 'whole';

  function schemaOf(principal: Principal): GraphQLSchema {
    if (seesAll(principal)) return schema;
    const grants = grantsOf(principal);
    const key = JSON.stringify(
      grants && [grants.scopes.toSorted(), grants.policies.toSorted(), grants.purpose?.fields],
    );
    const found = schemas.get(key) ?? visibleSchema(grants);
    schemas.set(key, found);
    return found;
  }

  function sdlOf(principal: Principal): string {
    const visible = schemaOf(principal);
    const text = texts.get(visible) ?? `${printSchema(visible)}\n`;
    texts.set(visible, text);
    return text;
  }

  return { seesAll, schemaOf, sdlOf };
}
