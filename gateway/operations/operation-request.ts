import type { RequestRecord } from '../audit/request-record.ts';
import type { Principal } from '../authentication/principal.ts';
import type { IdentityHeaders } from '../authentication/authenticate.ts';
import type { NormalizedOperation } from '../planning/planner.ts';
import type { Asked, ResolvedText } from '../persisted-operations/persisted-operations.ts';

/** What a client sent: a GraphQL request, its words already of the right types. */
export interface Request extends Asked {
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly headers: RequestHeaders;
  /** Ends when the client leaves or its time is up. */
  readonly signal: AbortSignal;
  /** For the access log, where a token is presented: what is found out on the way. */
  readonly record?: RequestRecord | undefined;
}

export interface RequestHeaders extends IdentityHeaders {
  readonly traceparent?: string | string[] | undefined;
}

/** The text is known, and whether it was agreed on beforehand. */
export interface ResolvedRequest extends Request, ResolvedText {
  readonly query: string;
}

export interface IdentifiedRequest extends ResolvedRequest {
  readonly principal: Principal;
}

/** Valid against the schema; its variables are coerced. */
export interface ValidRequest extends IdentifiedRequest, NormalizedOperation {
  /** What the client calls it, for the access log alone; absent where that might name someone. */
  readonly saidName: string | undefined;
}

/** Parses and validates, then hands a valid question on. The reply is a refusal, if it is not valid. */
export type Admit<Reply> = (
  request: IdentifiedRequest,
  next: (valid: ValidRequest) => Promise<void>,
) => Promise<Reply>;

export type HandleRequest<Reply> = (request: Request) => Promise<Reply>;
