/** Execution by `ApolloGateway` as it comes: the reference our own executor is compared with. */
// oxlint-disable-next-line import/no-unassigned-import -- must run before Apollo is imported
import '../../../core/federation/apollo-telemetry-off.ts';
import { ApolloGateway } from '@apollo/gateway';
import { GraphQLError, Kind, type GraphQLFormattedError } from 'graphql';
import { createBoundedCache } from '../../../core/structures/bounded-cache.ts';
import type {
  OperationResult,
  Execution,
  ExecutionOptions,
  NeedsContext,
  PlannedOperation,
} from '../execution.ts';
import { createFetchHeaders } from '../fetch-headers.ts';
import { createCancellation } from '../cancellation.ts';
import { TOO_LARGE_ERROR } from '../compiled/writing/response-limit.ts';
import { namedOnce } from '../unavailable-subgraph.ts';
import { createSubgraphClient, type SubgraphClient } from '../subgraph-client.ts';
import { createSubgraphDataSource, type SubgraphContext } from './subgraph-data-source.ts';
import { withoutSecurityFeatures } from './without-security-features.ts';

type Executor = Awaited<ReturnType<ApolloGateway['load']>>['executor'];
type ExecutorRequest = Parameters<Executor>[0];

/**
 * Loads the supergraph into Apollo Gateway; connects to nothing until a question is asked. It plans for
 * itself: our plans carry corrections that only our execution understands.
 */
export async function createApolloExecution(options: ExecutionOptions): Promise<Execution> {
  const clients: SubgraphClient[] = [];
  const needsContext = rememberedByText(options.needsContext ?? (() => false));
  const gateway = new ApolloGateway({
    supergraphSdl: withoutSecurityFeatures(options.supergraphSdl),
    buildService({ name, url }) {
      const address = () => options.subgraphUrls.get(name) ?? url ?? '';
      const client = createSubgraphClient(name, address, options);
      clients.push(client);
      return createSubgraphDataSource(client, needsContext);
    },
    logger: { debug() {}, info() {}, warn() {}, error() {} },
  });
  const { executor } = await gateway.load({});

  return {
    async execute(planned, call) {
      const cancellation = createCancellation(call.signal);
      const headersOf = createFetchHeaders(call);
      const responseHeaders = new Map<string, string[]>();
      const context = { call, headersOf, cancellation, responseHeaders };
      const executed = await executor(executorRequest(planned, context));
      cancellation.release();
      const result = cancellation.isOverfull() ? TOO_LARGE : formatAnswer(executed);
      return responseHeaders.size > 0 ? { ...result, responseHeaders } : result;
    },
    async stop() {
      await gateway.stop();
      await Promise.all(clients.map((client) => client.stop()));
    },
  };
}

const OPERATIONS_MAX = 2000;

/** Apollo Gateway says nothing of a fetch but its text, so what was found is kept by that. */
function rememberedByText(needsContext: NeedsContext): NeedsContext {
  const found = createBoundedCache<boolean>(OPERATIONS_MAX);
  return (operation) => {
    const known = found.get(operation);
    if (known !== undefined) return known;
    const isNeeded = needsContext(operation);
    found.set(operation, isNeeded);
    return isNeeded;
  };
}
const TOO_LARGE: OperationResult = { data: null, errors: [TOO_LARGE_ERROR] };

/** The few parts of Apollo Server's request that its gateway looks at. */
function executorRequest(
  { document, operationName, key }: PlannedOperation,
  context: SubgraphContext,
) {
  const silentLog = { debug() {}, info() {}, warn() {}, error() {} };
  const request = {
    request: { query: '', variables: { ...context.call.variables } },
    document: onlyOperation(document, operationName),
    queryHash: key,
    context,
    logger: silentLog,
    metrics: {},
  };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the rest of it is never read
  return request as unknown as ExecutorRequest;
}

function onlyOperation(document: PlannedOperation['document'], operationName: string | undefined) {
  if (operationName === undefined) return document;
  const definitions = document.definitions.filter(
    (definition) =>
      definition.kind !== Kind.OPERATION_DEFINITION || definition.name?.value === operationName,
  );
  return { ...document, definitions };
}

function formatAnswer(result: Awaited<ReturnType<Executor>>): OperationResult {
  const completion: unknown = result.extensions?.['valueCompletion'];
  const errors = [...(result.errors ?? []), ...(Array.isArray(completion) ? completion : [])];
  return {
    data: result.data ?? null,
    errors: namedOnce(errors.map(formatError)),
  };
}

function formatError(error: unknown): GraphQLFormattedError {
  if (error instanceof GraphQLError) return error.toJSON();
  return { message: error instanceof Error ? error.message : 'Subgraph error' };
}
