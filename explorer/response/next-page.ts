/** Asks for the next page of a list, and adds its rows to the response. */
import { isObjectType, getNamedType, Kind, parse, parseType, print } from 'graphql';
import type {
  ArgumentNode,
  DocumentNode,
  FieldNode,
  GraphQLSchema,
  OperationDefinitionNode,
  SelectionSetNode,
} from 'graphql';

/** A table of more rows does not fit in the memory of every browser, and no person reads it. */
export const loadedRowsMax = 5000;

/** The variable that is added when the query has none for the cursor. */
const addedVariable = 'volgendePagina';
const tokensMax = 10_000;

interface PageInfo {
  readonly hasNextPage?: boolean | undefined;
  readonly endCursor?: string | null | undefined;
}

interface Sent {
  readonly query: string;
  readonly variables?: unknown;
}

export interface PageRequest {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** The response has no cursor, so the list is asked for from its beginning. */
  readonly isFirst: boolean;
}

/**
 * The request for the next page of the list at this path in the response. The document stays as it is when
 * it has a variable for the cursor already: a gateway that knows the document then still knows it.
 * Undefined when the list has no pages.
 */
export function nextPageRequest(
  sent: Sent,
  path: readonly string[],
  data: unknown,
  schema: GraphQLSchema | null | undefined,
): PageRequest | undefined {
  const document = parsed(sent.query);
  const operation = document?.definitions.find(isOperation);
  if (!document || !operation || !schema) return undefined;
  const field = fieldAt(operation.selectionSet, path);
  if (!field || !hasPages(schema, operation, path, field)) return undefined;
  const { endCursor } = pageInfoAt(data, path);
  const after = field.arguments?.find(({ name }) => name.value === 'after')?.value;
  const isComplete = hasPageInfo(field);
  const variable = after?.kind === Kind.VARIABLE ? after.name.value : addedVariable;
  const variables = {
    ...(isFields(sent.variables) ? sent.variables : {}),
    [variable]: endCursor ?? null,
  };
  const isFirst = endCursor === undefined || endCursor === null;
  if (after?.kind === Kind.VARIABLE && isComplete) return { query: sent.query, variables, isFirst };
  const paged = replaceField(operation, path, (one) => withPage(one, variable));
  const isDeclared = after?.kind === Kind.VARIABLE;
  const changed = isDeclared ? paged : withVariable(paged, variable);
  const definitions = document.definitions.map((one) => (one === operation ? changed : one));
  return { query: print({ ...document, definitions }), variables, isFirst };
}

/** The response with the rows of the next page; with the page alone when that is the first. */
export function withNextPage(
  response: unknown,
  page: unknown,
  path: readonly string[],
  isFirst: boolean,
): unknown {
  if (isFirst) return page;
  const [before, next] = [response, page].map((one) => (isFields(one) ? one : {}));
  const list = at(before?.['data'], path);
  const more = at(next?.['data'], path);
  const errors = [...listAt(before, 'errors'), ...listAt(next, 'errors')];
  const partial = [
    ...listAt(before?.['extensions'], 'partial'),
    ...listAt(next?.['extensions'], 'partial'),
  ];
  const merged = isFields(list) && isFields(more) ? joined(list, more) : list;
  return {
    ...before,
    data: replaceAt(before?.['data'], path, merged),
    ...(errors.length > 0 ? { errors: distinct(errors) } : {}),
    ...(partial.length > 0 ? { extensions: { partial: distinct(partial) } } : {}),
  };
}

export function pageInfoAt(data: unknown, path: readonly string[]): PageInfo {
  const list = at(data, path);
  const info = isFields(list) ? list['pageInfo'] : undefined;
  return isFields(info) ? info : {};
}

/** How many rows the list at the path has. */
export function rowsAt(data: unknown, path: readonly string[]): number {
  const list = at(data, path);
  if (!isFields(list)) return 0;
  return Math.max(listAt(list, 'nodes').length, listAt(list, 'edges').length);
}

function joined(list: Fields, more: Fields): Fields {
  const longer = ['nodes', 'edges'].flatMap((name) =>
    Array.isArray(list[name]) ? [[name, [...listAt(list, name), ...listAt(more, name)]]] : [],
  );
  return { ...list, ...more, ...Object.fromEntries(longer) };
}

function distinct(values: readonly unknown[]): readonly unknown[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}

type Fields = Readonly<Record<string, unknown>>;

function at(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((inner, key) => (isFields(inner) ? inner[key] : undefined), value);
}

