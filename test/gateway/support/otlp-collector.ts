/** A collector for OTLP over HTTP with JSON: keeps what it receives, as the specification names the fields. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

export interface OtlpSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: number;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly attributes: readonly OtlpAttribute[];
  readonly status: { readonly code: number };
}

interface OtlpAttribute {
  readonly key: string;
  readonly value: { readonly stringValue?: string };
}

interface OtlpMetric {
  readonly name: string;
  readonly unit: string;
  readonly sum?: { readonly dataPoints: readonly OtlpPoint[]; readonly isMonotonic: boolean };
  readonly gauge?: { readonly dataPoints: readonly OtlpPoint[] };
  readonly histogram?: {
    readonly dataPoints: readonly (OtlpPoint & {
      readonly count: number;
      readonly sum: number;
      readonly bucketCounts: readonly number[];
      readonly explicitBounds: readonly number[];
    })[];
  };
}

interface OtlpPoint {
  readonly attributes: readonly OtlpAttribute[];
  readonly asDouble?: number;
}

interface Batch<Part> {
  readonly resource: { readonly attributes: readonly OtlpAttribute[] };
  readonly parts: readonly Part[];
}

interface Body {
  readonly resourceSpans?: readonly {
    readonly resource: Batch<unknown>['resource'];
    readonly scopeSpans: readonly { readonly spans: readonly OtlpSpan[] }[];
  }[];
  readonly resourceMetrics?: readonly {
    readonly resource: Batch<unknown>['resource'];
    readonly scopeMetrics: readonly { readonly metrics: readonly OtlpMetric[] }[];
  }[];
}

export const textsOf = (attributes: readonly OtlpAttribute[]) =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, value.stringValue]));

/** `statusOf` gives the status of each response, by the number of requests before; 200 without it. */
export async function startOtlpCollector(statusOf: (before: number) => number = () => 200) {
  let count = 0;
  const requests: { path: string; authorization: string | undefined; body: Body }[] = [];
  const receive = async (request: IncomingMessage, response: ServerResponse): Promise<unknown> => {
    const body = (await json(request)) as Body;
    const { url: path = '', headers } = request;
    const status = statusOf(count);
    count += 1;
    if (status !== 200) return response.writeHead(status).end();
    requests.push({ path, authorization: headers.authorization, body });
    return response.setHeader('content-type', 'application/json').end('{}');
  };
  const server = createServer((request, response) => void receive(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const all = <Part>(batches: readonly Batch<Part>[]) =>
    batches.flatMap(({ resource, parts }) =>
      parts.map((part) => ({ service: textsOf(resource.attributes)['service.name'], ...part })),
    );
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    /** Each with the service that sent it. */
    spans: () =>
      all(
        requests
          .flatMap(({ body }) => body.resourceSpans ?? [])
          .map(({ resource, scopeSpans }) => ({
            resource,
            parts: scopeSpans.flatMap(({ spans }) => spans),
          })),
      ),
    metrics: () =>
      all(
        requests
          .flatMap(({ body }) => body.resourceMetrics ?? [])
          .map(({ resource, scopeMetrics }) => ({
            resource,
            parts: scopeMetrics.flatMap(({ metrics }) => metrics),
          })),
      ),
    stop: () => new Promise<void>((resolve) => void server.close(() => resolve())),
  };
}
