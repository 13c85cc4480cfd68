/**
 * One request with the selections of several fetches of the same subgraph:
 * `query Q($r0:[_Any!]!,$r1:[_Any!]!){_0:_entities(representations:$r0){…}_1:_entities(representations:$r1){…}}`.
 */
import type { FetchNode } from '@apollo/query-planner';
import {
  Kind,
  OperationTypeNode,
  parse,
  print,
  visit,
  type ASTNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type VariableDefinitionNode,
} from 'graphql';
import { compactText } from '../../../planning/documents.ts';
import type { CompiledFetch } from '../fetches/compile-fetch.ts';
import { canonicalOperation, requestStart } from '../fetches/request-start.ts';
import { createFetchMatcher, type MatcherContext } from '../reading/fetch-matcher.ts';
import type { MatchResponse } from '../reading/match-response.ts';
import type { FetchStep } from './batch-fetches.ts';

/** One `_entities` field of the request. */
export interface BatchedPart {
  /** Its alias. */
  readonly key: string;
  /** The name of the variable with its representations. */
  readonly list: string;
}

export interface BatchedCall {
  readonly subgraph: string;
  readonly fetches: readonly CompiledFetch[];
  readonly operation: BatchedOperation;
  /** The part of each fetch. Fetches with the same selection share one. */
  readonly partOf: ReadonlyMap<CompiledFetch, number>;
  /** How often the subgraph failed to answer the batched request and did answer each fetch alone. */
  rejectionsCount: number;
}

/** Undefined for fewer than two fetches, or when one of them cannot be batched. */
export function createBatchedCall(
  context: MatcherContext,
  steps: readonly FetchStep[],
): BatchedCall | undefined {
  const [first, second] = steps;
  if (!first || !second) return undefined;
  const nodes = new Map<string, FetchNode>();
  for (const { fetch, node } of steps) {
    if (!nodes.has(fetch.bodyStart)) nodes.set(fetch.bodyStart, node);
  }
  const operation = createBatchedOperation(context, [...nodes.values()]);
  if (!operation) return undefined;
  const texts = [...nodes.keys()];
  const fetches = steps.map(({ fetch }) => fetch);
  const partOf = new Map(fetches.map((fetch) => [fetch, texts.indexOf(fetch.bodyStart)]));
  return { subgraph: first.fetch.subgraph, fetches, operation, partOf, rejectionsCount: 0 };
}

export interface BatchedOperation {
  /** One for each fetch, in order. */
  readonly parts: readonly BatchedPart[];
  /** The request with these parts only. `bodyStart` is the body up to and including `"variables":{`. */
  request(numbers: readonly number[]): BatchedRequest;
}

/** What is the same in every request with one set of parts. */
export interface BatchedRequest {
  readonly bodyStart: string;
  readonly match: MatchResponse | undefined;
}

/** The parsed operation of an entity fetch. */
interface EntitiesQuery {
  readonly field: FieldNode;
  readonly variables: readonly VariableDefinitionNode[];
  readonly fragments: readonly FragmentDefinitionNode[];
}

interface PreparedPart extends BatchedPart {
  readonly field: string;
  readonly variables: readonly string[];
  readonly fragments: ReadonlyMap<string, string>;
}

/** Undefined when one of the fetches is not a query of `_entities` alone. */
export function createBatchedOperation(
  context: MatcherContext,
  nodes: readonly FetchNode[],
): BatchedOperation | undefined {
  const [node] = nodes;
  const queries = nodes.map(parseEntitiesQuery);
  if (!node || !queries.every((query) => query !== undefined)) return undefined;
  if (!haveEqualVariables(queries)) return undefined;
  const prefix = freePrefix(queries);
  const fragments = new Map<string, string>();
  const parts = queries.map((query, number) => preparePart(query, number, prefix, fragments));
  const { name } = canonicalOperation(node);
  const isRewritten = nodes.some(({ outputRewrites }) => outputRewrites !== undefined);
  // Nearly always the same parts have entities.
  const requests = new Map<string, BatchedRequest>();
  return {
    parts,
    request(numbers) {
      const which = numbers.join();
      const existing = requests.get(which);
      if (existing) return existing;
      const query = operationText(
        numbers.flatMap((number) => parts[number] ?? []),
        name,
      );
      const match = isRewritten
        ? undefined
        : createFetchMatcher(context, { ...node, operation: query });
      const request = { bodyStart: requestStart({ query, name }), match };
      requests.set(which, request);
      return request;
    },
  };
}

function operationText(parts: readonly PreparedPart[], name = ''): string {
  const variables = new Set(parts.flatMap((part) => part.variables));
  const fragments = new Map(parts.flatMap((part) => [...part.fragments]));
  const fields = parts.map(({ field }) => field).join('');
  return `query ${name}(${[...variables].join()}){${fields}}${[...fragments.values()].join('')}`;
}

/** Undefined for anything but the form that the planner writes for entity fetches. */
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

/** In one operation a name is one variable, so the definitions have to be equal. */
function haveEqualVariables(queries: readonly EntitiesQuery[]): boolean {
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

/** The client may have a variable `r0`. */
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
  const { fragments, rename } = nameFragments(query, number, known);
  const value = { kind: Kind.VARIABLE as const, name: nameNode(list) };
  const field = rename({
    ...query.field,
    alias: nameNode(key),
    arguments: [{ kind: Kind.ARGUMENT, name: nameNode('representations'), value }],
  });
  const variables = query.variables.map(compactText);
  return {
    key,
    list,
    field: compactText(field),
    variables: [`$${list}:[_Any!]!`, ...variables],
    fragments,
  };
}

/** Equal fragments are sent once. Fragments with the name of another one get a new name. */
function nameFragments(
  { fragments }: EntitiesQuery,
  number: number,
  known: Map<string, string>,
): { fragments: ReadonlyMap<string, string>; rename: Rename } {
  const isShared = fragments.every((one) => {
    const text = known.get(one.name.value);
    return text === undefined || text === compactText(one);
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
  const placed = new Map(fragments.map(rename).map((one) => [one.name.value, compactText(one)]));
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

function nameNode(value: string) {
  return { kind: Kind.NAME as const, value };
}
