/** Facts about the keys of a supergraph: which may be null, and which subgraph can provide them. */
import {
  baseType,
  federationMetadata,
  isCompositeType,
  isNonNullType,
  isObjectType,
  parseSelectionSet,
  type CompositeType,
  type Schema,
  type Supergraph,
} from '@apollo/federation-internals';
import type { GraphQLSchema } from 'graphql';
import { printFieldSet, type FieldSet } from './field-sets.ts';
import type { RequiresFieldSets } from './requires-field-sets.ts';

export interface KeyFacts {
  /** Whether any type has several keys of which one may be null. Few supergraphs have one. */
  readonly isNeeded: boolean;
  /** The keys by which the subgraph resolves entities of the type. */
  keysOf(subgraph: string, type: string): readonly FieldSet[];
  mayBeNull(type: string, key: FieldSet): boolean;
  /** Whether the subgraph resolves all fields of the key itself, for every object of the type it returns. */
  canProvide(subgraph: string, type: string, key: FieldSet): boolean;
  schemaOf(subgraph: string): GraphQLSchema | undefined;
}

export function createKeyFacts(supergraph: Supergraph, { keys }: RequiresFieldSets): KeyFacts {
  const typeIn = (schema: Schema | undefined, name: string) => {
    const type = schema?.type(name);
    return type && isObjectType(type) ? type : undefined;
  };
  const mayBeNull = (name: string, key: FieldSet) => {
    const type = typeIn(supergraph.schema, name);
    return type !== undefined && hasNullable(type, key);
  };
  const isNeeded = [...keys].some(([subgraphType, all]) => {
    const type = subgraphType.slice(subgraphType.lastIndexOf(' ') + 1);
    return all.length > 1 && all.some((key) => mayBeNull(type, key));
  });
  const schemas = new Map<string, GraphQLSchema | undefined>();
  return {
    isNeeded,
    keysOf: (subgraph, type) => keys.get(`${subgraph} ${type}`) ?? [],
    mayBeNull,
    schemaOf(subgraph) {
      const subgraphSchema = supergraph.subgraphs().get(subgraph)?.schema;
      const schema = schemas.get(subgraph) ?? subgraphSchema?.toGraphQLJSSchema();
      schemas.set(subgraph, schema);
      return schema;
    },
    canProvide(subgraph, name, key) {
      const schema = supergraph.subgraphs().get(subgraph)?.schema;
      const parentType = typeIn(schema, name);
      if (!schema || !parentType) return false;
      try {
        const selection = parseSelectionSet({ parentType, source: `{${printFieldSet(key)}}` });
        return federationMetadata(schema)?.selectionSelectsAnyExternalField(selection) === false;
      } catch {
        // The subgraph has the type without these fields.
        return false;
      }
    },
  };
}

function hasNullable(type: CompositeType, fields: FieldSet): boolean {
  return fields.some((selection) => {
    if (selection.kind === 'InlineFragment' || !('field' in type)) return true;
    const output = type.field(selection.name)?.type;
    if (!output || !isNonNullType(output)) return true;
    const inner = baseType(output);
    return isCompositeType(inner) && hasNullable(inner, selection.selections ?? []);
  });
}
