/** How a subgraph handles a request, step by step. */
import type { ExecutionResult, GraphQLFormattedError } from 'graphql';
import type { Logger } from 'pino';
import type { SubgraphAuditLog } from '../audit/subgraph-audit-log.ts';
import type { AuditConfirmation } from '../audit/audit-confirmation.ts';
import { isWritten } from '../audit/is-written.ts';
import { dataCategoriesOf } from '../audit/data-categories.ts';
import { createAccessHistoryModels } from '../audit/access-history-models.ts';
import type { DisclosedVolume } from '../audit/disclosed-volume.ts';
import { createSubjects } from '../audit/data-subjects.ts';
import { recordServerSpan } from '../../../core/telemetry/spans.ts';
import { continueTrace, parseTraceparent, type Trace } from '../../../core/trace/trace.ts';
import { firstDenials } from '../../../core/access/access-denials.ts';
import { formatError, internalError, problemError } from './format-error.ts';
import { checkResponse } from '../citizen-numbers/check-response.ts';
import { WITHHELD } from '../citizen-numbers/guard-values.ts';
import { createMembershipTokens } from '../citizen-numbers/membership-token.ts';
import { createRequestNumbers } from '../citizen-numbers/request-numbers.ts';
import { createKeptResponses } from './kept-responses.ts';
import { createOperationCheck, type CheckedOperation } from './check-operation.ts';
import { codedError } from '../../../core/errors/coded-error.ts';
import type { ReadContext, SignedContext } from '../context/read-context.ts';
import { executeWithin } from '../../../core/limits/execute-within.ts';
import { hashParts } from '../../../core/structures/hash-parts.ts';
import { quarterOf } from '../ids/encrypted-id.ts';
import { createIds } from '../ids/request-ids.ts';
import type { KeySets } from '../ids/key-set.ts';
import { createCursorCodec } from '../paging/cursor-codec.ts';
import { OWN_DATA, policiesOf, type Purposes } from '../../../core/purposes/purposes.ts';
import { sizeProblem } from '../limits/request-bounds.ts';
import { dutchDay, type RequestContext } from '../request/request-context.ts';
import type { SubgraphName } from '../../../core/federation/subgraph-names.ts';
import type { AssembledSubgraph } from './assemble-subgraph.ts';
import { unavailablePartnerError } from '../partners/unavailable-partner.ts';
import type { SubgraphResponse } from '../request/subgraph-response.ts';
import { createFailures } from '../partners/failures.ts';
import type { PartnerTraffic, UsedLists } from '../partners/partner-request.ts';
import { mapInTurns } from '../turns/in-turns.ts';

/** A GraphQL request as it came over HTTP. */
export interface SubgraphRequest {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly operationName: string | undefined;
  /** The value of `x-llo-context`. */
  readonly context: string | undefined;
  /** Of the bytes of the body, after decompression; see `contextDigest`. */
  readonly digest: string;
  /** The value of `traceparent`. */
  readonly traceparent?: string | undefined;
  /** The value of `x-llo-query-hash`: the operation of the client that this fetch is a part of. */
  readonly queryHash?: string | undefined;
  readonly signal: AbortSignal;
  /** Filled while the request is executed; read for the response header, also after an error. */
  readonly traffic: PartnerTraffic;
  /** Filled likewise, for the extensions of the response. */
  readonly confirmation: AuditConfirmation;
}

interface Surroundings {
  readonly name: SubgraphName;
  readonly subgraph: AssembledSubgraph;
  readonly keySets: KeySets;
  readonly purposes: Purposes;
  readonly auditLog: SubgraphAuditLog;
  readonly countVolume: DisclosedVolume;
  /** The partner with this OIN, if it is one of ours. */
  readonly partnerWithOin: (oin: string) => string | null;
  readonly privacyContactOf: (partner: string) => string | null;
  readonly readContext: ReadContext;
  readonly now: () => Date;
  readonly today: string | undefined;
  readonly log: Logger;
}

export interface RequestExecutor {
  /**
   * Identify → check → authorize → execute → audit → respond. Personal data leaves only after it is in
   * the audit log on disk.
   */
  readonly execute: (request: SubgraphRequest) => Promise<SubgraphResponse>;
  /** The response that was kept for a public request with this digest, which need not be read then. */
  readonly findKept: (
    request: Pick<SubgraphRequest, 'digest' | 'traceparent'>,
  ) => Buffer | undefined;
}

