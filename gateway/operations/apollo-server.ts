/**
 * Apollo Server as the admission of questions: it parses, validates and chooses the operation, and
 * writes the reply. Everything after validation is handed back to the pipeline.
 */
import {
  ApolloServer,
  type ApolloServerOptionsWithGateway,
  HeaderMap,
  type ApolloServerPlugin,
  type GraphQLResponse,
  type HTTPGraphQLResponse,
} from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { GraphQLError, OperationTypeNode, type DocumentNode, type GraphQLSchema } from 'graphql';
import type { RecordFault } from '../responses/mask-error.ts';
import { coerceVariables } from './coerce-variables.ts';
import { createErrorFormatter } from './format-error.ts';
import type { OperationStore } from './operation-store.ts';
import { hasRiskyAlias } from './plain-names.ts';
import type { ResponseFormat, GraphqlResponse } from '../responses/wanted-response.ts';
import type { Admit, IdentifiedRequest, ValidRequest } from './operation-request.ts';

export interface Admission {
  /** Chosen from the client's `accept` header before anything is done for it. */
  admitAs(wanted: ResponseFormat): Admit<GraphqlResponse>;
  stop(): Promise<void>;
}

type GraphQLResponseBody = GraphQLResponse['body'];

interface Context {
  readonly request: IdentifiedRequest;
  readonly wanted: ResponseFormat;
  readonly next: (valid: ValidRequest) => Promise<void>;
}

const VALIDATION_ERRORS_MAX = 10;

interface AdmissionParts {
  readonly schema: GraphQLSchema;
  readonly supergraphSdl: string;
  readonly record: RecordFault;
  readonly known: OperationStore;
}

/** Starts Apollo Server on a schema of its own: it adds to what it is given. */
export async function startAdmission(options: AdmissionParts): Promise<Admission> {
  const server = new ApolloServer<Context>({
    gateway: createGatewayObject(options),
    formatError: createErrorFormatter(options.record),
    introspection: true,
    hideSchemaDetailsFromClientErrors: true,
    includeStacktraceInErrorResponses: false,
    persistedQueries: false,
    // It would keep documents with whatever ids stand in them; known questions keep none.
    documentStore: null,
    // The front has decided by Fetch Metadata and content type, which also lets plain GETs through.
    csrfPrevention: false,
    stopOnTerminationSignals: false,
    nodeEnv: 'production',
    validationOptions: { maxErrors: VALIDATION_ERRORS_MAX },
    logger: { debug() {}, info() {}, warn() {}, error() {} },
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      plainJsonStatus,
    ],
  });
  await server.start();

  return {
    admitAs: (wanted) => async (request, next) =>
      await replyOf(
        server.executeHTTPGraphQLRequest({
          httpGraphQLRequest: httpRequest(request, wanted),
          context: async () => ({ request, wanted, next }),
        }),
      ),
    stop: () => server.stop(),
  };
}

type GatewayObject = ApolloServerOptionsWithGateway<Context>['gateway'];

/** Our gateway object: `load` gives the executor that returns to the pipeline. */
function createGatewayObject({ schema, supergraphSdl, known }: AdmissionParts): GatewayObject {
  return {
    onSchemaLoadOrUpdate(callback) {
      callback({ apiSchema: schema, coreSupergraphSdl: supergraphSdl });
      return () => {};
    },
    load: async () => ({
      executor: async ({ context, document, operation }) => {
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- made by admitAs, above
        const { request, next } = context as Context;
        const problem =
          operationProblem(schema, operation) ?? aliasProblem(document, request.isPersisted);
        if (problem) return { errors: [problem] };
        const variables = coerceVariables(schema, operation, request.variables);
        if ('errors' in variables) {
          const named = request.record && known.nameOf(document, operation);
          if (request.record && named) request.record.known = named;
          return { errors: variables.errors };
        }
        const valid = orProblem(() =>
          known.remember(request, document, operation, variables.values),
        );
        if (valid instanceof GraphQLError) return { errors: [valid] };
        await next(valid);
        return { data: null };
      },
    }),
    stop: async () => {},
  };
}

function orProblem<Result>(work: () => Result): Result | GraphQLError {
  try {
    return work();
  } catch (error) {
    if (error instanceof GraphQLError) return error;
    throw error;
  }
}

type Operation = Parameters<typeof coerceVariables>[1];

function operationProblem(
  schema: GraphQLSchema,
  operation: Operation | undefined,
): GraphQLError | undefined {
  if (!operation)
    return badRequest('Operation is not in the document: name one with operationName');
  if (
    operation.operation === OperationTypeNode.SUBSCRIPTION ||
    !schema.getRootType(operation.operation)
  ) {
    return badRequest(`Operation of type "${operation.operation}" is not offered here`);
  }
  return undefined;
}

/** Aliases stand in the answer, so they cannot be renamed; an agreed question chose its own. */
function aliasProblem(document: DocumentNode, isPersisted: boolean): GraphQLError | undefined {
  return isPersisted || !hasRiskyAlias(document) ? undefined : badRequest(RISKY_ALIAS);
}

const RISKY_ALIAS =
  'An alias looks like a number or an id of someone: use words, and send values as variables' +
  ' / Een alias lijkt op een nummer of id van iemand: gebruik woorden, en stuur waarden als variabelen';

function badRequest(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_REQUEST', http: { status: 400 } } });
}

const UNFIT = new Set(['GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED', 'BAD_USER_INPUT']);

/** GraphQL over HTTP, 6.4.1: in plain JSON an unfit document is answered with 200. */
const plainJsonStatus: ApolloServerPlugin<Context> = {
  requestDidStart: async () => ({
    async willSendResponse({ contextValue, errors, response }) {
      noteCodes(contextValue.request, response.body);
      const isUnfit = errors?.every(({ extensions }) => UNFIT.has(String(extensions['code'])));
      if (contextValue.wanted.isPlainJson && isUnfit && response.http.status === 400) {
        response.http.status = 200;
      }
    },
  }),
};

/** For the access log, whatever was refused here; a question that was valid has its own line. */
function noteCodes({ record }: IdentifiedRequest, body: GraphQLResponseBody): void {
  if (record === undefined || body.kind !== 'single') return;
  const codes = (body.singleResult.errors ?? []).map(({ extensions }) => extensions?.['code']);
  if (codes.length > 0) record.codes = [...new Set(codes.map(String))];
}

function httpRequest(request: IdentifiedRequest, { method, mediaType }: ResponseFormat) {
  const { query, operationName, variables } = request;
  const named = operationName === undefined ? {} : { operationName };
  return {
    method,
    headers: new HeaderMap([['accept', mediaType]]),
    search: method === 'GET' ? `?${String(new URLSearchParams({ query, ...named }))}` : '',
    body: method === 'GET' ? undefined : { query, variables, ...named },
  };
}

async function replyOf(response: Promise<HTTPGraphQLResponse>): Promise<GraphqlResponse> {
  const { status, headers, body } = await response;
  if (body.kind !== 'complete') throw new Error('Cannot send an answer in parts');
  return {
    status: status ?? 200,
    contentType: headers.get('content-type') ?? 'application/json; charset=utf-8',
    body: body.string,
  };
}
