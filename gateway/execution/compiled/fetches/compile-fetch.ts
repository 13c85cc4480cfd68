/** Compiles a fetch of the plan: where its objects are, what it sends, and how its response is merged. */
import type { FetchDataRewrite, FetchNode } from '@apollo/query-planner';
import { OperationTypeNode } from 'graphql';
import { createContextualOperation, type ContextualOperation } from './contextual-operation.ts';
import { canonicalOperation, requestStart } from './request-start.ts';
import { contextSources, type ContextSources } from './context-values.ts';
import { compileMerge, fetchSelection, mergeAll, type Merge } from './merge.ts';
import type { PlanPath } from '../../../planning/plan-nodes.ts';
import type { RequiredArguments } from '../../../planning/required-arguments.ts';
import type { SafeAliases } from '../../../planning/safe-aliases.ts';
import type { NeedsContext } from '../../execution.ts';
import { createFetchMatcher, type MatcherContext } from '../reading/fetch-matcher.ts';
import type { MatchResponse } from '../reading/match-response.ts';
import { createRepresentationBuilder, type BuildRepresentation } from './representations.ts';
import { compileCollector, type CollectEntities } from './entity-positions.ts';

/** The operation and the supergraph of a fetch. */
export interface FetchContext extends MatcherContext {
  readonly aliases: SafeAliases;
  readonly requiredArguments: RequiredArguments;
  /**
   * Selections on entities, by subgraph and text, so that fetches with the same one share it. Undefined in a
   * mutation, where the same request may have another result a moment later.
   */
  readonly sharedSelections: Map<string, SharedSelection> | undefined;
  readonly needsContext: NeedsContext | undefined;
}

/** A selection of leaves on entities, with the number of fetches of the operation that have it. */
export interface SharedSelection {
  fetchesCount: number;
  /** The `keyStart` of its fetches, where all have the same. */
  keyStart: string | undefined;
}

export interface CompiledFetch {
  readonly subgraph: string;
  /** The path of the objects in the response; empty at the root. */
  readonly path: PlanPath;
  readonly collect: CollectEntities;
  /** Undefined when the fetch selects root fields. */
  readonly buildRepresentation: BuildRepresentation | undefined;
  /** The request as JSON text up to and including `"variables":{`. */
  readonly bodyStart: string;
  readonly variableNames: readonly string[];
  /** Undefined when the shape of the response depends on the data. */
  readonly match: MatchResponse | undefined;
  readonly merge: Merge;
  readonly outputRewrites: readonly FetchDataRewrite[] | undefined;
  /** From names in fetched data back to the client's aliases, where they differ. */
  readonly clientNames: ReadonlyMap<string, string>;
  readonly rootKeys: readonly string[];
  /**
   * The selection on each entity, when other fetches of the operation may have the same. Only leaves are shared,
   * because a later fetch may merge data for one position into an object.
   */
  readonly shared: SharedSelection | undefined;
  /** The fetches for objects that lack a field that this fetch sends. */
  readonly partials: () => readonly CompiledFetch[];
  readonly isMutation: boolean;
  /** How arguments with `@fromContext` get their values; undefined without such arguments. */
  readonly contexts: FetchContexts | undefined;
  /** Whether the subgraph needs the request context; see `NeedsContext`. */
  readonly needsContext: boolean;
}

export interface FetchContexts {
  readonly sources: ContextSources;
  readonly operation: ContextualOperation;
}

/** A fetch of entities with `@fromContext`. */
export interface FetchInContexts extends CompiledFetch {
  readonly contexts: FetchContexts;
  readonly buildRepresentation: BuildRepresentation;
}

export function isInContexts(fetch: CompiledFetch): fetch is FetchInContexts {
  return fetch.contexts !== undefined && fetch.buildRepresentation !== undefined;
}

export function compileFetch(
  context: FetchContext,
  fetch: FetchNode,
  path: PlanPath,
  partials: CompiledFetch['partials'],
): CompiledFetch {
  const { schema, aliases, requiredArguments, symbolKeys } = context;
  const start = requestStart(canonicalOperation(fetch));
  const selection = fetchSelection(fetch);
  const isMutation = fetch.operationKind === OperationTypeNode.MUTATION;
  const sources = contextSources(fetch);
  const isShareable = fetch.requires && selection.isLeavesOnly && !fetch.outputRewrites && !sources;
  const buildRepresentation = fetch.requires
    ? createRepresentationBuilder(schema, fetch, requiredArguments.fields)
    : undefined;
  return {
    subgraph: fetch.serviceName,
    path,
    collect: compileCollector(path),
    buildRepresentation,
    bodyStart: start,
    variableNames: fetch.variableUsages ?? [],
    match: createFetchMatcher(context, fetch),
    merge: fetch.outputRewrites
      ? (target, source) => mergeAll(target, source, symbolKeys)
      : compileMerge(schema, selection, symbolKeys),
    outputRewrites: fetch.outputRewrites,
    clientNames: new Map([...aliases].map(([alias, name]) => [name, alias])),
    rootKeys: fetch.requires ? [] : [...selection.fields.keys()],
    shared: isShareable
      ? sharedSelectionOf(context, fetch.serviceName + start, buildRepresentation?.keyStart)
      : undefined,
    partials,
    isMutation,
    contexts: sources && { sources, operation: createContextualOperation(fetch, sources) },
    needsContext: context.needsContext?.(fetch.operation) ?? false,
  };
}

function sharedSelectionOf(
  { sharedSelections }: FetchContext,
  text: string,
  keyStart: string | undefined,
): SharedSelection | undefined {
  if (!sharedSelections) return undefined;
  const shared = sharedSelections.get(text) ?? { fetchesCount: 0, keyStart };
  shared.fetchesCount += 1;
  if (shared.keyStart !== keyStart) shared.keyStart = undefined;
  sharedSelections.set(text, shared);
  return shared;
}
