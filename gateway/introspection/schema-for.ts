import { printSchema, type GraphQLSchema } from 'graphql';
import type { AccessRules } from '../../core/access/access-rules.ts';
import { grantsOf, type Caller } from '../authentication/principal.ts';
import { createBoundedCache } from '../../core/structures/bounded-cache.ts';
import { createVisibleSchema } from './visible-schema.ts';

export interface SchemaForOptions {
  readonly schema: GraphQLSchema;
  readonly rules: AccessRules;
  /**
   * What the public reads. `whole`: all of it, as documentation, case types included, and only the
   * data are closed. `own`: what it may query, as for every caller with a token.
   */
  readonly publicSchema: PublicSchema;
}

export const PUBLIC_SCHEMAS = ['whole', 'own'] as const;

export type PublicSchema = (typeof PUBLIC_SCHEMAS)[number];

/** The schema that a caller may read, by introspection and as a document alike. */
export interface SchemaFor {
  readonly seesAll: (caller: Caller) => boolean;
  readonly schemaOf: (caller: Caller) => GraphQLSchema;
  /** The same schema in SDL, with descriptions. */
  readonly sdlOf: (caller: Caller) => string;
}

const SCHEMAS_MAX = 50;

export function createSchemaFor({ schema, rules, publicSchema }: SchemaForOptions): SchemaFor {
  const visibleSchema = createVisibleSchema(schema, rules);
  const schemas = createBoundedCache<GraphQLSchema>(SCHEMAS_MAX);
  const texts = new WeakMap<GraphQLSchema, string>();

  const seesAll = (caller: Caller) => caller.isPublic && publicSchema === 'whole';

  function schemaOf(caller: Caller): GraphQLSchema {
    if (seesAll(caller)) return schema;
    const grants = grantsOf(caller);
    const key = JSON.stringify(grants && [grants.scopes.toSorted(), grants.policies.toSorted()]);
    const found = schemas.get(key) ?? visibleSchema(grants);
    schemas.set(key, found);
    return found;
  }

  function sdlOf(caller: Caller): string {
    const visible = schemaOf(caller);
    const text = texts.get(visible) ?? `${printSchema(visible)}\n`;
    texts.set(visible, text);
    return text;
  }

  return { seesAll, schemaOf, sdlOf };
}
