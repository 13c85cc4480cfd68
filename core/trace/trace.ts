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

const traces = new WeakMap<AbortSignal, Trace>();

/**
 * A question's signal reaches every call that is made for it, so its trace goes along with it: no
 * source has to hand it on, and none can forget.
 */
export function bindTrace(signal: AbortSignal, trace: Trace): void {
  traces.set(signal, trace);
}

/** Lets a signal made from another carry the same trace. */
export function passTrace(from: AbortSignal, to: AbortSignal): void {
  const trace = traces.get(from);
  if (trace !== undefined) traces.set(to, trace);
}

/** The trace that belongs to a signal, if any. */
export function traceOf(signal: AbortSignal): Trace | null {
  return traces.get(signal) ?? null;
}
