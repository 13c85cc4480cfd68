import { operationHash, type RequestRecord } from './request-record.ts';

/** One line of the access log: who sent a request, for which purpose, and how it ended. */
export interface AccessRecord {
  readonly time: string;
  readonly trace_id: string;
  readonly span_id: string;
  readonly parent_span_id?: string;
  /** OIN; null where the token was not valid. */
  readonly consumer: string | null;
  /** The person who used the client, as the issuer knows them; or the hash of the token's id. */
  readonly user: string | null;
  readonly purpose: string | null;
  readonly operation_hash: string | null;
  readonly operation_name: string | null;
  readonly personal: boolean;
  readonly kinds: readonly string[];
  readonly partners: readonly string[];
  readonly outcome: RequestRecord['outcome'];
  readonly codes: readonly string[];
  /** Partners, and subgraphs, of which a response is missing. */
  readonly silent: readonly string[];
  readonly duration_ms: number;
  /** The lines that subgraphs wrote for it; see `core/audit-log/receipt.ts`. */
  readonly receipts: readonly string[];
  /** What subgraphs gave in place of a receipt, or in excess; only where there was any. */
  readonly receipts_dropped?: number;
  /** Signed heads of the logs of subgraphs, each given once a day. */
  readonly signed_heads?: readonly string[];
  /** Only in a line that stands for several denied requests: their number, and the time of the last. */
  readonly count?: number;
  readonly until?: string;
}

export function accessRecordOf(record: RequestRecord): AccessRecord {
  const { trace, principal, operation, receipts } = record;
  return {
    time: record.startedAt.toISOString(),
    trace_id: trace.own.traceId,
    span_id: trace.own.operationId,
    ...(trace.parent && { parent_span_id: trace.parent.operationId }),
    consumer: principal?.consumer ?? null,
    user: principal?.user ?? null,
    purpose: principal?.purpose?.uri ?? null,
    operation_hash: operation && operationHash(operation.key),
    operation_name: operation && wordsOrNull(operation.name),
    personal: record.isPersonal,
    kinds: record.subgraphs,
    partners: record.partners,
    outcome: record.outcome,
    codes: record.codes,
    // A client is told of at most so many failures, and not of a request that was repeated.
    silent: [...new Set([...record.unavailable, ...(receipts?.unavailable ?? [])])],
    duration_ms: Math.round(record.durationMs * 10) / 10,
    receipts: receipts?.receipts ?? [],
    ...(receipts && receipts.dropped > 0 && { receipts_dropped: receipts.dropped }),
    ...(receipts && receipts.signedHeads.length > 0 && { signed_heads: receipts.signedHeads }),
  };
}

/** A client names its operations; a name with a number in it might be that of a person's record. */
function wordsOrNull(name: string | undefined): string | null {
  return name !== undefined && name.length <= 60 && !/\d(_*\d){3}/.test(name) ? name : null;
}