function replaceAt(value: unknown, [key, ...rest]: readonly string[], by: unknown): unknown {
  if (key === undefined) return by;
  return isFields(value) ? { ...value, [key]: replaceAt(value[key], rest, by) } : value;
}

/** Fields of the query itself; one in a fragment may stand in several places. */
function fieldAt(set: SelectionSetNode, [key, ...rest]: readonly string[]): FieldNode | undefined {
  const field = set.selections.find(
    (one): one is FieldNode => one.kind === Kind.FIELD && keyOf(one) === key,
  );
  if (!field || rest.length === 0) return field;
  return field.selectionSet && fieldAt(field.selectionSet, rest);
}

function replaceField(
  operation: OperationDefinitionNode,
  path: readonly string[],
  change: (field: FieldNode) => FieldNode,
): OperationDefinitionNode {
  const inSet = (set: SelectionSetNode, [key, ...rest]: readonly string[]): SelectionSetNode => ({
    ...set,
    selections: set.selections.map((one) => {
      if (one.kind !== Kind.FIELD || keyOf(one) !== key) return one;
      if (rest.length === 0) return change(one);
      return one.selectionSet ? { ...one, selectionSet: inSet(one.selectionSet, rest) } : one;
    }),
  });
  return { ...operation, selectionSet: inSet(operation.selectionSet, path) };
}

const keyOf = (field: FieldNode) => (field.alias ?? field.name).value;

function hasPages(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  path: readonly string[],
  field: FieldNode,
): boolean {
  let type: unknown = schema.getRootType(operation.operation);
  let set: SelectionSetNode | undefined = operation.selectionSet;
  for (const key of path.slice(0, -1)) {
    const outer: FieldNode | undefined = set && fieldAt(set, [key]);
    const next = outer && isObjectType(type) ? type.getFields()[outer.name.value] : undefined;
    type = next && getNamedType(next.type);
    set = outer?.selectionSet;
  }
  const definition = isObjectType(type) ? type.getFields()[field.name.value] : undefined;
  const list = definition && getNamedType(definition.type);
  return (
    definition !== undefined &&
    definition.args.some(({ name }) => name === 'after') &&
    isObjectType(list) &&
    list.getFields()['pageInfo'] !== undefined
  );
}

const pageInfoSelection = fieldIn('{ pageInfo { hasNextPage endCursor } }');

function fieldIn(text: string): FieldNode {
  const [operation] = parse(text, { noLocation: true }).definitions.filter(isOperation);
  const [field] = operation?.selectionSet.selections ?? [];
  if (field?.kind !== Kind.FIELD) throw new Error(`Cannot find a field in "${text}"`);
  return field;
}

function hasPageInfo({ selectionSet }: FieldNode): boolean {
  const info = selectionSet && fieldAt(selectionSet, ['pageInfo']);
  const names = ['hasNextPage', 'endCursor'];
  return names.every((name) => info?.selectionSet && fieldAt(info.selectionSet, [name]));
}

function withPage(field: FieldNode, variable: string): FieldNode {
  const after: ArgumentNode = {
    kind: Kind.ARGUMENT,
    name: { kind: Kind.NAME, value: 'after' },
    value: { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: variable } },
  };
  const others = (field.arguments ?? []).filter(({ name }) => name.value !== 'after');
  const selections = field.selectionSet?.selections ?? [];
  return {
    ...field,
    arguments: [...others, after],
    selectionSet: {
      kind: Kind.SELECTION_SET,
      selections: hasPageInfo(field) ? selections : [...selections, pageInfoSelection],
    },
  };
}

function withVariable(
  operation: OperationDefinitionNode,
  variable: string,
): OperationDefinitionNode {
  const definition = {
    kind: Kind.VARIABLE_DEFINITION as const,
    variable: {
      kind: Kind.VARIABLE as const,
      name: { kind: Kind.NAME as const, value: variable },
    },
    type: parseType('String', { noLocation: true }),
  };
  const known = operation.variableDefinitions ?? [];
  return { ...operation, variableDefinitions: [...known, definition] };
}

function isOperation(node: DocumentNode['definitions'][number]): node is OperationDefinitionNode {
  return node.kind === Kind.OPERATION_DEFINITION;
}

function parsed(query: string): DocumentNode | undefined {
  try {
    return parse(query, { maxTokens: tokensMax, noLocation: true });
  } catch {
    return undefined;
  }
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function listAt(value: unknown, name: string): readonly unknown[] {
  const found = isFields(value) ? value[name] : undefined;
  return Array.isArray(found) ? found : [];
}