/** Handles the requests of one list of partners. */
export function createRequestExecutor(around: Surroundings): RequestExecutor {
  const check = createOperationCheck(around.subgraph.schema);
  const keptResponses = createKeptResponses();
  /** Of the public, who all get the same; the day and the quarter are in what is computed of the lists. */
  const keyOf = (digest: string) => hashParts([digest, todayOf(around), quarterOf(around.now())]);

  const handle = async (
    request: SubgraphRequest,
    askedBy: Trace | null,
    trace: Trace,
  ): Promise<SubgraphResponse> => {
    const tooLarge = sizeProblem(request);
    if (tooLarge) return { errors: [problemError(tooLarge)] };
    const principal = await around.readContext(request.context, request.digest);
    const operation = await check(request.query, request.operationName, request.signal);
    if (operation.problems.length > 0) return { errors: operation.problems.map(problemError) };

    const denials = denialsOf(operation, principal, around);
    if (denials.length > 0) return { data: null, errors: denials };
    const missing = isPersonal(operation) ? missingKey(around.keySets, around.now()) : null;
    if (missing !== null) {
      const error = internalError(around.log, missing, { trace: trace.traceId });
      return { data: null, errors: [error] };
    }
    if (isPersonal(operation) && !(await isWritten(around.auditLog.ready()))) return withheld();

    const context = createRequestContext(around, principal, request, trace);
    const purpose = principal && around.purposes.get(principal.purpose);
    const countPeople = () =>
      purpose && isPersonal(operation)
        ? around.countVolume(
            principal.consumer,
            purpose,
            [...context.subjects.byPartner().values()].flat(),
            context.now,
          )
        : null;
    // Before a partner is asked too: what may not leave need not be read.
    const spent = countPeople();
    if (spent) return { data: null, errors: [spent.toJSON()] };
    const execution = { request, operation, principal, context, trace, askedBy };
    const executed = await execute(execution, around);
    const tooMany = countPeople();
    // What partners were asked has its lines also where nothing leaves.
    const result = tooMany ? { data: null, errors: [tooMany] } : executed;
    if (!(await isWritten(audit(execution, result, around)))) return withheld();
    const response = await toResponse(context, result, around);
    const checked = await checkResponse(response, context.numbers.known, request.signal);
    if (request.context !== undefined || !mayBeKept(checked, context)) return checked;
    const key = keyOf(request.digest);
    return {
      ...checked,
      keep: (body) => keptResponses.keep(key, context.usedLists.lists, body),
    };
  };

  const record = (
    trace: Trace,
    askedBy: Trace | null,
    startedMs: number,
    error: string | undefined,
  ) =>
    recordServerSpan(trace, askedBy, {
      name: `graphql ${around.name}`,
      startedMs,
      attributes: {},
      error,
    });

  return {
    execute: async (request) => {
      const startedMs = performance.now();
      const askedBy = parseTraceparent(request.traceparent);
      const trace = continueTrace(askedBy);
      let error: string | undefined = 'INTERNAL';
      try {
        const response = await handle(request, askedBy, trace);
        error = firstCode(response);
        return response;
      } finally {
        record(trace, askedBy, startedMs, error);
      }
    },
    findKept: ({ digest, traceparent }) => {
      const startedMs = performance.now();
      const kept = keptResponses.find(keyOf(digest));
      if (kept === undefined) return undefined;
      const askedBy = parseTraceparent(traceparent);
      record(continueTrace(askedBy), askedBy, startedMs, undefined);
      return kept;
    },
  };
}

function todayOf({ today, now }: Surroundings): string {
  return today ?? dutchDay(now());
}

/** A whole response of public lists in memory, for which nobody was asked anything. */
function mayBeKept(
  { data, errors, notOffered = [] }: SubgraphResponse,
  { usedLists: { lists, isLasting }, partnerRequest: { traffic } }: ExecutedContext,
): boolean {
  const isWhole = data != null && errors === undefined && notOffered.length === 0;
  return isWhole && isLasting && lists.length > 0 && traffic.sentTo().length === 0;
}

/** The code of a response without data; undefined where it has data, be it of a part of the partners. */
function firstCode({ data, errors }: SubgraphResponse): string | undefined {
  const code = errors?.[0]?.extensions?.['code'];
  return data ? undefined : typeof code === 'string' ? code : 'INTERNAL';
}

interface ExecutedContext extends RequestContext {
  readonly usedLists: UsedLists;
}

interface Execution {
  readonly request: SubgraphRequest;
  readonly operation: CheckedOperation;
  readonly principal: SignedContext | null;
  readonly context: RequestContext;
  /** This subgraph's own operation within the trace of the gateway. */
  readonly trace: Trace;
  readonly askedBy: Trace | null;
}

