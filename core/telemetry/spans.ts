/**
 * What this process did, as spans for OpenTelemetry. A span holds names of the configuration, of the schema and of the
 * manifest, and how long something took: never a variable, an id or another value of a client or a partner.
 */
import { randomHex, type Trace } from '../trace/trace.ts';

export interface Span {
  readonly name: string;
  /** `server` for a request that came in, `client` for one that went out. */
  readonly kind: 'server' | 'client' | 'internal';
  readonly traceId: string;
  /** 8 bytes, hexadecimal. */
  readonly id: string;
  readonly parentId: string | undefined;
  /** By `performance.now()`. */
  readonly startedMs: number;
  readonly endedMs: number;
  readonly attributes: Readonly<Record<string, string>>;
  /** The code or the fault with which it ended; undefined when it succeeded. */
  readonly error: string | undefined;
}

type OperationSpan = Pick<Span, 'name' | 'startedMs' | 'attributes' | 'error'>;

let send: ((span: Span) => void) | undefined;

/** From now on spans go to `next`; nowhere without it. */
export function sendSpansTo(next: ((span: Span) => void) | undefined): void {
  send = next;
}

/** Records a request to this process that ends now; `own` is its operation, `parent` that of who sent it. */
export function recordServerSpan(own: Trace, parent: Trace | null, span: OperationSpan): void {
  const { traceId, operationId: id } = own;
  const endedMs = performance.now();
  send?.({ ...span, kind: 'server', traceId, id, parentId: parent?.operationId, endedMs });
}

/** Records a part of the operation `within` that ends now: a request that it sent, or its own work. */
export function recordSpan(
  kind: 'client' | 'internal',
  within: Trace | undefined,
  span: OperationSpan,
): void {
  if (send === undefined || within === undefined) return;
  const { traceId, operationId: parentId } = within;
  send({ ...span, kind, traceId, id: randomHex(8), parentId, endedMs: performance.now() });
}
