/** One fetch of the plan, made ready: where its objects are, what is sent, how the answer is merged. */
import type { FetchDataRewrite, FetchNode } from '@apollo/query-planner';
import { OperationTypeNode } from 'graphql';
import { compileMerge, fetchSelection, mergeAll, type Merge } from './merge.ts';
import type { RequiredArguments } from '../../../planning/required-arguments.ts';
import type { SafeAliases } from '../../../planning/safe-aliases.ts';
import type { NeedsContext } from '../../execution.ts';
import { createFetchReader, type FetchReaderContext } from '../reading/fetch-matcher.ts';
import type { MatchResponse } from '../reading/match-response.ts';
import { createRepresentationBuilder, type BuildRepresentation } from './representations.ts';
import { compileCollector, type CollectEntities, type Path } from './entity-positions.ts';

/** What compiling a fetch needs to know of its operation and of the supergraph. */
export interface FetchContext extends FetchReaderContext {
  readonly aliases: SafeAliases;
  readonly requiredArguments: RequiredArguments;
  /**
   * What is asked of entities, by its text, so that fetches that ask the same know each other. Absent in
   * a mutation, where the same question may have another answer a moment later.
   */
  readonly sharedSelections: Map<string, SharedSelection> | undefined;
  readonly needsContext: NeedsContext | undefined;
}

/** The same leaves asked of entities, by as many fetches of an operation. */
export interface SharedSelection {
  fetchesCount: number;
}

export interface CompiledFetch {
  readonly subgraph: string;
  /** Where in the answer the objects stand that the fetch is about; empty at the root. */
  readonly path: Path;
  readonly collect: CollectEntities;
  /** Absent when the fetch asks the subgraph's own root fields. */
  readonly buildRepresentation: BuildRepresentation | undefined;
  /** The request as JSON text up to and including `"variables":{`. */
  readonly bodyStart: string;
  readonly variableNames: readonly string[];
  /** Reads the answer that is expected; absent where there is nothing to go by. */
  readonly read: MatchResponse | undefined;
  readonly merge: Merge;
  readonly outputRewrites: readonly FetchDataRewrite[] | undefined;
  /** From names in fetched data back to the client's aliases, where they differ. */
  readonly clientNames: ReadonlyMap<string, string>;
  readonly rootKeys: readonly string[];
  /**
   * What is asked of each entity, when other fetches of the operation may ask the same. Only
   * leaves are shared: into anything else a later fetch could merge what belongs to one place.
   */
  readonly shared: SharedSelection | undefined;
  /** Asked instead about objects that lack something of what this fetch sends. */
  readonly partials: () => readonly CompiledFetch[];
  readonly isMutation: boolean;
  /** Whether the subgraph must know who asks; see `NeedsContext`. */
  readonly needsContext: boolean;
}

export function compileFetch(
  context: FetchContext,
  fetch: FetchNode,
  path: Path,
  partials: CompiledFetch['partials'],
): CompiledFetch {
  const { schema, aliases, requiredArguments, symbolKeys } = context;
  const start = bodyStart(fetch);
  const selection = fetchSelection(fetch);
  const isMutation = fetch.operationKind === OperationTypeNode.MUTATION;
  const isShareable = fetch.requires && selection.isLeavesOnly && !fetch.outputRewrites;
  return {
    subgraph: fetch.serviceName,
    path,
    collect: compileCollector(path),
    buildRepresentation: fetch.requires
      ? createRepresentationBuilder(schema, fetch, requiredArguments.fields)
      : undefined,
    bodyStart: start,
    variableNames: fetch.variableUsages ?? [],
    read: createFetchReader(context, fetch),
    merge: fetch.outputRewrites
      ? (target, source) => mergeAll(target, source, symbolKeys)
      : compileMerge(schema, selection, symbolKeys),
    outputRewrites: fetch.outputRewrites,
    clientNames: new Map([...aliases].map(([alias, name]) => [name, alias])),
    rootKeys: fetch.requires ? [] : [...selection.fields.keys()],
    shared: isShareable ? questionOf(context, fetch.serviceName + start) : undefined,
    partials,
    isMutation,
    needsContext: context.needsContext?.(fetch.operation) ?? false,
  };
}

function questionOf({ sharedSelections }: FetchContext, text: string): SharedSelection | undefined {
  if (!sharedSelections) return undefined;
  const shared = sharedSelections.get(text) ?? { fetchesCount: 0 };
  shared.fetchesCount += 1;
  sharedSelections.set(text, shared);
  return shared;
}

function bodyStart(fetch: FetchNode): string {
  const { query, name } = canonicalOperation(fetch);
  const operationName = name === undefined ? '' : `"operationName":${JSON.stringify(name)},`;
  return `{"query":${JSON.stringify(query)},${operationName}"variables":{`;
}

/** Without the fetch's number, fetches that ask the same are the same text and can be shared. */
export function canonicalOperation({ operation, operationName, serviceName }: FetchNode) {
  if (operationName === undefined) return { query: operation, name: undefined };
  const end = operationName.lastIndexOf('__');
  const name =
    end > 0 && /^\d+$/.test(operationName.slice(end + 2))
      ? operationName.slice(0, end)
      : operationName;
  const start = operation.indexOf(operationName);
  const isAtStart = /^(query|mutation) $/.test(operation.slice(0, Math.max(start, 0)));
  if (!isAtStart || serviceName === '') return { query: operation, name: operationName };
  const query = operation.slice(0, start) + name + operation.slice(start + operationName.length);
  return { query, name };
}
