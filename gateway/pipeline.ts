/**
 * The path of a question, in order. Knows nothing of HTTP and nothing of Apollo Server: the first
 * three steps say what may come in, and what they admit goes on through the other four.
 */
import type { GraphQLFormattedError } from 'graphql';
import { traceparentOf, type Trace } from '../core/trace/trace.ts';
import type { AuditRequest } from './audit/access-log.ts';
import type { KnownOperation } from './audit/request-record.ts';
import { operationHash } from './audit/operation-hash.ts';
import { partnersIn } from './audit/partners-in-response.ts';
import { createClientResponse, type ClientResponse } from './responses/client-response.ts';
import { internalError, type RecordFault } from './responses/mask-error.ts';
import { AuthorizationError, type Authorize } from './authorization/authorize.ts';
import { GatewayError } from './errors/gateway-error.ts';
import type { OperationResult, Execution, PlannedOperation } from './execution/execution.ts';
import type { SignContext } from './authentication/sign-context.ts';
import type { Identify } from './authentication/authenticate.ts';
import type { Introspect } from './introspection/introspect.ts';
import type { Limits } from './limits/limits.ts';
import type { Planner } from './planning/planner.ts';
import { PlanTooCostly } from './planning/planner-thread.ts';
import type { ResolveDocument } from './persisted-operations/persisted-operations.ts';
import { CONTEXT_HEADER, QUERY_HASH_HEADER, TRACE_HEADER } from '../core/http/headers.ts';
import type {
  Request,
  ResolvedRequest,
  IdentifiedRequest,
  ValidRequest,
  Admit,
  HandleRequest,
} from './operations/operation-request.ts';

export interface PlannedRequest extends ValidRequest, PlannedOperation {
  /** This question's place in a trace: the caller's, or a new one. */
  readonly trace: Trace;
}

export interface ExecutedRequest extends PlannedRequest {
  readonly result: OperationResult;
}

export interface Steps<Reply> {
  readonly trust: ResolveDocument;
  readonly identify: Identify;
  readonly limits: Limits;
  /** The question in its known form, when it was admitted before. */
  readonly recall: (request: IdentifiedRequest) => ValidRequest | null;
  /** What may be said of a question that was admitted before, whatever becomes of this one. */
  readonly nameKnown: (request: ResolvedRequest) => KnownOperation | null;
  readonly admit: Admit<Reply>;
  /** Writes who asked, before a personal answer leaves. */
  readonly auditRequest: AuditRequest;
  readonly write: (response: ClientResponse, signal: AbortSignal) => Promise<Reply>;
  readonly introspect: Introspect;
  readonly planner: Planner;
  readonly authorize: Authorize;
  readonly signContext: SignContext;
  readonly execution: Execution;
  readonly record: RecordFault;
}

/** The steps that do not depend on the supergraph. */
export type LastingSteps<Reply> = Pick<
  Steps<Reply>,
  'trust' | 'identify' | 'auditRequest' | 'signContext' | 'record'
>;

/**
 * trust → identify → limits → (parse, validate) → plan → authorize → execute → answer. A question that was
 * admitted before skips what is between the limits and the plan: that is the fast lane.
 */
export function createPipeline<Reply>(steps: Steps<Reply>): HandleRequest<Reply> {
  return async function handleRequest(request) {
    const identified = await identify(resolveDocument(request, steps), steps);
    const limited = limit(identified, steps);
    const known = steps.recall(limited);
    if (known) return await steps.write(await answerValid(known, steps), request.signal);
    let response: ClientResponse | undefined;
    const refusal = await steps.admit(limited, async (valid) => {
      response = await answerValid(valid, steps);
    });
    return response === undefined ? refusal : await steps.write(response, request.signal);
  };
}

function answerValid(valid: ValidRequest, steps: Parts): Promise<ClientResponse> {
  return steps.auditRequest({ ...valid, operationName: valid.saidName }, (notes) =>
    orInternalError(steps, async () => {
      const introspected = await steps.introspect(valid);
      if (introspected) return introspected;
      const planned = await plan(valid, notes.trace, steps);
      notes.plan = planned.plan;
      notes.isPersonal = authorize(planned, steps);
      const executed = await execute(planned, steps);
      notes.partners = partnersIn(executed.result);
      return createClientResponse(executed.result, steps.record);
    }),
  );
}

type Parts = Steps<unknown>;

function resolveDocument(request: Request, parts: Parts): ResolvedRequest {
  return { ...request, ...parts.trust(request) };
}

async function identify(request: ResolvedRequest, parts: Parts): Promise<IdentifiedRequest> {
  try {
    const principal = await parts.identify(request.headers);
    if (request.record !== undefined) request.record.principal = principal;
    return { ...request, principal };
  } catch (error) {
    if (error instanceof GatewayError && error.code === 'PURPOSE_DENIED') {
      noteKnown(request, parts);
    }
    throw error;
  }
}

/** Only for a token that was verified: for any other nothing of the question is told. */
function noteKnown(request: ResolvedRequest, { nameKnown }: Parts): void {
  const known = request.record && nameKnown(request);
  if (request.record && known) request.record.known = known;
}

function limit(request: IdentifiedRequest, parts: Parts): IdentifiedRequest {
  parts.limits.limit(request);
  return request;
}

async function plan(valid: ValidRequest, trace: Trace, parts: Parts): Promise<PlannedRequest> {
  return { ...valid, trace, plan: await parts.planner.plan(valid) };
}

/** Throws `Refused`, before any partner has been called; true when what is asked is personal. */
function authorize(request: PlannedRequest, parts: Parts): boolean {
  return parts.authorize(request.principal, request);
}

async function execute(request: PlannedRequest, parts: Parts): Promise<ExecutedRequest> {
  const { variables, signal, trace, principal } = request;
  const headers = { [TRACE_HEADER]: traceparentOf(trace) };
  const contextHeaders = principal.isPublic ? undefined : createContextHeaders(request, parts);
  return {
    ...request,
    result: await parts.execution.execute(request, { variables, headers, contextHeaders, signal }),
  };
}

/** The signed context of one subgraph and which operation it is part of; signed once per request. */
function createContextHeaders({ principal, key }: PlannedRequest, { signContext }: Parts) {
  const bySubgraph = new Map<string, Promise<Readonly<Record<string, string>>>>();
  const create = async (subgraph: string): Promise<Readonly<Record<string, string>>> => {
    const context = await signContext(principal, subgraph);
    if (context === undefined) return {};
    return { [CONTEXT_HEADER]: context, [QUERY_HASH_HEADER]: operationHash(key) };
  };
  return (subgraph: string) => {
    const headers = bySubgraph.get(subgraph) ?? create(subgraph);
    bySubgraph.set(subgraph, headers);
    return headers;
  };
}

/** A refusal answers the whole question; anything else thrown on the way is a fault of ours. */
async function orInternalError(
  { record }: Parts,
  respond: () => Promise<ClientResponse>,
): Promise<ClientResponse> {
  try {
    return await respond();
  } catch (error) {
    if (error instanceof AuthorizationError) return nothing(error.errors);
    if (error instanceof PlanTooCostly) {
      return nothing([{ message: error.message, extensions: { code: 'TOO_LARGE' } }]);
    }
    return nothing([internalError(error, record)]);
  }
}

const nothing = (errors: readonly GraphQLFormattedError[]): ClientResponse => ({
  data: null,
  errors,
});
