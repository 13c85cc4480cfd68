/** Execution by an unchanged `ApolloGateway`, as a reference for our own executor. */
// oxlint-disable-next-line import/no-unassigned-import -- must run before Apollo is imported
import '../../../core/federation/apollo-telemetry-off.ts';
import { ApolloGateway, type GraphQLDataSource } from '@apollo/gateway';
import { GraphQLError, separateOperations, type GraphQLFormattedError } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Fault } from '../../../core/errors/error-codes.ts';
import { Cancellation } from '../cancellation.ts';
import { TOO_LARGE_ERROR } from '../compiled/writing/response-limit.ts';
import type {
  Call,
  Execution,
  ExecutionOptions,
  NeedsContext,
  OperationResult,
  PlannedOperation,
} from '../execution.ts';
import { createFetchHeaders, type FetchHeaders } from '../fetch-headers.ts';
import { createReceiptCollector, type ReceiptCollector } from '../audit-extensions.ts';
import { addResponseHeaders } from '../header-rules.ts';
import { createSubgraphClient, type SubgraphClient } from '../subgraph-client.ts';
import { parseSubgraphResponse } from '../subgraph-response.ts';
import {
  oncePerSubgraph,
  pathBeforeList,
  unavailableSubgraphError,
} from '../unavailable-subgraph.ts';

type Executor = Awaited<ReturnType<ApolloGateway['load']>>['executor'];
type ExecutorRequest = Parameters<Executor>[0];
type DataSource = GraphQLDataSource<RequestContext>;

/** State of one client request. */
interface RequestContext {
  readonly call: Call;
  readonly headersOf: FetchHeaders;
  readonly cancellation: Cancellation;
  readonly responseHeaders: Map<string, string[]>;
  readonly receipts: ReceiptCollector;
}

const TOO_LARGE: OperationResult = { data: null, errors: [TOO_LARGE_ERROR] };

/**
 * Loads the supergraph into Apollo Gateway, and opens no connection before the first request. Apollo Gateway makes
 * its own plans, because ours have corrections that only our executor understands.
 */
export async function createApolloExecution(options: ExecutionOptions): Promise<Execution> {
  const clients: SubgraphClient[] = [];
  const needsContext = cachedByText(options.needsContext ?? (() => false));
  const gateway = new ApolloGateway({
    supergraphSdl: withoutSecurityFeatures(options.supergraphSdl),
    buildService({ name, url }) {
      const address = () => options.subgraphUrls.get(name) ?? url ?? '';
      const client = createSubgraphClient(name, address, options);
      clients.push(client);
      return createDataSource(client, needsContext);
    },
    logger: NO_LOG,
  });
  const { executor } = await gateway.load({});

  return {
    prepare: (planned) => ({
      // Apollo Gateway compiles nothing before it executes.
      compilationsMax: 1,
      async compile() {},
      async execute(call) {
        const cancellation = new Cancellation(call.signal);
        const headersOf = createFetchHeaders(call);
        const responseHeaders = new Map<string, string[]>();
        const receipts = createReceiptCollector();
        const context = { call, headersOf, cancellation, responseHeaders, receipts };
        const request = executorRequest(planned, context);
        const executed = await executor(request).finally(() => cancellation.release());
        const result = cancellation.isOverfull() ? TOO_LARGE : formatResult(executed);
        const collected = receipts.collected();
        return {
          ...result,
          ...(responseHeaders.size > 0 && { responseHeaders }),
          ...(collected && { receipts: collected }),
        };
      },
    }),
    async stop() {
      await gateway.stop();
      await Promise.all(clients.map((client) => client.stop()));
    },
  };
}

/**
 * `ApolloGateway` does not load a supergraph with features marked `for: SECURITY`. The gateway enforces those
 * before execution, so Apollo Gateway loads a copy without the mark.
 */
export function withoutSecurityFeatures(supergraphSdl: string): string {
  return supergraphSdl.replaceAll(/(@link\([^)]*?),\s*for:\s*SECURITY\b/g, '$1');
}

const CHARACTERS_MAX = 16 * 1024 * 1024;

/** Apollo Gateway identifies a fetch by its text alone, so the result for a text is cached. */
function cachedByText(needsContext: NeedsContext): NeedsContext {
  const memoMethod = (operation: string) => needsContext(operation);
  const cache = new LRUCache<string, boolean>({
    maxSize: CHARACTERS_MAX,
    sizeCalculation: (_, operation) => 100 + operation.length,
    memoMethod,
  });
  return (operation) => cache.memo(operation);
}

const NO_LOG = { debug() {}, info() {}, warn() {}, error() {} };

/** Connects Apollo Gateway to a subgraph with our own client. */
function createDataSource(client: SubgraphClient, needsContext: NeedsContext): DataSource {
  return {
    async process(options) {
      // Apollo's health checks are off; only a client's operation has a request context.
      if (!('incomingRequestContext' in options)) return { data: null };
      const { query, variables, operationName } = options.request;
      const { cancellation, headersOf, responseHeaders, receipts } = options.context;
      const body = JSON.stringify({ query, variables, operationName });
      const headers = headersOf(client.name, needsContext(query ?? ''), body);
      const received = await client.send(body, headers, cancellation);
      if (received.fault) {
        receipts.miss(client.name);
        throw failure(client.name, received.fault, options);
      }
      addResponseHeaders(responseHeaders, received.headers);
      const response = parseSubgraphResponse(received.bytes);
      if (!response) {
        receipts.miss(client.name);
        throw failure(client.name, 'garbled', options);
      }
      receipts.add(response.extensions);
      const errors = response.errors.map(({ message, path, extensions }) => ({
        message,
        ...(path ? { path } : {}),
        ...(extensions ? { extensions } : {}),
      }));
      return { data: response.data, ...(errors.length > 0 ? { errors } : {}) };
    },
  };
}

function failure(
  subgraph: string,
  fault: Fault,
  options: Parameters<DataSource['process']>[0],
): GraphQLError {
  const path = 'pathInIncomingRequest' in options ? options.pathInIncomingRequest : undefined;
  const { message, extensions } = unavailableSubgraphError(subgraph, fault);
  return new GraphQLError(message, {
    path: path && path.length > 0 ? pathBeforeList(path) : undefined,
    extensions,
  });
}

/** The parts of Apollo Server's request that its gateway reads. */
function executorRequest(
  { document, operationName, key }: PlannedOperation,
  context: RequestContext,
) {
  const request = {
    request: { query: '', variables: { ...context.call.variables } },
    document: operationName === undefined ? document : separateOperations(document)[operationName],
    queryHash: key,
    context,
    logger: NO_LOG,
    metrics: {},
  };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the executor reads no other part
  return request as unknown as ExecutorRequest;
}

function formatResult(result: Awaited<ReturnType<Executor>>): OperationResult {
  const completion: unknown = result.extensions?.['valueCompletion'];
  const errors = [...(result.errors ?? []), ...(Array.isArray(completion) ? completion : [])];
  return {
    data: result.data ?? null,
    errors: oncePerSubgraph(errors.map(formatError)),
  };
}

function formatError(error: unknown): GraphQLFormattedError {
  if (error instanceof GraphQLError) return error.toJSON();
  return { message: error instanceof Error ? error.message : 'Subgraph error' };
}
