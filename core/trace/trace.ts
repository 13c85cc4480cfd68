import { randomFillSync } from 'node:crypto';

/** A trace and the operation within it (W3C Trace Context). */
export interface Trace {
  /** 16 bytes, hexadecimal: the same for all requests that one client request causes. */
  readonly traceId: string;
  /** 8 bytes, hexadecimal: the operation that sends the request. */
  readonly operationId: string;
}

const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}$/;

/** The trace in a `traceparent` header; null for an invalid header. */
export function parseTraceparent(header: unknown): Trace | null {
  const [, traceId, operationId] = (typeof header === 'string' && TRACEPARENT.exec(header)) || [];
  if (traceId === undefined || operationId === undefined) return null;
  return /^0+$/.test(traceId) || /^0+$/.test(operationId) ? null : { traceId, operationId };
}

/** The `traceparent` header of an outgoing request, with the sampled flag: all requests are recorded. */
export function traceparentOf({ traceId, operationId }: Trace): string {
  return `00-${traceId}-${operationId}-01`;
}

/** A new operation in the trace of the incoming request, or in a new trace. */
export function continueTrace(from: Trace | null): Trace {
  return {
    traceId: from?.traceId ?? randomHex(16),
    operationId: randomHex(8),
  };
}

/** Random bytes are made for many requests at once: a call for each costs as much as all else here. */
const pool = Buffer.alloc(4096);
let usedBytes = pool.length;

/** Random bytes for an id, hexadecimal. */
export function randomHex(bytes: number): string {
  if (usedBytes + bytes > pool.length) {
    randomFillSync(pool);
    usedBytes = 0;
  }
  usedBytes += bytes;
  return pool.toString('hex', usedBytes - bytes, usedBytes);
}
