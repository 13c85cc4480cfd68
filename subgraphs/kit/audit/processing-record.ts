import { randomHex, type Trace } from '../../../core/trace/trace.ts';

/** One operation of a subgraph on records of people, on behalf of an authenticated client. */
export interface Operation {
  readonly kind: string;
  readonly traceId: string;
  /** The operation of the gateway. */
  readonly askedBy: Trace | null;
  readonly startedAt: Date;
  readonly endedAt: Date;
  /** OIN of the organisation of the client. */
  readonly client: string;
  readonly purpose: string;
  /** The purpose in Dutch. */
  readonly purposeName: string;
  readonly processingActivity: string;
  /** The gateway's hash of the document that the client sent. */
  readonly operationHash: string | undefined;
  /** The newest line of the gateway's log when it signed the context. */
  readonly gatewayHead: string | undefined;
  /** The URL of the gateway. */
  readonly gatewayUrl: string;
  /** The types of records that were selected, and fields with special categories of data. */
  readonly categories: readonly string[];
  /** The same in Dutch. */
  readonly categoryNames: readonly string[];
}

/** What an operation did at one controller. */
export interface ControllerOperation {
  readonly partner: string;
  readonly partnerName: string;
  /** Its span, which the partner received in `traceparent`. */
  readonly spanId: string;
  readonly isFailed: boolean;
}

/** A data subject as the log knows it: an encrypted id, in characters that JSON need not escape. */
export interface LoggedSubject {
  readonly id: string;
  readonly type: string;
}

/**
 * A record of the Logboek Dataverwerkingen 1.0.0 (3.2.2). What is ours is in `resource.attributes`, see
 * docs/ldv-extension.md. The user is not in it, but in the gateway's access log under the same trace.
 */
export interface ProcessingRecord {
  readonly trace_id: string;
  readonly span_id: string;
  readonly status: 'Ok' | 'Error';
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly start_time: number;
  readonly end_time: number;
  readonly parent_span_id?: string;
  readonly resource: { readonly attributes: Readonly<Record<string, string>> };
  readonly attributes: Readonly<Record<string, string>>;
}

/**
 * The lines of one operation at one controller: that of the operation, and one for each data subject. What all lines
 * share is written once, because a large response has thousands of them.
 */
export class ControllerLines {
  readonly operation: string;
  readonly #start: string;
  readonly #middle: string;

  constructor(operation: Operation, controller: ControllerOperation) {
    const { askedBy, gatewayHead, gatewayUrl } = operation;
    const { spanId, isFailed } = controller;
    const record: ProcessingRecord = {
      trace_id: operation.traceId,
      span_id: spanId,
      status: isFailed ? 'Error' : 'Ok',
      name: nameOf(operation, controller),
      start_time: operation.startedAt.getTime(),
      end_time: operation.endedAt.getTime(),
      ...(askedBy && { parent_span_id: askedBy.operationId }),
      resource: { attributes: resourceOf(operation, controller) },
      attributes: { 'dpl.core.processing_activity_id': operation.processingActivity },
    };
    // The attributes come last, also where nobody told which operation asked: those of the subject follow them.
    const { trace_id: traceId, span_id: _, attributes, ...rest } = record;
    const shared = { ...rest, parent_span_id: spanId, attributes };
    this.#start = `{"trace_id":"${traceId}","span_id":"`;
    this.#middle = `",${JSON.stringify(shared).slice(1, -2)},"dpl.core.data_subject_id":"`;
    this.operation = JSON.stringify({
      ...record,
      ...(gatewayHead !== undefined && {
        resource: {
          attributes: { ...record.resource.attributes, 'vakgraaf.gateway_head': gatewayHead },
        },
      }),
      attributes: { ...record.attributes, 'dpl.core.foreign_operation.processor': gatewayUrl },
    });
  }

  subject({ id, type }: LoggedSubject): string {
    return `${this.#start}${randomHex(8)}${this.#middle}${id}","dpl.core.data_subject_id_type":"${type}"}}`;
  }
}

/** For people (LDV 3.2.2.4): what, from whom and why. With the categories it is detail level 2 (LDV 4.1.2). */
function nameOf(
  { categoryNames, purposeName }: Operation,
  { partnerName }: ControllerOperation,
): string {
  const what = categoryNames.length === 0 ? 'Gegevens' : sentenceOf(categoryNames);
  return `${what} opgevraagd bij ${partnerName} voor ${purposeName}`;
}

/** Made once: it takes longer than to write a list. */
const dutchLists = new Intl.ListFormat('nl');

function sentenceOf(names: readonly string[]): string {
  const all = dutchLists.format(names);
  return all.charAt(0).toUpperCase() + all.slice(1);
}

function resourceOf(
  { kind, client, purpose, categories, operationHash }: Operation,
  { partner }: ControllerOperation,
): Readonly<Record<string, string>> {
  return {
    'service.name': `vakgraaf-${kind}`,
    'vakgraaf.controller': partner,
    'vakgraaf.client': client,
    'vakgraaf.purpose': purpose,
    'vakgraaf.categories': categories.join(' '),
    ...(operationHash !== undefined && { 'vakgraaf.operation_hash': operationHash }),
  };
}
