import type { ErrorCode } from '../../core/errors/error-codes.ts';

/** HTTP status by error code for a request that is refused as a whole; 400 for a code that is not listed. */
const STATUS: Partial<Record<ErrorCode, number>> = {
  UNAUTHENTICATED: 401,
  PURPOSE_DENIED: 403,
  SCOPE_DENIED: 403,
  OPERATION_NOT_TRUSTED: 403,
  ACCOUNT_UNAVAILABLE: 503,
  RATE_LIMITED: 429,
  INTERNAL: 500,
  PERSISTED_QUERY_NOT_FOUND: 200,
};

/** An error that the client can fix. Its message says how, and never repeats what the client sent. */
export class GatewayError extends Error {
  override readonly name = 'GatewayError';
  readonly code: ErrorCode;
  readonly status: number;
  /** Further headers of the response. */
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    code: ErrorCode,
    message: string,
    status = STATUS[code] ?? 400,
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.code = code;
    this.status = status;
    this.headers = headers;
  }
}
