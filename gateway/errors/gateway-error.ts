import type { ErrorCode } from '../../core/errors/error-codes.ts';

/** HTTP status of a refusal that answers the whole request; a code not listed here is 400. */
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

/** A refusal the caller can do something about. Its message is written for the caller, without an echo. */
export class GatewayError extends Error {
  override readonly name = 'GatewayError';
  readonly code: ErrorCode;
  readonly status: number;

  constructor(code: ErrorCode, message: string, status = STATUS[code] ?? 400) {
    super(message);
    this.code = code;
    this.status = status;
  }
}
