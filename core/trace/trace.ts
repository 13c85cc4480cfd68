import { randomBytes } from 'node:crypto';

/** Where one operation stands in a chain of them (W3C Trace Context). */
export interface Trace {
  /** 16 bytes, hexadecimal: the same for everything that one question set off. */
  readonly traceId: string;
  /** 8 bytes, hexadecimal: the operation that asks. */
  readonly operationId: string;
}

const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}$/;

/** The trace in a `traceparent` header; null for anything that is not one. */
export function parseTraceparent(header: unknown): Trace | null {
  const [, traceId, operationId] = (typeof header === 'string' && TRACEPARENT.exec(header)) || [];
  if (traceId === undefined || operationId === undefined) return null;
  return /^0+$/.test(traceId) || /^0+$/.test(operationId) ? null : { traceId, operationId };
}

/** The header for whoever is asked next. Marked as recorded: there is no sampling here. */
export function traceparentOf({ traceId, operationId }: Trace): string {
  return `00-${traceId}-${operationId}-01`;
}

/** A new operation in the trace of the one that asked, or in a new trace. */
export function continueTrace(from: Trace | null): Trace {
  return {
    traceId: from?.traceId ?? randomBytes(16).toString('hex'),
    operationId: randomBytes(8).toString('hex'),
  };
}
