import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { continueTrace, parseTraceparent, type Trace } from '../../core/trace/trace.ts';
import type { AuditReceipts } from '../execution/audit-extensions.ts';
import type { AuthenticatedPrincipal } from '../authentication/principal.ts';

/** An operation as the access log may name it. */
export interface NamedOperation {
  /** See `operationHash`: it holds no value of a client. */
  readonly key: string;
  /** The client's name for it; undefined where it might hold somebody's id. */
  readonly name: string | undefined;
}

/** SHA-256 of the operation in hexadecimal. The key of an operation ends with the hash of its document. */
export function operationHash(key: string): string {
  const [hash] = /^[0-9a-f]{64}(?=:|$)/.exec(key) ?? [];
  return hash ?? createHash('sha256').update(key).digest('hex');
}

/** Everything that the access log knows of one request: made once, when its response is ready. */
export interface RequestRecord {
  readonly startedAt: Date;
  readonly durationMs: number;
  readonly trace: RequestTrace;
  /** Null where the token is not valid. */
  readonly principal: Partial<Pick<AuthenticatedPrincipal, 'consumer' | 'user' | 'purpose'>> | null;
  /** Null where the operation is not known without the values in it, as when it is not valid. */
  readonly operation: NamedOperation | null;
  readonly outcome: 'answered' | 'partial' | 'refused';
  /** Codes of the errors, each once. */
  readonly codes: readonly string[];
  /** Whether the operation selects what is not for everyone. */
  readonly isPersonal: boolean;
  readonly subgraphs: readonly string[];
  /** Ids of the partners that were called, those that failed included. */
  readonly partners: readonly string[];
  /** Partners, or whole subgraphs, that gave no usable response. */
  readonly unavailable: readonly string[];
  /** What subgraphs wrote to their audit logs. */
  readonly receipts?: AuditReceipts | undefined;
}

/** The place of a request in a trace: that of the client, or a new one. */
export interface RequestTrace {
  readonly own: Trace;
  /** The client's own operation; null where it sent none, or is not believed. */
  readonly parent: Trace | null;
}

export function traceOf(headers: IncomingHttpHeaders): RequestTrace {
  const parent = parseTraceparent(headers['traceparent']);
  return { own: continueTrace(parent), parent };
}

/** A request without a trace of the client. */
export function newTrace(): RequestTrace {
  return { own: continueTrace(null), parent: null };
}
