/**
 * What a process counts, for Prometheus. Labels are names of the configuration, of the schema or of the manifest: never
 * a value of a client or a partner, so that there are few of them and none tells of a person.
 */
import {
  collectDefaultMetrics,
  Counter,
  Gauge,
  Histogram,
  Registry,
  type MetricObjectWithValues,
  type MetricValueWithName,
} from 'prom-client';

/** All metrics of this process. */
const registry = new Registry();

/** Seconds, from a call within one machine to the longest that a request may take. */
const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** A histogram of durations with these labels. */
export function durations<Label extends string>(
  name: string,
  help: string,
  labelNames: readonly Label[],
): Histogram<Label> {
  return new Histogram({
    name,
    help,
    labelNames: [...labelNames],
    buckets: SECONDS,
    registers: [registry],
  });
}

/** A counter with these labels. */
export function counter<Label extends string>(
  name: string,
  help: string,
  labelNames: readonly Label[],
): Counter<Label> {
  return new Counter({ name, help, labelNames: [...labelNames], registers: [registry] });
}

/** Values with these labels, as they are when the metrics are asked for. */
export function gauge<Label extends string>(
  name: string,
  help: string,
  labelNames: readonly Label[],
  collect: (gauge: Gauge<Label>) => void,
): void {
  const metric = new Gauge({
    name,
    help,
    labelNames: [...labelNames],
    registers: [],
    collect() {
      this.reset();
      collect(this);
    },
  });
  registry.registerMetric(metric);
}

/**
 * The metrics in the text format of Prometheus 0.0.4. prom-client writes `Nan` for a gauge without a value, such as the
 * mean delay of the event loop in the second of two requests that follow at once; the format has `NaN`.
 */
export const metricsText = async (): Promise<string> =>
  (await registry.metrics()).replace(/ Nan$/gm, ' NaN');

/** The same metrics, each with its values. A histogram has a value for each bucket, and one for sum and count. */
export const metricsAsObjects = (): Promise<
  MetricObjectWithValues<MetricValueWithName<string>>[]
> => registry.getMetricsAsJSON();

export const METRICS_TYPE = registry.contentType;

let isCollecting = false;

/** Adds memory, CPU time, event loop and garbage collection of this process. */
export function collectProcessMetrics(): void {
  if (!isCollecting) collectDefaultMetrics({ register: registry });
  isCollecting = true;
}
