/** Which field of the schema stands behind a path in a response. */
import { getNamedType, isCompositeType, Kind, parse, typeFromAST } from 'graphql';
import type {
  FieldNode,
  FragmentDefinitionNode,
  GraphQLCompositeType,
  GraphQLField,
  GraphQLNamedType,
  GraphQLSchema,
  SelectionSetNode,
} from 'graphql';

export interface ResponseField {
  readonly definition: GraphQLField<unknown, unknown>;
  readonly type: GraphQLNamedType;
  /** The name that the query gives it instead of its own. */
  readonly alias: string | undefined;
}

export type FieldAt = (path: readonly string[]) => ResponseField | undefined;

interface Place {
  readonly field: ResponseField | undefined;
  readonly selections: readonly Selection[];
}

interface Selection {
  readonly set: SelectionSetNode;
  readonly type: GraphQLNamedType;
}

const tokensMax = 10_000;
/** Deeper than any query that the gateway accepts. */
const fragmentDepthMax = 20;

/** The path leaves out `nodes`, `edges` and `node`, as the tables of a response do. */
export function createFieldAt(schema: GraphQLSchema | null | undefined, query: string): FieldAt {
  const known = new Map<string, Place | undefined>();
  const reader = schema ? readerOf(schema, query) : undefined;
  const placeAt = (path: readonly string[]): Place | undefined => {
    if (!reader) return undefined;
    if (path.length === 0) return reader.root;
    const key = path.join('.');
    if (!known.has(key)) known.set(key, undefined);
    else return known.get(key);
    const parent = placeAt(path.slice(0, -1));
    const place = parent && reader.step(parent, path.at(-1) ?? '');
    known.set(key, place);
    return place;
  };
  return (path) => placeAt(path)?.field;
}

function readerOf(schema: GraphQLSchema, query: string) {
  const document = parsed(query);
  const operation = document?.definitions.find(
    (definition) => definition.kind === Kind.OPERATION_DEFINITION,
  );
  const type = operation && schema.getRootType(operation.operation);
  if (!document || !operation || !type) return undefined;
  const fragments = new Map(
    document.definitions.flatMap((one) =>
      one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one] as const] : [],
    ),
  );
  const root: Place = { field: undefined, selections: [{ set: operation.selectionSet, type }] };
  const step = (place: Place, key: string): Place | undefined =>
    childOf(place, key, schema, fragments) ??
    ['nodes', 'edges', 'node'].reduce<Place | undefined>((found, plumbing) => {
      if (found) return found;
      const inner = childOf(place, plumbing, schema, fragments);
      return inner && step(inner, key);
    }, undefined);
  return { root, step };
}

function childOf(
  { selections }: Place,
  key: string,
  schema: GraphQLSchema,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): Place | undefined {
  const found = selections.flatMap(({ set, type }) =>
    fieldsIn(set, type, schema, fragments, 0).filter(
      ({ node }) => (node.alias ?? node.name).value === key,
    ),
  );
  const [first] = found;
  const definition = first && definitionOf(first.node, first.type);
  if (!definition) return undefined;
  const type = getNamedType(definition.type);
  const inner = found.flatMap(({ node }) =>
    node.selectionSet ? [{ set: node.selectionSet, type }] : [],
  );
  return { field: { definition, type, alias: first.node.alias?.value }, selections: inner };
}

function definitionOf(node: FieldNode, type: GraphQLNamedType) {
  return 'getFields' in type
    ? (type.getFields()[node.name.value] as GraphQLField<unknown, unknown> | undefined)
    : undefined;
}

interface FoundField {
  readonly node: FieldNode;
  readonly type: GraphQLNamedType;
}

function fieldsIn(
  set: SelectionSetNode,
  type: GraphQLNamedType,
  schema: GraphQLSchema,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  depth: number,
): readonly FoundField[] {
  if (depth > fragmentDepthMax) return [];
  return set.selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [{ node: selection, type }];
    const fragment =
      selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
    if (!fragment) return [];
    const condition = fragment.typeCondition && typeFromAST(schema, fragment.typeCondition);
    const inner = isComposite(condition) ? condition : type;
    return fieldsIn(fragment.selectionSet, inner, schema, fragments, depth + 1);
  });
}

function isComposite(type: unknown): type is GraphQLCompositeType {
  return isCompositeType(type);
}

function parsed(query: string) {
  try {
    return parse(query, { maxTokens: tokensMax, noLocation: true });
  } catch {
    return undefined; // The gateway reports the error.
  }
}
