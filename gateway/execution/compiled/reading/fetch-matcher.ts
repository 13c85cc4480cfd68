/** What the answers of a fetch should look like, and the reader for those that do. */
import type { FetchNode } from '@apollo/query-planner';
import {
  Kind,
  parse,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionNode,
} from 'graphql';
import type { Conditions } from '../shape/conditions.ts';
import { compileReader, type MatchResponse } from './match-response.ts';
import {
  createShape,
  type FieldShape,
  type ObjectShape,
  type ShapeContext,
} from '../shape/shape.ts';
import type { SymbolKeys } from './raw-leaves.ts';

export interface FetchReaderContext {
  /** Every type subgraphs may answer with. */
  readonly schema: GraphQLSchema;
  readonly conditions: Conditions;
  readonly symbolKeys: SymbolKeys;
}

/** Absent when entities of more than one type are asked for, or fields are renamed afterwards. */
export function createFetchReader(
  context: FetchReaderContext,
  fetch: FetchNode,
): MatchResponse | undefined {
  if (fetch.outputRewrites) return undefined;
  const document = parse(fetch.operation, { noLocation: true });
  const shape = fetch.requires ? entitiesShape(context, document) : rootShape(context, document);
  return shape && compileReader(shape, context.symbolKeys);
}

function rootShape(context: FetchReaderContext, document: DocumentNode): ObjectShape | undefined {
  const operation = operationIn(document);
  const root = context.schema.getRootType(operation.operation);
  if (!root) return undefined;
  return shapeOrNone(() => createShape(forShapes(context, document), root, operation.selectionSet));
}

/** One list of entities, or several under names of their own. */
function entitiesShape(
  context: FetchReaderContext,
  document: DocumentNode,
): ObjectShape | undefined {
  const { selections } = operationIn(document).selectionSet;
  const query = context.schema.getQueryType();
  const fields = selections.map((selection) => entitiesField(context, document, selection));
  const known = fields.filter((field) => field !== undefined);
  if (!query || known.length < fields.length) return undefined;
  return {
    kind: 'object',
    type: query,
    fieldsByType: new Map([[query.name, known]]),
    fieldsOfAbstract: undefined,
    typenameKeys: [],
  };
}

function entitiesField(
  context: FetchReaderContext,
  document: DocumentNode,
  selection: SelectionNode,
): FieldShape | undefined {
  if (selection.kind !== Kind.FIELD) return undefined;
  const entity = entityShape(context, document, selection);
  if (!entity) return undefined;
  const list = { kind: 'list', element: { shape: entity, isNonNull: false } } as const;
  const name = selection.name.value;
  const key = selection.alias?.value ?? name;
  return { kind: 'field', key, source: key, name, place: { shape: list, isNonNull: true } };
}

/** An entity says its type only when asked, so only one type can be expected. */
function entityShape(
  context: FetchReaderContext,
  document: DocumentNode,
  { selectionSet }: FieldNode,
): ObjectShape | undefined {
  const fragments = fragmentsIn(document);
  const types = new Set(selectionSet?.selections.map((one) => conditionOf(one, fragments)));
  const [name] = types;
  const type = name === undefined ? undefined : context.schema.getType(name);
  if (!selectionSet || types.size !== 1 || !type || !('getFields' in type)) return undefined;
  if ('isOneOf' in type) return undefined;
  return shapeOrNone(() => createShape(forShapes(context, document), type, selectionSet));
}

function conditionOf(
  selection: SelectionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): string | undefined {
  if (selection.kind === Kind.FIELD) return undefined;
  const fragment =
    selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
  return fragment?.typeCondition?.name.value;
}

function forShapes(context: FetchReaderContext, document: DocumentNode): ShapeContext {
  return { ...context, fragments: fragmentsIn(document), aliases: new Map() };
}

/** A subgraph may know fields that the supergraph does not tell of; then there is no shape. */
function shapeOrNone(create: () => ObjectShape): ObjectShape | undefined {
  try {
    return create();
  } catch {
    return undefined;
  }
}

function fragmentsIn(document: DocumentNode): ReadonlyMap<string, FragmentDefinitionNode> {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION)
      fragments.set(definition.name.value, definition);
  }
  return fragments;
}

function operationIn({ definitions }: DocumentNode): OperationDefinitionNode {
  const operation = definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('Expected an operation');
  return operation;
}
