import { isObject } from '../structures/is-object.ts';
import { parseLine } from './read-lines.ts';

interface Attribute {
  readonly key: string;
  readonly value: { readonly stringValue: string };
}

interface ResourceSpans {
  readonly resource: { readonly attributes: readonly Attribute[] };
  readonly scopeSpans: [{ readonly scope: { readonly name: string }; readonly spans: object[] }];
}

const STATUS: ReadonlyMap<unknown, number> = new Map([
  ['Ok', 1],
  ['Error', 2],
]);
const SERVER = 2;
const INTERNAL = 1;
const SCOPE = { name: 'vakgraaf.audit' };

/**
 * The lines of an audit log as one request of OTLP with JSON (`ExportTraceServiceRequest`): each record is a span. Lines
 * about the log itself are none. Undefined where there is no record.
 */
export function otlpSpans(lines: readonly string[]): {
  readonly body: string;
  readonly count: number;
} | null {
  const all: ResourceSpans[] = [];
  let known = '';
  let count = 0;
  for (const line of lines) {
    const record = parseLine(line);
    if (record === null || typeof record['trace_id'] !== 'string') continue;
    const resource = attributesOf(record['resource']);
    const key = JSON.stringify(resource);
    // The lines of one operation share their resource, and stand together.
    if (key !== known) {
      known = key;
      const attributes = listOf(resource);
      all.push({ resource: { attributes }, scopeSpans: [{ scope: SCOPE, spans: [] }] });
    }
    all.at(-1)?.scopeSpans[0].spans.push(spanOf(record));
    count += 1;
  }
  return count === 0 ? null : { body: JSON.stringify({ resourceSpans: all }), count };
}

function spanOf(record: Readonly<Record<string, unknown>>): object {
  const attributes = isObject(record['attributes']) ? record['attributes'] : {};
  const parent = record['parent_span_id'];
  return {
    traceId: record['trace_id'],
    spanId: record['span_id'],
    ...(parent !== undefined && { parentSpanId: parent }),
    name: record['name'],
    kind: 'dpl.core.foreign_operation.processor' in attributes ? SERVER : INTERNAL,
    startTimeUnixNano: nanosecondsOf(record['start_time']),
    endTimeUnixNano: nanosecondsOf(record['end_time']),
    attributes: listOf(attributes),
    status: { code: STATUS.get(record['status']) ?? 0 },
  };
}

/** A 64-bit number is a text in the JSON of Protocol Buffers. */
const nanosecondsOf = (ms: unknown): string => `${Number(ms)}000000`;

function attributesOf(resource: unknown): Readonly<Record<string, unknown>> {
  const attributes = isObject(resource) ? resource['attributes'] : undefined;
  return isObject(attributes) ? attributes : {};
}

const listOf = (attributes: Readonly<Record<string, unknown>>): readonly Attribute[] =>
  Object.entries(attributes).map(([key, value]) => ({
    key,
    value: { stringValue: String(value) },
  }));
