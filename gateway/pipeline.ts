/**
 * The path of one GraphQL request, in order. It knows nothing of HTTP servers and nothing of Apollo Server.
 *
 * find the document → authenticate → limits → validate → cost → charge → prepare (plan, compile) → authorize →
 * execute → respond
 *
 * An operation that is stored goes from the limits to its execution. For any other document a worker does what lies
 * between: limits, validation and planning.
 */
import type { GraphQLFormattedError } from 'graphql';
import {
  CONTEXT_HEADER,
  COST_HEADER,
  COST_LIMIT_HEADER,
  PARTIAL_HEADER,
  PLAN_HEADER,
  QUERY_HASH_HEADER,
  TRACE_HEADER,
} from '../core/http/headers.ts';
import { traceparentOf } from '../core/trace/trace.ts';
import type { AuditRequest, Outcome } from './audit/access-log.ts';
import type { Denial } from './audit/denied-requests.ts';
import { partnersIn } from './audit/partners-in-response.ts';
import { operationHash } from './audit/request-record.ts';
import type { Authenticate } from './authentication/authenticate.ts';
import type { SignContext } from './authentication/sign-context.ts';
import { AuthorizationError } from './authorization/authorize.ts';
import { budgetOf } from './cost/budget.ts';
import { costError } from './cost/cost-error.ts';
import type { Cost } from './cost/cost.ts';
import { GatewayError } from './errors/gateway-error.ts';
import type { Call, ContextHeaders } from './execution/execution.ts';
import { joinedValues, passedOn } from './execution/header-rules.ts';
import {
  DeniedRequest,
  type HandleRequest,
  type IdentifiedRequest,
  type OperationRequest,
  type ValidRequest,
} from './operations/operation-request.ts';
import { validateRequest, turnOf } from './operations/validate-request.ts';
import type { ScannedDocument } from './operations/operation-store.ts';
import type { PersistedOperations } from './persisted-operations/persisted-operations.ts';
import type { RequestOutcome } from './metrics/gateway-metrics.ts';
import { NEW_DOCUMENT_COST } from './rate-limits/rate-limits.ts';
import {
  createClientResponse,
  hasData,
  partialForm,
  type ClientResponse,
} from './responses/client-response.ts';
import { isPlanOnly, planSummary } from './responses/plan-summary.ts';
import { internalError, isErrorCode, type RecordFault } from './responses/mask-error.ts';
import { writeResponse } from './responses/write-response.ts';
import type { SupergraphRuntime } from './supergraph/supergraph-runtime.ts';

/** What a request needs that does not depend on the supergraph. */
export interface PipelineParts {
  readonly persistedOperations: PersistedOperations;
  readonly authenticate: Authenticate;
  readonly auditRequest: AuditRequest;
  readonly signContext: SignContext;
  /** Names of request headers that subgraphs receive, and of their response headers that clients receive. */
  readonly passedHeaders: {
    readonly request: readonly string[];
    readonly response: readonly string[];
  };
  /** The supergraph that is in use now. */
  readonly supergraph: () => SupergraphRuntime;
}

export function createPipeline(parts: PipelineParts): HandleRequest {
  return function handleRequest(request) {
    const supergraph = parts.supergraph();
    return supergraph.inFlight.during(() => handle(request, supergraph, parts));
  };
}

async function handle(
  request: OperationRequest,
  supergraph: SupergraphRuntime,
  parts: PipelineParts,
): ReturnType<HandleRequest> {
  const { persistedOperations } = parts;
  const partial = partialForm(request.headers[PARTIAL_HEADER]);
  const planOnly = isPlanOnly(request.headers[PLAN_HEADER]);
  const { query, isById } = persistedOperations.documentOf(request);
  const document = supergraph.operations.scan({ query, operationName: request.operationName });
  const isPersisted =
    isById || persistedOperations.isPersisted(query, (manifest) => document.isListedIn(manifest));
  const principal = await authenticate(request, document, parts);
  const identified = { isPersisted, principal, partial, isPlanOnly: planOnly, ...request, query };
  try {
    const { charges } = request;
    await charges.charge(principal, document.isKnown() ? 0 : NEW_DOCUMENT_COST);
    const valid = await validate(identified, document, supergraph);
    if ('denial' in valid) return valid;
    const costed = withCost(valid, supergraph);
    // An operation above its limit is refused without execution, and a plan alone is not executed.
    const isExecuted = costed.cost.total <= costed.costLimit && !planOnly;
    await charges.charge(principal, isExecuted ? costed.cost.total : 0);
    const response = await respond(costed, supergraph, parts);
    const limit = { bytesMax: supergraph.responseBytesMax, signal: request.signal };
    const written = await writeResponse(response, request.format, limit);
    return {
      response: { ...written, headers: { ...written.headers, ...costHeaders(costed) } },
      executed: {
        operation: isPersisted ? costed.name : undefined,
        outcome: outcomeOf(response),
      },
    };
  } catch (error) {
    throw new DeniedRequest(error, { principal });
  }
}

async function authenticate(
  { headers }: OperationRequest,
  document: ScannedDocument,
  parts: PipelineParts,
) {
  try {
    return await parts.authenticate(headers);
  } catch (error) {
    // This token was verified, so the access log may name its operation.
    const isVerified = error instanceof GatewayError && error.code === 'PURPOSE_DENIED';
    throw isVerified ? new DeniedRequest(error, { operation: document.named }) : error;
  }
}

/** Throws what exceeds a limit. */
async function validate(
  request: IdentifiedRequest,
  document: ScannedDocument,
  supergraph: SupergraphRuntime,
): Promise<
  ValidRequest | { response: Awaited<ReturnType<HandleRequest>>['response']; denial: Denial }
