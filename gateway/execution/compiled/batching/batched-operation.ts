/**
 * The text of one request that asks what several fetches ask of the same subgraph:
 * `query Q($r0:[_Any!]!,$r1:[_Any!]!){_0:_entities(representations:$r0){…}_1:_entities(representations:$r1){…}}`.
 */
import type { FetchNode } from '@apollo/query-planner';
import {
  Kind,
  OperationTypeNode,
  parse,
  print,
  stripIgnoredCharacters,
  visit,
  type ASTNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type VariableDefinitionNode,
} from 'graphql';
import { canonicalOperation } from '../fetches/compile-fetch.ts';
import { createFetchReader, type FetchReaderContext } from '../reading/fetch-matcher.ts';
import type { MatchResponse } from '../reading/match-response.ts';

/** One `_entities` of the request. */
export interface BatchedPart {
  /** Its name in the answer. */
  readonly key: string;
  /** The variable with its representations. */
  readonly list: string;
}

export interface BatchedOperation {
  /** One for each fetch, in their order. */
  readonly parts: readonly BatchedPart[];
  /** With these parts and no others; `bodyStart` goes up to and including `"variables":{`. */
  request(numbers: readonly number[]): BatchedRequest;
}

/** What does not change from one asking to the next, for one set of parts. */
export interface BatchedRequest {
  readonly bodyStart: string;
  readonly read: MatchResponse | undefined;
}

/** A fetch taken apart. */
interface EntitiesQuery {
  readonly field: FieldNode;
  readonly variables: readonly VariableDefinitionNode[];
  readonly fragments: readonly FragmentDefinitionNode[];
}

/** Pieces of the request as they stand inside a JSON string, so that they are quoted only once. */
interface PreparedPart extends BatchedPart {
  readonly field: string;
  readonly variables: readonly string[];
  readonly fragments: ReadonlyMap<string, string>;
}

/** Undefined when one of the fetches is not a plain query of entities. */
export function createBatchedOperation(
  context: FetchReaderContext,
  nodes: readonly FetchNode[],
): BatchedOperation | undefined {
  const queries = nodes.map(parseEntitiesQuery);
  if (!queries.every((query) => query !== undefined)) return undefined;
  if (!isAgreed(queries)) return undefined;
  const prefix = freePrefix(queries);
  const fragments = new Map<string, string>();
  const parts = queries.map((query, number) => preparePart(query, number, prefix, fragments));
  const name = nodes[0] && canonicalOperation(nodes[0]).name;
  const isRewritten = nodes.some(({ outputRewrites }) => outputRewrites !== undefined);
  const readerOf = (query: string) => {
    const [node] = nodes;
    return node && !isRewritten
      ? createFetchReader(context, { ...node, operation: query })
      : undefined;
  };
  return { parts, request: createRequests(parts, name, readerOf) };
}

/** What the planner writes for a fetch of entities; undefined for anything else. */
function parseEntitiesQuery({ operation, contextRewrites }: FetchNode): EntitiesQuery | undefined {
  const { definitions } = parse(operation, { noLocation: true });
  const fragments = definitions.filter((one) => one.kind === Kind.FRAGMENT_DEFINITION);
  const [query, ...others] = definitions.filter((one) => one.kind === Kind.OPERATION_DEFINITION);
  if (query?.operation !== OperationTypeNode.QUERY || others.length > 0 || contextRewrites) {
    return undefined;
  }
  const [field, ...fields] = query.selectionSet.selections;
  const isPlain = field?.kind === Kind.FIELD && field.name.value === '_entities' && !field.alias;
  if (!isPlain || fields.length > 0) return undefined;
  if ((query.directives ?? []).length > 0 || (field.directives ?? []).length > 0) return undefined;
  const variables = (query.variableDefinitions ?? []).filter(
    ({ variable }) => variable.name.value !== 'representations',
  );
  return { field, variables, fragments };
}

/** They are the variables of one operation, so one name is one variable. */
function isAgreed(queries: readonly EntitiesQuery[]): boolean {
  const texts = new Map<string, string>();
  return queries.every(({ variables }) =>
    variables.every((definition) => {
      const name = definition.variable.name.value;
      const text = print(definition);
      const known = texts.get(name) ?? text;
      texts.set(name, text);
      return known === text;
    }),
  );
}

