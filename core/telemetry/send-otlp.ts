/** Sends the spans and the metrics of this process to a collector, over OTLP with JSON. */
import { randomUUID } from 'node:crypto';
import { SpanKind, SpanStatusCode, TraceFlags } from '@opentelemetry/api';
import { millisToHrTime, setGlobalErrorHandler } from '@opentelemetry/core';
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes, type Resource } from '@opentelemetry/resources';
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { BatchSpanProcessor, type ReadableSpan } from '@opentelemetry/sdk-trace-base';
import type { OtlpSection } from '../config-file/values.ts';
import { collectProcessMetrics, counter } from '../metrics/metrics.ts';
import { createMetricProducer } from './otlp-metrics.ts';
import { sendSpansTo, type Span } from './spans.ts';

/** Of one export; a request of a client never waits for it. */
const TIMEOUT_MS = 3_000;
/** Spans that wait for the collector. Further ones are dropped, so that a collector that is down costs no memory. */
const WAITING_SPANS_MAX = 4_096;

const failures = counter(
  'vakgraaf_otlp_failures_total',
  'Exports of traces or metrics that the collector did not take',
  [],
);

const KINDS = {
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  internal: SpanKind.INTERNAL,
} as const;

/** Sends until it is stopped, which sends what waits. `authorization` is the value of that header. */
export function sendOtlp(
  service: string,
  { url, tracedShare, metricsSeconds }: OtlpSection,
  authorization: string | undefined,
): { stop(): Promise<void> } {
  const resource = resourceFromAttributes({
    'service.name': service,
    'service.namespace': 'vakgraaf',
    'service.instance.id': randomUUID(),
  });
  const headers = authorization === undefined ? {} : { authorization };
  const base = url.replace(/\/$/, '');
  const exporterOf = (signal: string) => ({
    url: `${base}/v1/${signal}`,
    headers,
    timeoutMillis: TIMEOUT_MS,
    concurrencyLimit: 1,
  });
  const spans = new BatchSpanProcessor(new OTLPTraceExporter(exporterOf('traces')), {
    maxQueueSize: WAITING_SPANS_MAX,
    exportTimeoutMillis: TIMEOUT_MS,
  });
  collectProcessMetrics();
  setGlobalErrorHandler(() => failures.inc());
  const metrics = new MeterProvider({
    resource,
    readers: [
      new PeriodicExportingMetricReader({
        exporter: new OTLPMetricExporter(exporterOf('metrics')),
        exportIntervalMillis: metricsSeconds * 1_000,
        exportTimeoutMillis: Math.min(TIMEOUT_MS, metricsSeconds * 1_000),
        metricProducers: [createMetricProducer()],
      }),
    ],
  });
  sendSpansTo((span) => {
    if (isTraced(span.traceId, tracedShare)) spans.onEnd(toReadableSpan(span, resource));
  });
  return {
    async stop() {
      sendSpansTo(undefined);
      await Promise.allSettled([spans.shutdown(), metrics.shutdown()]);
    },
  };
}

/** By the last bytes of the id, which are random (W3C Trace Context Level 2, 5.1): every process decides alike. */
const isTraced = (traceId: string, share: number) =>
  Number.parseInt(traceId.slice(-8), 16) < share * 2 ** 32;

function toReadableSpan(span: Span, resource: Resource): ReadableSpan {
  const { name, kind, traceId, id, parentId, startedMs, endedMs, attributes, error } = span;
  const contextOf = (spanId: string) => ({ traceId, spanId, traceFlags: TraceFlags.SAMPLED });
  return {
    name,
    kind: KINDS[kind],
    spanContext: () => contextOf(id),
    ...(parentId !== undefined && { parentSpanContext: contextOf(parentId) }),
    startTime: millisToHrTime(performance.timeOrigin + startedMs),
    endTime: millisToHrTime(performance.timeOrigin + endedMs),
    duration: millisToHrTime(endedMs - startedMs),
    ended: true,
    status: { code: error === undefined ? SpanStatusCode.UNSET : SpanStatusCode.ERROR },
    attributes: error === undefined ? attributes : { ...attributes, 'error.type': error },
    links: [],
    events: [],
    resource,
    instrumentationScope: { name: 'vakgraaf' },
    droppedAttributesCount: 0,
    droppedEventsCount: 0,
    droppedLinksCount: 0,
  };
}