> {
  const { limits } = supergraph;
  limits.limitVariables(request.variables);
  if (document.isKnown()) limits.limitLiterals(document.literals);
  else limits.limitBytes(request.query);
  const call = document.toCall(request.variables);
  // Apollo Server refuses a mutation in a GET.
  const isAllowed = request.format.method === 'POST' || call?.operation.isQuery === true;
  if (!call || !isAllowed) return await validateRequest(request, document, supergraph);
  supergraph.rests.serve();
  const { operation, name, labels, variables } = call;
  return { operation, name, labels, ...request, variables };
}

/** With what the operation costs, and what this principal may spend on one operation. */
interface CostedRequest extends ValidRequest {
  readonly cost: Cost;
  readonly costLimit: number;
}

function withCost(
  request: ValidRequest,
  { costOf, costBudgets }: SupergraphRuntime,
): CostedRequest {
  const cost = costOf(request.operation)(request.variables);
  return { cost, costLimit: budgetOf(request.principal, costBudgets), ...request };
}

function outcomeOf(response: ClientResponse): RequestOutcome {
  const { errors = [], extensions } = response;
  if (extensions?.plan) return 'ok';
  const code = errors[0]?.extensions?.['code'];
  if (!hasData(response)) return isErrorCode(code) ? code : 'INTERNAL';
  return errors.length > 0 || extensions ? 'partial' : 'ok';
}

const costHeaders = ({ cost, costLimit }: CostedRequest) => ({
  [COST_HEADER]: String(cost.total),
  [COST_LIMIT_HEADER]: String(costLimit),
});

async function respond(
  request: CostedRequest,
  supergraph: SupergraphRuntime,
  parts: PipelineParts,
): Promise<ClientResponse> {
  const run = () => execute(request, supergraph, parts);
  const { principal, operation, name, trace } = request;
  if (principal.isPublic) return (await run()).response;
  return await parts.auditRequest(
    { principal, operation: { key: operation.key, name }, trace },
    run,
  );
}

async function execute(
  request: CostedRequest,
  supergraph: SupergraphRuntime,
  parts: PipelineParts,
): Promise<Outcome> {
  let known: Omit<Outcome, 'response'> = { isPersonal: false, subgraphs: [], partners: [] };
  const exceeded = costError(request.cost, request.costLimit);
  if (exceeded) return { ...known, response: { data: null, errors: [exceeded] } };
  try {
    // Introspection is paid for by its cost, so it is not executed for a plan.
    const introspected = request.isPlanOnly ? undefined : await supergraph.introspect(request);
    if (introspected) return { ...known, response: introspected };
    const prepared = await supergraph.operations.prepare(request, turnOf(request));
    known = { ...known, subgraphs: prepared.subgraphs };
    supergraph.authorize(request.principal, prepared.requirements, request.isPersisted);
    if (request.isPlanOnly) return planned(request, prepared.subgraphs);
    known = { ...known, isPersonal: prepared.requirements.length > 0 };
    const result = await prepared.executable.execute(callOf(request, parts));
    const response = createClientResponse(result, request.record, request.partial);
    const headers = result.responseHeaders && passedHeaders(result.responseHeaders, parts);
    return {
      receipts: result.receipts,
      response: headers ? { ...response, headers } : response,
      ...known,
      partners: partnersIn(result),
    };
  } catch (error) {
    if (error instanceof GatewayError && error.code === 'RATE_LIMITED') throw error;
    return { ...known, response: { data: null, errors: errorsOf(error, request.record) } };
  }
}

/** Nobody was asked: the client may execute the operation, and learns what that would take. */
function planned({ cost, costLimit }: CostedRequest, subgraphs: readonly string[]): Outcome {
  const plan = planSummary(cost, costLimit, subgraphs);
  const response = { data: null, extensions: { plan } };
  return { isPersonal: false, subgraphs: [], partners: [], response };
}

function callOf(request: ValidRequest, parts: PipelineParts): Call {
  const { variables, signal, headers, principal, trace } = request;
  return {
    variables,
    trace: trace.own,
    signal,
    turn: turnOf(request),
    headers: {
      ...passedOn(parts.passedHeaders.request, headers),
      [TRACE_HEADER]: traceparentOf(trace.own),
    },
    contextHeaders: principal.isPublic ? undefined : contextHeadersOf(request, parts),
  };
}

/** The signed context for one fetch, and of which operation the fetch is a part. */
function contextHeadersOf(
  { principal, operation }: ValidRequest,
  { signContext }: PipelineParts,
): ContextHeaders {
  return (subgraph, body) => {
    const context = signContext(principal, subgraph, body);
    if (context === undefined) return {};
    return { [CONTEXT_HEADER]: context, [QUERY_HASH_HEADER]: operationHash(operation.key) };
  };
}

function passedHeaders(
  received: ReadonlyMap<string, readonly string[]>,
  { passedHeaders: { response } }: PipelineParts,
) {
  const passed = response.flatMap((name) => {
    const values = received.get(name);
    return values ? [[name, values] as const] : [];
  });
  return passed.length > 0 ? joinedValues(new Map(passed)) : undefined;
}

/** What the client can do something about; anything else is a fault of ours. */
function errorsOf(error: unknown, record: RecordFault): readonly GraphQLFormattedError[] {
  if (error instanceof AuthorizationError) return error.errors;
  if (error instanceof GatewayError) {
    return [{ message: error.message, extensions: { code: error.code } }];
  }
  return [internalError(error, record)];
}
