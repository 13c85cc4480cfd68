import type { Trace } from '../../../core/trace/trace.ts';

/** One operation of a subgraph on case records, on behalf of an authenticated principal. */
export interface Operation {
  readonly kind: string;
  /** Names of the schema, so nothing that the client wrote. */
  readonly fields: readonly string[];
  readonly trace: Trace;
  /** The operation of the gateway. */
  readonly askedBy: Trace | null;
  readonly startedAt: Date;
  readonly endedAt: Date;
  readonly hasData: boolean;
  /** OIN of the organisation of the client. */
  readonly consumer: string;
  readonly purpose: string;
  readonly processingActivity: string;
  /** The gateway's hash of the document that the client sent. */
  readonly queryHash: string | undefined;
  /** The types of case records that were selected. */
  readonly categories: readonly string[];
}

/** What one line is about: a subject at a partner, a count at a partner, or neither. */
export interface LineSubject {
  readonly partner?: string;
  readonly id?: string;
  readonly type?: string;
}

/**
 * One line of the Logboek Dataverwerkingen. It has the names of the published text (October 2024)
 * and of the newer one, which follows OpenTelemetry; our own begin with `llo.`. The user is not in
 * it, but in the gateway's access log under the same trace.
 */
export interface ProcessingRecord {
  readonly trace_id: string;
  readonly operation_id: string;
  readonly span_id: string;
  readonly parent_span_id?: string;
  readonly status_code: 1 | 2;
  readonly status: 'Ok' | 'Error';
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly start_time: number;
  readonly end_time: number;
  readonly foreign_operation?: {
    readonly trace_id: string;
    readonly operation_id: string;
    readonly entity: string;
  };
  readonly resource: { readonly attributes: Readonly<Record<string, string>> };
  readonly attributes: Readonly<Record<string, string>>;
}

const FIELDS_MAX = 10;
const GATEWAY = 'urn:llo:gateway';

/** The lines of one operation: one per subject, or a single line without a subject. */
export function processingRecords(
  operation: Operation,
  subjects: readonly LineSubject[],
): readonly ProcessingRecord[] {
  const { trace, askedBy, hasData } = operation;
  const shared = {
    trace_id: trace.traceId,
    operation_id: trace.operationId,
    span_id: trace.operationId,
    ...(askedBy && { parent_span_id: askedBy.operationId }),
    status_code: hasData ? (1 as const) : (2 as const),
    status: hasData ? ('Ok' as const) : ('Error' as const),
    name: `${operation.kind}: ${operation.fields.slice(0, FIELDS_MAX).join(', ')}`,
    start_time: operation.startedAt.getTime(),
    end_time: operation.endedAt.getTime(),
    ...(askedBy && {
      foreign_operation: {
        trace_id: askedBy.traceId,
        operation_id: askedBy.operationId,
        entity: GATEWAY,
      },
    }),
    resource: { attributes: { 'service.name': `vakgraaf-${operation.kind}` } },
  };
  const lines = subjects.length === 0 ? [{}] : subjects;
  return lines.map((subject) => ({ ...shared, attributes: attributesOf(operation, subject) }));
}

function attributesOf(
  { processingActivity, purpose, consumer, queryHash, categories, askedBy }: Operation,
  { partner, id, type }: LineSubject,
): Readonly<Record<string, string>> {
  return {
    'dpl.core.processing_activity_id': processingActivity,
    ...(id !== undefined && { 'dpl.core.data_subject_id': id }),
    ...(type !== undefined && { 'dpl.core.data_subject_id_type': type }),
    ...(askedBy && { 'dpl.core.foreign_operation.processor': GATEWAY }),
    'llo.purpose': purpose,
    'llo.consumer': consumer,
    'llo.categories': categories.join(' '),
    ...(partner !== undefined && { 'llo.partner': partner }),
    ...(queryHash !== undefined && { 'llo.gateway.query_hash': queryHash }),
  };
}
