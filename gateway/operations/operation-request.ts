/** One GraphQL request on its way through the gateway. Each step adds to it and changes nothing. */
import type { IncomingHttpHeaders } from 'node:http';
import type { RequestOutcome } from '../metrics/gateway-metrics.ts';
import type { Denial } from '../audit/denied-requests.ts';
import type { RequestTrace } from '../audit/request-record.ts';
import type { Principal } from '../authentication/principal.ts';
import type { DocumentOrId } from '../persisted-operations/persisted-operations.ts';
import type { OverrideLabels } from '../planning/override-labels.ts';
import type { RequestCharges } from '../rate-limits/rate-limits.ts';
import type { PartialForm } from '../responses/client-response.ts';
import type { RecordFault } from '../responses/mask-error.ts';
import type { GraphqlResponse, ResponseFormat } from '../responses/response-format.ts';
import type { StoredOperation } from './operation-store.ts';

/** What a client sent, its parts already of the right types. */
export interface OperationRequest extends DocumentOrId {
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly headers: IncomingHttpHeaders;
  readonly format: ResponseFormat;
  /** The client's network, as its rate limit counts it. */
  readonly address: string;
  readonly charges: RequestCharges;
  readonly trace: RequestTrace;
  /** Records a fault under this trace. */
  readonly record: RecordFault;
  /** Aborts when the client disconnects or the request's time is up. */
  readonly signal: AbortSignal;
}

/** The document is known, and so is who sent it. */
export interface IdentifiedRequest extends OperationRequest {
  readonly query: string;
  /** Whether the document is in the manifest. */
  readonly isPersisted: boolean;
  /** How the client wants to be told which partners are missing. */
  readonly partial: PartialForm;
  /** The client asks for the plan and its cost, and not for data. */
  readonly isPlanOnly: boolean;
  readonly principal: Principal;
}

/** Valid against the schema, and its variables are coerced. */
export interface ValidRequest extends IdentifiedRequest {
  readonly operation: StoredOperation;
  /** The labels of `@override` that are in force for it. */
  readonly labels: OverrideLabels;
  /** The client's name for the operation; undefined where it might hold somebody's id. */
  readonly name: string | undefined;
}

export interface Executed {
  readonly operation: string | undefined;
  readonly outcome: RequestOutcome;
}

/** A response, and why it holds no result of an operation where that is so. */
export interface Handled {
  readonly response: GraphqlResponse;
  readonly denial?: Denial;
  /** How an operation that was executed ended, and its name when the manifest has it. */
  readonly executed?: Executed;
}

/** Throws a `GatewayError`, or a `DeniedRequest` with one, for a request that is refused as a whole. */
export type HandleRequest = (request: OperationRequest) => Promise<Handled>;

/** An error, with what was known of the request when it was thrown. */
export class DeniedRequest extends Error {
  override readonly name = 'DeniedRequest';
  readonly error: unknown;
  readonly known: Omit<Denial, 'codes'>;

  constructor(error: unknown, known: Omit<Denial, 'codes'>) {
    super('The request was denied', { cause: error });
    this.error = error;
    this.known = known;
  }
}
