/** The contract of execution: a planned operation in, its result out. `apollo` and `compiled` fulfil it. */
import type { QueryPlan } from '@apollo/query-planner';
import type { GraphQLFormattedError } from 'graphql';
import type { NormalizedOperation } from '../planning/planner.ts';
import type { ResponseHeaders } from './header-rules.ts';

export interface PlannedOperation extends NormalizedOperation {
  readonly plan: QueryPlan;
}

/** One request for an operation. `headers` are the headers that every subgraph receives, already chosen. */
export interface Call {
  readonly variables: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;
  /** Headers for one subgraph's fetches that need to know who asks; absent for the public. */
  readonly contextHeaders?: ContextHeaders | undefined;
  readonly signal: AbortSignal;
}

export type ContextHeaders = (subgraph: string) => Promise<Readonly<Record<string, string>>>;

export interface OperationResult {
  readonly data: Record<string, unknown> | null;
  readonly errors: readonly GraphQLFormattedError[];
  /** `{"data":…}` where the execution has written the same data as bytes already. */
  readonly body?: Buffer;
  /** Headers of subgraphs' answers that are on the list; absent when there is none. */
  readonly responseHeaders?: ResponseHeaders;
}

/** Runs plans. An operation is prepared once and then executed for each request. */
export interface Execution {
  /** Compiles what does not change between requests. Calls no subgraph. */
  prepare(planned: PlannedOperation): ExecutableOperation;
  stop(): Promise<void>;
}

export interface ExecutableOperation {
  /** `call.variables` are coerced. A fault of a subgraph is an error in the result. */
  execute(call: Call): Promise<OperationResult>;
  /** Compiles what the first request would otherwise wait for. */
  compile(): void;
}

/** What every execution needs to know to reach subgraphs. */
export interface SubgraphLimits {
  /** Time one subgraph has for one call. */
  readonly deadlineMs?: number;
  readonly answerBytesMax?: number;
  readonly connectionsMax?: number;
  /** Requests that share one connection before their answers arrive (HTTP/1.1 pipelining). */
  readonly pipelining?: number;
  /** Lower-case names of the headers of subgraphs' answers that are handed on; see `header-rules.ts`. */
  readonly responseHeaders?: readonly string[];
}

export interface ExecutionOptions extends SubgraphLimits {
  readonly supergraphSdl: string;
  /** Addresses that replace those in the supergraph, by subgraph name. */
  readonly subgraphUrls: ReadonlyMap<string, string>;
  /** Whether this operation of a subgraph needs to know who asks; without it none does. */
  readonly needsContext?: NeedsContext | undefined;
  /** The bytes of a response to a client; 16 MB without it. */
  readonly responseBytesMax?: number;
}

/** Takes the text of a fetch as the planner wrote it. */
export type NeedsContext = (operation: string) => boolean;
