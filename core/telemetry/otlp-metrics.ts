/** The metrics of `/metrics` in the form of OpenTelemetry, so that each is counted once. */
import { ValueType, type HrTime } from '@opentelemetry/api';
import { emptyResource } from '@opentelemetry/resources';
import {
  AggregationTemporality,
  DataPointType,
  type MetricData,
  type MetricProducer,
} from '@opentelemetry/sdk-metrics';
import type { MetricObjectWithValues, MetricValueWithName } from 'prom-client';
import { metricsAsObjects } from '../metrics/metrics.ts';
import { millisToHrTime } from '@opentelemetry/core';

type Metric = MetricObjectWithValues<MetricValueWithName<string>>;

const CUMULATIVE = AggregationTemporality.CUMULATIVE;

/** Gives all metrics of this process, each time that they are exported. */
export function createMetricProducer(): MetricProducer {
  return {
    collect: async () => {
      const metrics = (await metricsAsObjects()).flatMap(toMetricData);
      const scopeMetrics = [{ scope: { name: 'vakgraaf' }, metrics }];
      return { resourceMetrics: { resource: emptyResource(), scopeMetrics }, errors: [] };
    },
  };
}

function toMetricData(metric: Metric): readonly MetricData[] {
  const { name, help, values } = metric;
  const type = String(metric.type);
  const unit = /_seconds(_total)?$/.test(name) ? 's' : name.endsWith('_bytes') ? 'By' : '';
  const descriptor = { name, description: help, unit, valueType: ValueType.DOUBLE };
  const shared = { descriptor, aggregationTemporality: CUMULATIVE };
  const period = {
    startTime: millisToHrTime(performance.timeOrigin),
    endTime: millisToHrTime(Date.now()),
  };
  if (type === 'histogram') {
    const dataPoints = histogramPoints(values, period);
    return [{ ...shared, dataPointType: DataPointType.HISTOGRAM, dataPoints }];
  }
  const dataPoints = values
    .filter(({ value }) => Number.isFinite(value))
    .map(({ value, labels }) => ({ ...period, value, attributes: textsOf(labels) }));
  return type === 'counter'
    ? [{ ...shared, dataPointType: DataPointType.SUM, isMonotonic: true, dataPoints }]
    : [{ ...shared, dataPointType: DataPointType.GAUGE, dataPoints }];
}

interface Period {
  readonly startTime: HrTime;
  readonly endTime: HrTime;
}

interface HistogramPoint {
  readonly attributes: Record<string, string>;
  readonly boundaries: number[];
  /** Prometheus counts what is in a bucket and in all before it. */
  readonly cumulative: number[];
  sum: number;
  count: number;
}

function histogramPoints(
  values: readonly MetricValueWithName<string>[],
  period: Period,
): (MetricData & { dataPointType: DataPointType.HISTOGRAM })['dataPoints'] {
  const points = new Map<string, HistogramPoint>();
  for (const { value, labels, metricName = '' } of values) {
    const { le, ...attributes } = textsOf(labels);
    const key = JSON.stringify(attributes);
    const empty = { attributes, boundaries: [], cumulative: [], sum: 0, count: 0 };
    const point: HistogramPoint = points.get(key) ?? empty;
    points.set(key, point);
    if (metricName.endsWith('_sum')) point.sum = value;
    else if (metricName.endsWith('_count')) point.count = value;
    else if (le !== undefined) {
      point.cumulative.push(value);
      if (le !== '+Inf') point.boundaries.push(Number(le));
    }
  }
  return [...points.values()].map(({ attributes, boundaries, cumulative, sum, count }) => {
    const counts = cumulative.map((total, index) => total - (cumulative[index - 1] ?? 0));
    return { ...period, attributes, value: { buckets: { boundaries, counts }, sum, count } };
  });
}

const textsOf = (labels: object): Record<string, string> =>
  Object.fromEntries(Object.entries(labels).map(([name, value]) => [name, String(value)]));
