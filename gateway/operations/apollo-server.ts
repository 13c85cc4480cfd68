/**
 * Apollo Server for documents that are not stored yet: it parses and validates the document, chooses the
 * operation, and writes the response when that fails. Execution is the pipeline's.
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
import {
  GraphQLError,
  OperationTypeNode,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import type { NamedOperation } from '../audit/request-record.ts';
import type { RecordedFault } from '../responses/mask-error.ts';
import type { GraphqlResponse } from '../responses/response-format.ts';
import type { NewDocument, Refused } from './validation.ts';
import { coerceVariables } from './coerce-variables.ts';
import { createErrorFormatter } from './format-error.ts';
import { identify, normalizeDocument, type NormalizedDocument } from './normalize-document.ts';
import { hasRiskyAlias } from './plain-names.ts';

export interface ApolloValidation {
  /** The operation of a valid document, or the response to one that cannot be executed. */
  validate(document: NewDocument): Promise<NormalizedDocument | Refused>;
  stop(): Promise<void>;
}

type GraphQLResponseBody = GraphQLResponse['body'];

/** What one run of Apollo Server finds; filled in by its executor and its plugin. */
interface Findings {
  valid?: NormalizedDocument;
  /** For the access log, when the variables of a valid operation do not fit. */
  operation?: NamedOperation | null;
  codes?: readonly string[];
}

interface Context {
  readonly document: NewDocument;
  readonly findings: Findings;
}

const VALIDATION_ERRORS_MAX = 10;

/** Starts Apollo Server on a schema of its own, since it adds to what it is given. */
export async function startApolloValidation(
  schema: GraphQLSchema,
  supergraphSdl: string,
): Promise<ApolloValidation> {
  let faults: RecordedFault[] = [];
  const record = (fault: RecordedFault) => void faults.push(fault);
  const server = new ApolloServer<Context>({
    gateway: createGatewayObject(schema, supergraphSdl),
    formatError: createErrorFormatter(record),
    introspection: true,
    hideSchemaDetailsFromClientErrors: true,
    includeStacktraceInErrorResponses: false,
    persistedQueries: false,
    // It would keep documents with the ids in them; the operation store keeps none.
    documentStore: null,
    // `gateway/http` has decided by Fetch Metadata and content type, which also lets plain GETs through.
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
    async validate(document) {
      const findings: Findings = {};
      const response = await responseOf(
        server.executeHTTPGraphQLRequest({
          httpGraphQLRequest: httpRequest(document),
          context: async () => ({ document, findings }),
        }),
      );
      const { valid, operation = null, codes = [] } = findings;
      const found = faults;
      faults = [];
      return valid ?? { response, codes, operation, faults: found };
    },
    stop: () => server.stop(),
  };
}

type GatewayObject = ApolloServerOptionsWithGateway<Context>['gateway'];

/** The gateway object of Apollo Server; its executor is called with a valid document and executes nothing. */
function createGatewayObject(schema: GraphQLSchema, supergraphSdl: string): GatewayObject {
  return {
    onSchemaLoadOrUpdate(callback) {
      callback({ apiSchema: schema, coreSupergraphSdl: supergraphSdl });
      return () => {};
    },
    load: async () => ({
      executor: async ({ context, document, operation }) => {
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- made by `validate`, above
        const problems = normalize(context as Context, schema, document, operation);
        return problems.length > 0 ? { errors: problems } : { data: null };
      },
    }),
    stop: async () => {},
  };
}

/** Notes the normalized operation, or gives the errors that prevent that. */
function normalize(
  { document: given, findings }: Context,
  schema: GraphQLSchema,
  document: DocumentNode,
  definition: OperationDefinitionNode | undefined,
): readonly GraphQLError[] {
  const problem = operationProblem(schema, definition) ?? aliasProblem(document, given);
  if (problem || !definition) return problem ? [problem] : [];
  const variables = given.variables
    ? coerceVariables(schema, definition, given.variables)
    : { values: {} };
  if ('errors' in variables) {
    findings.operation = identify(schema, document, definition);
    return variables.errors;
  }
  try {
    const { values } = variables;
    findings.valid = normalizeDocument(schema, given.query, document, definition, values);
    return [];
  } catch (error) {
    if (error instanceof GraphQLError) return [error];
    throw error;
  }
}

function operationProblem(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode | undefined,
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

/** An alias is part of the response, so it cannot be renamed; a persisted operation chose its own. */
function aliasProblem(
  document: DocumentNode,
  { isPersisted }: NewDocument,
): GraphQLError | undefined {
  return isPersisted || !hasRiskyAlias(document) ? undefined : badRequest(RISKY_ALIAS);
}

const RISKY_ALIAS =
  'An alias looks like a number or an id of someone: use words, and send values as variables' +
  ' / Een alias lijkt op een nummer of id van iemand: gebruik woorden, en stuur waarden als variabelen';

function badRequest(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_REQUEST', http: { status: 400 } } });
}

const INVALID = new Set(['GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED', 'BAD_USER_INPUT']);

/** GraphQL over HTTP, 6.4.1: in plain JSON the response to an invalid document has status 200. */
const plainJsonStatus: ApolloServerPlugin<Context> = {
  requestDidStart: async () => ({
    async willSendResponse({ contextValue: { document, findings }, errors, response }) {
      findings.codes = codesIn(response.body);
      const isInvalid = errors?.every(({ extensions }) => INVALID.has(String(extensions['code'])));
      if (document.format.isPlainJson && isInvalid && response.http.status === 400) {
        response.http.status = 200;
      }
    },
  }),
};

function codesIn(body: GraphQLResponseBody): readonly string[] {
  if (body.kind !== 'single') return [];
  const codes = (body.singleResult.errors ?? []).map(({ extensions }) => extensions?.['code']);
  return [...new Set(codes.map(String))];
}

function httpRequest({ query, operationName, variables = {}, format }: NewDocument) {
  const { method, mediaType } = format;
  const named = operationName === undefined ? {} : { operationName };
  return {
    method,
    headers: new HeaderMap([['accept', mediaType]]),
    search: method === 'GET' ? `?${String(new URLSearchParams({ query, ...named }))}` : '',
    body: method === 'GET' ? undefined : { query, variables, ...named },
  };
}

async function responseOf(response: Promise<HTTPGraphQLResponse>): Promise<GraphqlResponse> {
  const { status, headers, body } = await response;
  if (body.kind !== 'complete') throw new Error('Cannot send a response in parts');
  return {
    status: status ?? 200,
    contentType: headers.get('content-type') ?? 'application/json; charset=utf-8',
    body: body.string,
  };
}
