/** Creates the response matcher of a fetch from its operation text. */
import type { FetchNode } from '@apollo/query-planner';
import {
  Kind,
  parse,
  type FieldNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionNode,
} from 'graphql';
import { fragmentsIn, operationIn } from '../../../planning/documents.ts';
import type { Conditions } from '../shape/conditions.ts';
import {
  createShape,
  type FieldShape,
  type ObjectShape,
  type ShapeContext,
} from '../shape/shape.ts';
import { compileResponseMatcher, type MatchResponse } from './match-response.ts';
import type { SymbolKeys } from './raw-leaves.ts';

export interface MatcherContext {
  /** With `@inaccessible` types, which subgraphs may return. */
  readonly schema: GraphQLSchema;
  readonly conditions: Conditions;
  readonly symbolKeys: SymbolKeys;
}

/** Undefined when entities of several types are selected, or when data is rewritten after the fetch. */
export function createFetchMatcher(
  { schema, conditions, symbolKeys }: MatcherContext,
  fetch: FetchNode,
): MatchResponse | undefined {
  if (fetch.outputRewrites) return undefined;
  const document = parse(fetch.operation, { noLocation: true });
  const context = { schema, conditions, fragments: fragmentsIn(document), aliases: new Map() };
  const operation = operationIn(document);
  const shape = fetch.requires ? entitiesShape(context, operation) : rootShape(context, operation);
  return shape && compileResponseMatcher(shape, symbolKeys);
}

function rootShape(
  context: ShapeContext,
  { operation, selectionSet }: OperationDefinitionNode,
): ObjectShape | undefined {
  const root = context.schema.getRootType(operation);
  return root ? shapeOrUndefined(() => createShape(context, root, selectionSet)) : undefined;
}

/** One `_entities` field, or several with aliases. */
function entitiesShape(
  context: ShapeContext,
  { selectionSet: { selections } }: OperationDefinitionNode,
): ObjectShape | undefined {
  const query = context.schema.getQueryType();
  const fields = selections
    .map((selection) => entitiesField(context, selection))
    .filter((field) => field !== undefined);
  if (!query || fields.length < selections.length) return undefined;
  return {
    kind: 'object',
    type: query,
    fieldsByType: new Map([[query.name, fields]]),
    fieldsOfAbstract: undefined,
    typenameKeys: [],
  };
}

function entitiesField(context: ShapeContext, selection: SelectionNode): FieldShape | undefined {
  if (selection.kind !== Kind.FIELD) return undefined;
  const entity = entityShape(context, selection);
  if (!entity) return undefined;
  const list = { kind: 'list', element: { shape: entity, isNonNull: false } } as const;
  const name = selection.name.value;
  const key = selection.alias?.value ?? name;
  return { kind: 'field', key, source: key, name, position: { shape: list, isNonNull: true } };
}

/** Entities need not contain `__typename`, so all selections must be on one object type. */
function entityShape(context: ShapeContext, { selectionSet }: FieldNode): ObjectShape | undefined {
  const types = new Set(selectionSet?.selections.map((one) => conditionOf(one, context)));
  const [name] = types;
  const type = name === undefined ? undefined : context.schema.getType(name);
  if (!selectionSet || types.size !== 1 || !type || !('getFields' in type)) return undefined;
  if ('isOneOf' in type) return undefined;
  return shapeOrUndefined(() => createShape(context, type, selectionSet));
}

function conditionOf(selection: SelectionNode, { fragments }: ShapeContext): string | undefined {
  if (selection.kind === Kind.FIELD) return undefined;
  const fragment =
    selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
  return fragment?.typeCondition?.name.value;
}

/** A subgraph may have fields that the supergraph does not have; then there is no shape. */
function shapeOrUndefined(create: () => ObjectShape): ObjectShape | undefined {
  try {
    return create();
  } catch {
    return undefined;
  }
}
