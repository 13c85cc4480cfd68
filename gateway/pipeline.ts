/**
 * The path of a question, in order. Knows nothing of HTTP and nothing of Apollo Server: the first
 * three steps say what may come in, and what they admit goes on through the other four.
 */
import type { GraphQLFormattedError } from 'graphql';
import { answerClient, type ClientAnswer } from './answering/answer-client.ts';
import { internalError, type RecordFault } from './answering/mask-error.ts';
import { Refused, type Authorize } from './authorization/authorize.ts';
import type { Answer, Execution, PlannedQuestion } from './execution/execution.ts';
import type { Caller } from './identity/caller.ts';
import type { SignContext } from './identity/context.ts';
import type { Identify, IdentityHeaders } from './identity/identify.ts';
import type { Introspect } from './introspection/introspect.ts';
import type { Limits } from './limits/limits.ts';
import type { AdmittedQuestion, Planner } from './planning/planner.ts';

/** What a client sent: a GraphQL request, its words already of the right types. */
export interface Request {
  readonly query: string;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly headers: RequestHeaders;
  /** Ends when the client leaves or its time is up. */
  readonly signal: AbortSignal;
}

export interface RequestHeaders extends IdentityHeaders {
  readonly traceparent?: string | string[] | undefined;
}

export interface IdentifiedRequest extends Request {
  readonly caller: Caller;
}

/** Valid against the schema; its variables are coerced. */
export interface ValidQuestion extends IdentifiedRequest, AdmittedQuestion {}

export interface PlannedRequest extends ValidQuestion, PlannedQuestion {}

export interface ExecutedRequest extends PlannedRequest {
  readonly answer: Answer;
}

/**
 * Parses and validates, then hands a valid question on. The reply is the admission's own, so that a
 * refusal there and an answer from here leave by the same door.
 */
export type Admit<Reply> = (
  request: IdentifiedRequest,
  next: (question: ValidQuestion) => Promise<ClientAnswer>,
) => Promise<Reply>;

export interface Steps<Reply> {
  readonly identify: Identify;
  readonly limits: Limits;
  /** The question in its known form, when it was admitted before. */
  readonly recall: (request: IdentifiedRequest) => ValidQuestion | null;
  readonly admit: Admit<Reply>;
  readonly write: (answer: ClientAnswer) => Reply;
  readonly introspect: Introspect;
  readonly planner: Planner;
  readonly authorize: Authorize;
  readonly signContext: SignContext;
  readonly execution: Execution;
  readonly record: RecordFault;
}

export type AnswerQuestion<Reply> = (request: Request) => Promise<Reply>;

/**
 * identify → limits → (parse, validate) → plan → authorize → execute → answer. A question that was
 * admitted before skips what is between the limits and the plan: that is the fast lane.
 */
export function createPipeline<Reply>(steps: Steps<Reply>): AnswerQuestion<Reply> {
  return async function answerQuestion(request) {
    const identified = await identify(request, steps);
    const limited = limit(identified, steps);
    const known = steps.recall(limited);
    if (known) return steps.write(await answerValid(known, steps));
    return await steps.admit(limited, (valid) => answerValid(valid, steps));
  };
}

function answerValid(valid: ValidQuestion, steps: Parts): Promise<ClientAnswer> {
  return orInternalError(steps, async () => {
    const introspected = await steps.introspect(valid);
    if (introspected) return introspected;
    const planned = await plan(valid, steps);
    authorize(planned, steps);
    const executed = await execute(planned, steps);
    return answerClient(executed.answer, steps.record);
  });
}

type Parts = Steps<unknown>;

async function identify(request: Request, parts: Parts): Promise<IdentifiedRequest> {
  return { ...request, caller: await parts.identify(request.headers) };
}

function limit(request: IdentifiedRequest, parts: Parts): IdentifiedRequest {
  parts.limits.limit(request.query);
  return request;
}

async function plan(question: ValidQuestion, parts: Parts): Promise<PlannedRequest> {
  return { ...question, plan: await parts.planner.plan(question) };
}

/** Throws `Refused`, before any partner has been called. */
function authorize(question: PlannedRequest, parts: Parts): void {
  parts.authorize(question.caller, question);
}

async function execute(question: PlannedRequest, parts: Parts): Promise<ExecutedRequest> {
  const { variables, signal } = question;
  const headers = await subgraphHeaders(question, parts);
  return {
    ...question,
    answer: await parts.execution.execute(question, { variables, headers, signal }),
  };
}

const TRACEPARENT = /^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;

/** The signed context and the trace, and nothing else of what the caller sent. */
async function subgraphHeaders(
  { caller, headers }: PlannedRequest,
  parts: Parts,
): Promise<Readonly<Record<string, string>>> {
  const context = await parts.signContext(caller);
  const trace = headers.traceparent;
  return {
    ...(context === undefined ? {} : { 'x-llo-context': context }),
    ...(typeof trace === 'string' && TRACEPARENT.test(trace) ? { traceparent: trace } : {}),
  };
}

/** A refusal answers the whole question; anything else thrown on the way is a fault of ours. */
async function orInternalError(
  { record }: Parts,
  answer: () => Promise<ClientAnswer>,
): Promise<ClientAnswer> {
  try {
    return await answer();
  } catch (error) {
    if (error instanceof Refused) return nothing(error.errors);
    return nothing([internalError(error, record)]);
  }
}

const nothing = (errors: readonly GraphQLFormattedError[]): ClientAnswer => ({
  data: null,
  errors,
});
