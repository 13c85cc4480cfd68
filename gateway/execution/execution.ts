/** The interface of execution: a planned operation in, a result out. `apollo/` and `compiled/` implement it. */
import type { Trace } from '../../core/trace/trace.ts';
import type { QueryPlan } from '@apollo/query-planner';
import type { GraphQLFormattedError } from 'graphql';
import type { NormalizedOperation } from '../planning/planner.ts';
import type { Turn } from '../turns/fair-queue.ts';
import type { AuditReceipts } from './audit-extensions.ts';
import type { ResponseHeaders } from './header-rules.ts';

export interface PlannedOperation extends NormalizedOperation {
  readonly plan: QueryPlan;
}

/** One request for an operation. Every subgraph receives `headers`. */
export interface Call {
  readonly variables: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;
  /** Headers for fetches of one subgraph that need the request context; absent for anonymous requests. */
  readonly contextHeaders?: ContextHeaders | undefined;
  readonly signal: AbortSignal;
  /** The operation that the fetches belong to. */
  readonly trace?: Trace | undefined;
  /** For whom it is executed: what must be compiled first waits for its turn. */
  readonly turn?: Turn;
}

export type ContextHeaders = (
  subgraph: string,
  body: string | Buffer,
) => Readonly<Record<string, string>>;

export interface OperationResult {
  readonly data: Record<string, unknown> | null;
  readonly errors: readonly GraphQLFormattedError[];
  /** `{"data":…}`: the same data as bytes, when the execution has written it. */
  readonly body?: Buffer;
  /** Allowed headers of subgraph responses; absent when there are none. */
  readonly responseHeaders?: ResponseHeaders;
  /** What subgraphs wrote to their audit logs; absent when they wrote nothing. */
  readonly receipts?: AuditReceipts;
}

/** Runs plans. An operation is prepared once and then executed for each request. */
export interface Execution {
  /** Sends no request to a subgraph. */
  prepare(planned: PlannedOperation): ExecutableOperation;
  stop(): Promise<void>;
}

export interface ExecutableOperation {
  /** `call.variables` are coerced. A fault of a subgraph is an error in the result. */
  execute(call: Call): Promise<OperationResult>;
  /** It is compiled for each set of values of its conditions; this many are kept. */
  readonly compilationsMax: number;
  /** Compiles in advance what the first request would wait for. */
  compile(turn: Turn): Promise<void>;
}

/** Limits and settings for requests to subgraphs. */
export interface SubgraphLimits {
  /** Time for one request to a subgraph. */
  readonly deadlineMs?: number;
  readonly answerBytesMax?: number;
  /** Lower-case names of the subgraph response headers that are forwarded; see `header-rules.ts`. */
  readonly responseHeaders?: readonly string[];
}

export interface ExecutionOptions extends SubgraphLimits {
  readonly supergraphSdl: string;
  /** URLs that replace those in the supergraph, by subgraph name. */
  readonly subgraphUrls: ReadonlyMap<string, string>;
  /** Whether a fetch needs the request context; without this function no fetch does. */
  readonly needsContext?: NeedsContext | undefined;
  /** The maximum size of a response to a client; 16 MiB by default. */
  readonly responseBytesMax?: number;
}

/** Receives the operation text of a fetch as the planner wrote it. */
export type NeedsContext = (operation: string) => boolean;