/** A client may have called a variable of its own `r0`. */
function freePrefix(queries: readonly EntitiesQuery[]): string {
  const taken = queries.flatMap(({ variables }) => variables.map((one) => one.variable.name.value));
  let prefix = 'r';
  while (taken.some((name) => name.startsWith(prefix))) prefix += '_';
  return prefix;
}

function preparePart(
  query: EntitiesQuery,
  number: number,
  prefix: string,
  known: Map<string, string>,
): PreparedPart {
  const [key, list] = [`_${number}`, `${prefix}${number}`];
  const { fragments, rename } = placeFragments(query, number, known);
  const value = { kind: Kind.VARIABLE as const, name: nameNode(list) };
  const field = rename({
    ...query.field,
    alias: nameNode(key),
    arguments: [{ kind: Kind.ARGUMENT, name: nameNode('representations'), value }],
  });
  const variables = query.variables.map(pieceOf);
  return {
    key,
    list,
    field: pieceOf(field),
    variables: [quoted(`$${list}:[_Any!]!`), ...variables],
    fragments,
  };
}

/** Fragments of the same name and text are one; where a text differs, the part's get names of their own. */
function placeFragments(
  { fragments }: EntitiesQuery,
  number: number,
  known: Map<string, string>,
): { fragments: ReadonlyMap<string, string>; rename: Rename } {
  const isShared = fragments.every((one) => {
    const text = known.get(one.name.value);
    return text === undefined || text === pieceOf(one);
  });
  const names = new Map<string, string>();
  const taken = new Set([...known.keys(), ...fragments.map(({ name }) => name.value)]);
  for (const { name } of isShared ? [] : fragments) {
    let free = `${name.value}_${number}`;
    while (taken.has(free)) free += '_';
    taken.add(free);
    names.set(name.value, free);
  }
  const rename = renameFragments(names);
  const placed = new Map(fragments.map(rename).map((one) => [one.name.value, pieceOf(one)]));
  for (const [name, text] of placed) known.set(name, text);
  return { fragments: placed, rename };
}

type Rename = <Node extends ASTNode>(node: Node) => Node;

function renameFragments(names: ReadonlyMap<string, string>): Rename {
  const renamed = <Node extends { readonly name: { readonly value: string } }>(node: Node) => {
    const free = names.get(node.name.value);
    return free === undefined ? undefined : { ...node, name: nameNode(free) };
  };
  if (names.size === 0) return (node) => node;
  return (node) => visit(node, { FragmentSpread: renamed, FragmentDefinition: { leave: renamed } });
}

function createRequests(
  parts: readonly PreparedPart[],
  name: string | undefined,
  readerOf: (query: string) => MatchResponse | undefined,
): BatchedOperation['request'] {
  const operationName = name === undefined ? '' : `"operationName":${JSON.stringify(name)},`;
  // Nearly always the same parts have something to ask.
  const known = new Map<string, BatchedRequest>();
  return (numbers) => {
    const which = numbers.join();
    const before = known.get(which);
    if (before) return before;
    const taken = numbers.flatMap((number) => parts[number] ?? []);
    const variables = new Set(taken.flatMap((part) => part.variables));
    const fragments = new Map(taken.flatMap((part) => [...part.fragments]));
    const fields = taken.map(({ field }) => field).join('');
    const query =
      `query ${name ?? ''}(${[...variables].join()}){${fields}}` + [...fragments.values()].join('');
    const bodyStart = `{"query":"${query}",${operationName}"variables":{`;
    const request = { bodyStart, read: readerOf(unquoted(query)) };
    known.set(which, request);
    return request;
  };
}

function nameNode(value: string) {
  return { kind: Kind.NAME as const, value };
}

function pieceOf(node: ASTNode): string {
  return quoted(stripIgnoredCharacters(print(node)));
}

/** As it stands inside a JSON string. */
function quoted(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

function unquoted(text: string): string {
  return String(JSON.parse(`"${text}"`));
}
