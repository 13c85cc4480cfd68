/** The path of a question in a subgraph, in order; what leaves is accounted for first. */
import type { ExecutionResult, GraphQLFormattedError } from 'graphql';
import type { Logger } from 'pino';
import type { SubgraphAuditLog } from '../audit/subgraph-audit-log.ts';
import { AuditLogUnavailable } from '../../../core/audit-log/audit-log.ts';
import { createAccessHistoryModels } from '../audit/access-history-models.ts';
import { createSubjects } from '../audit/data-subjects.ts';
import { bindTrace, continueTrace, parseTraceparent } from '../../../core/trace/trace.ts';
import { firstDenials } from '../../../core/access/access-denials.ts';
import { answerableError, problemError } from './format-error.ts';
import { checkResponse } from '../citizen-numbers/check-answer.ts';
import { WITHHELD } from '../citizen-numbers/guard-values.ts';
import { createRequestNumbers } from '../citizen-numbers/request-numbers.ts';
import { createOperationCheck, type CheckedOperation } from './check-operation.ts';
import { codedError } from '../../../core/errors/coded-error.ts';
import type { SignedContext } from '../context/read-context.ts';
import { executeWithin } from '../../../core/limits/execute-within.ts';
import { createIds } from '../ids/request-ids.ts';
import type { KeySets } from '../ids/key-set.ts';
import { createCursorCodec } from '../paging/cursor-codec.ts';
import { policiesOf, type Purposes } from '../../../core/purposes/purposes.ts';
import { sizeProblem } from '../limits/request-bounds.ts';
import { dutchDay, type RequestContext } from '../request/request-context.ts';
import type { AssembledSubgraph } from './assemble-subgraph.ts';
import { unavailablePartnerError } from '../partners/unavailable-partner.ts';
import type { SubgraphResponse } from '../request/subgraph-response.ts';
import { createFailures } from '../partners/silences.ts';

/** One question as it came over HTTP. */
export interface SubgraphRequest {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly operationName: string | undefined;
  /** The value of `x-llo-context`. */
  readonly context: string | undefined;
  /** The value of `traceparent`. */
  readonly traceparent?: string | undefined;
  /** The value of `x-llo-query-hash`: which of the gateway's operations this is a part of. */
  readonly queryHash?: string | undefined;
  readonly signal: AbortSignal;
}

interface Surroundings {
  readonly kind: string;
  readonly subgraph: AssembledSubgraph;
  readonly keySets: KeySets;
  readonly purposes: Purposes;
  readonly auditLog: SubgraphAuditLog;
  /** The partner with this OIN, if it is one of ours. */
  readonly partnerWithOin: (oin: string) => string | null;
  readonly readContext: (header: string | undefined) => Promise<SignedContext | null>;
  readonly now: () => Date;
  readonly today: string | undefined;
  readonly log: Logger;
}

/**
 * identify → check → authorize → execute → account → answer. What is about someone leaves only
 * after it stands in the account.
 */
export function createRequestExecutor(around: Surroundings) {
  const check = createOperationCheck(around.subgraph.schema);

  return async function handleRequest(request: SubgraphRequest): Promise<SubgraphResponse> {
    const tooLarge = sizeProblem(request);
    if (tooLarge) return { errors: [problemError(tooLarge)] };
    const principal = await around.readContext(request.context);
    const operation = check(request.query, request.operationName);
    if (operation.problems.length > 0) return { errors: operation.problems.map(problemError) };

    const denials = refuse(operation, principal, around);
    if (denials.length > 0) return { data: null, errors: denials };
    if (isPersonal(operation) && !(await isDone(around.auditLog.ready()))) return withheld();

    const asking = {
      request,
      operation,
      principal,
      scope: createScope(around, principal, request),
    };
    const trace = traceOf(request);
    const result = await run(asking, around);
    if (!(await isDone(audit(asking, trace, result, around)))) return withheld();
    return checkResponse(toResponse(asking, result, around), asking.scope.numbers.known);
  };
}

interface Asking {
  readonly request: SubgraphRequest;
  readonly operation: CheckedOperation;
  readonly principal: SignedContext | null;
  readonly scope: RequestContext;
}