/** The subgraph checks access itself, whatever the gateway has checked. */
function denialsOf(
  { requirements }: CheckedOperation,
  principal: SignedContext | null,
  { purposes }: Surroundings,
): readonly GraphQLFormattedError[] {
  const purpose = principal ? purposes.get(principal.purpose) : undefined;
  // Without the person, a purpose for one's own records would open those of everyone.
  const isOfNobody = purpose?.policies.includes(OWN_DATA) && principal?.subject === undefined;
  const policies = (!isOfNobody && purpose?.policies) || [];
  const grants = principal && { ...principal, policies, purpose };
  return firstDenials(requirements, grants).map(({ code, message, path }) => ({
    message,
    path,
    extensions: { code },
  }));
}

/** Without it no id can be given, so that no partner is asked for records. */
function missingKey(keySets: KeySets, now: Date): string | null {
  const quarter = quarterOf(now);
  const without = Object.values(keySets).find((keySet) => !keySet.has(quarter));
  return without === undefined ? null : `There is no ${without.domain} key of ${quarter}`;
}

function isPersonal({ requirements }: CheckedOperation): boolean {
  return requirements.length > 0;
}

function createRequestContext(
  around: Surroundings,
  principal: SignedContext | null,
  { signal, traffic }: SubgraphRequest,
  trace: Trace,
): ExecutedContext {
  const now = around.now();
  const failures = createFailures();
  const usedLists: UsedLists = { lists: [], isLasting: true };

  const numbers = createRequestNumbers(traffic, around.name, failures);
  return {
    principal,
    policies: policiesOf(around.purposes, principal?.purpose),
    subjects: createSubjects(),
    accessHistoryOf: createAccessHistoryModels(around, now),
    ids: createIds(principal, around.keySets, now, (number) => numbers.known.note(number)),
    now,
    today: around.today ?? dutchDay(now),
    usedLists,
    partnerRequest: { signal, trace, traffic, principal, usedLists },
    failures,
    numbers,
    membershipTokens: createMembershipTokens(around.keySets, now),
  };
}

async function execute(
  { request, operation, principal, context }: Execution,
  { subgraph, keySets }: Surroundings,
): Promise<ExecutionResult> {
  return executeWithin({
    schema: subgraph.schema,
    signal: request.signal,
    document: operation.document,
    variableValues: request.variables,
    operationName: request.operationName,
    contextValue: {
      ...context,
      loaders: subgraph.createLoaders(context),
      cursors: createCursorCodec(principal, keySets, context.now),
      publicCursors: createCursorCodec(null, keySets, context.now),
    },
  });
}

/** Resolves when each line about the people in the result is on disk; at once where there are none. */
async function audit(
  { request, operation, principal, context, trace, askedBy }: Execution,
  result: ExecutionResult,
  around: Surroundings,
): Promise<void> {
  const { subjects, failures } = context;
  const { traffic } = request;
  const hasSubjects = subjects.byPartner().size + subjects.counted().length > 0;
  if (principal === null || !(isPersonal(operation) || hasSubjects)) return;
  await around.auditLog.record(
    {
      traceId: trace.traceId,
      askedBy,
      startedAt: context.now,
      endedAt: around.now(),
      client: principal.consumer,
      purpose: principal.purpose,
      operationHash: request.queryHash,
      gatewayHead: principal.gatewayHead,
      categories: dataCategoriesOf(operation.requirements),
      spanOf: traffic.spanOf,
      called: traffic.sentTo(),
      isFailedAt: (partner) => result.data == null || failures.isFailed(partner),
    },
    subjects,
    request.confirmation,
  );
}

async function toResponse(
  { numbers, failures, partnerRequest: { signal, trace } }: RequestContext,
  result: ExecutionResult,
  { log }: Surroundings,
): Promise<SubgraphResponse> {
  for (const field of await numbers.reportWithheld(signal)) {
    log.warn({ ...field, trace: trace.traceId }, 'Withheld a citizen number');
  }
  const thrown = (result.errors ?? []).filter(({ originalError }) => originalError !== WITHHELD);
  const errors = [
    ...(await mapInTurns(thrown, (error) => formatError(error, log, trace.traceId), signal)),
    ...failures
      .list()
      .map(({ unavailable, path }) => unavailablePartnerError(unavailable, path).toJSON()),
  ];
  const notOffered = failures.notOffered();
  return { data: result.data, ...(errors.length > 0 ? { errors } : {}), notOffered };
}

/** What cannot be logged is not sent. */
function withheld(): SubgraphResponse {
  const message = 'Cannot log this access now, so the data is withheld: try again later';
  return { data: null, errors: [codedError('ACCOUNT_UNAVAILABLE', message).toJSON()] };
}