/** A subgraph refuses case types on its own, whoever calls. */
function refuse(
  { requirements }: CheckedOperation,
  principal: SignedContext | null,
  { purposes }: Surroundings,
): readonly GraphQLFormattedError[] {
  const policies = policiesOf(purposes, principal?.purpose);
  const grants = principal && { ...principal, policies, purpose: undefined };
  return firstDenials(requirements, grants).map(({ code, message, path }) => ({
    message,
    path,
    extensions: { code },
  }));
}

function isPersonal({ requirements }: CheckedOperation): boolean {
  return requirements.length > 0;
}

function createScope(
  around: Surroundings,
  principal: SignedContext | null,
  { signal }: SubgraphRequest,
): RequestContext {
  const now = around.now();
  const failures = createFailures();
  const numbers = createRequestNumbers(signal, around.kind, failures);
  return {
    principal,
    policies: policiesOf(around.purposes, principal?.purpose),
    subjects: createSubjects(),
    accessHistoryOf: createAccessHistoryModels(around, now),
    ids: createIds(principal, around.keySets, now, (number) => numbers.known.note(number)),
    now,
    today: around.today ?? dutchDay(now),
    signal,
    failures,
    numbers,
  };
}

/** Our own operation within the gateway's trace, which goes on to the partners that are asked. */
function traceOf({ traceparent, signal }: SubgraphRequest) {
  const askedBy = parseTraceparent(traceparent);
  const trace = continueTrace(askedBy);
  bindTrace(signal, trace);
  return { askedBy, trace };
}

async function run(
  { request, operation, principal, scope }: Asking,
  { subgraph, keySets }: Surroundings,
): Promise<ExecutionResult> {
  return executeWithin({
    schema: subgraph.schema,
    signal: request.signal,
    document: operation.document,
    variableValues: request.variables,
    operationName: request.operationName,
    contextValue: {
      ...scope,
      loaders: subgraph.createLoaders(scope),
      cursors: createCursorCodec(principal, keySets, scope.now),
      publicCursors: createCursorCodec(null, keySets, scope.now),
    },
  });
}

/** Resolves when every line about the people in the answer is on disk; at once when there are none. */
async function audit(
  { request, operation, principal, scope }: Asking,
  trace: ReturnType<typeof traceOf>,
  result: ExecutionResult,
  around: Surroundings,
): Promise<void> {
  const { subjects } = scope;
  const hasSubjects = subjects.list().length + subjects.counted().length > 0;
  if (principal === null || !(isPersonal(operation) || hasSubjects)) return;
  await around.auditLog.record(
    {
      ...trace,
      fields: operation.asked,
      startedAt: scope.now,
      endedAt: around.now(),
      hasData: result.data != null,
      consumer: principal.consumer,
      purpose: principal.purpose,
      queryHash: request.queryHash,
    },
    subjects,
  );
}

function toResponse(
  { scope }: Asking,
  result: ExecutionResult,
  { log }: Surroundings,
): SubgraphResponse {
  for (const field of scope.numbers.withheld()) log.warn(field, 'Withheld a citizen number');
  const thrown = (result.errors ?? []).filter(({ originalError }) => originalError !== WITHHELD);
  const errors = [
    ...thrown.map((error) => answerableError(error, log)),
    ...scope.failures
      .list()
      .map(({ unavailable, path }) => unavailablePartnerError(unavailable, path).toJSON()),
  ];
  const notOffered = scope.failures.notOffered();
  return { data: result.data, ...(errors.length > 0 ? { errors } : {}), notOffered };
}

/** False when the account cannot be written; any other failure is a fault of ours. */
async function isDone(recorded: Promise<void>): Promise<boolean> {
  try {
    await recorded;
    return true;
  } catch (error) {
    if (error instanceof AuditLogUnavailable) return false;
    throw error;
  }
}

/** No record, no answer. */
function withheld(): SubgraphResponse {
  const message = 'Cannot account for this answer now, so it is withheld: try again later';
  return { data: null, errors: [codedError('ACCOUNT_UNAVAILABLE', message).toJSON()] };
}
