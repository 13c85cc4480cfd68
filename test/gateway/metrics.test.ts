/** `/metrics` of a gateway and a subgraph as processes, read as Prometheus reads it, and what they send over OTLP. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { collectProcessMetrics, metricsText } from '../../core/metrics/metrics.ts';
import { sendOtlp } from '../../core/telemetry/send-otlp.ts';
import { recordSpan } from '../../core/telemetry/spans.ts';
import { continueTrace } from '../../core/trace/trace.ts';
import { createRequestLog } from '../../gateway/http/request-log.ts';
import { COMMAND, keyFile, writeConfig } from '../support/config-file.ts';
import { writePartnerList } from '../support/partner-list.ts';
import { startOtlpCollector, textsOf } from './support/otlp-collector.ts';
import { startSmallGateway } from './support/small-gateway.ts';

interface Started {
  readonly child: ChildProcess;
  readonly ready: string;
  readonly metrics: string;
}

const SAVED = 'query Provincies { pilots(first: 1) { nodes { id } } }';
const ID = '999999990';

let folder: string;
/** A province of which the register is no table. */
let province: Server;
let collector: Awaited<ReturnType<typeof startOtlpCollector>>;
let provinces: Started;
let gateway: Started;

async function start(args: readonly string[], config: object): Promise<Started> {
  const child = fork(COMMAND, [...args, '--config', writeConfig(config)], {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    env: { ...process.env, COLLECTOR_TOKEN: 'Bearer synthetic' },
  });
  const [message] = (await once(child, 'message')) as [{ ready: string; metrics: string }];
  return { child, ...message };
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'vakgraaf-metrics-'));
  province = createServer((_, response) => {
    response.setHeader('content-type', 'text/csv').end('<html>');
  });
  await new Promise<void>((resolve) => province.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(province.address() as AddressInfo).port}`;
  const partners = writePartnerList(new Map([['gelderland', url]]), folder);
  const manifest = join(folder, 'manifest.json');
  writeFileSync(
    manifest,
    JSON.stringify({
      format: 'apollo-persisted-query-manifest',
      version: 1,
      operations: [{ id: 'a'.repeat(64), name: 'Provincies', type: 'query', body: SAVED }],
    }),
  );
  collector = await startOtlpCollector();
  const openTelemetry = { url: collector.url, authorization: 'COLLECTOR_TOKEN', metricsSeconds: 1 };
  const section = { listen: { port: 0 }, metrics: { port: 0 } };
  provinces = await start(['subgraph', 'provinces'], {
    partners,
    openTelemetry,
    demo: true,
    subgraphs: { provinces: { ...section, gatewayKeys: keyFile('gateway.public') } },
  });
  gateway = await start(['gateway'], {
    demo: true,
    openTelemetry,
    gateway: { ...section, persistedOperations: { manifest } },
    subgraphs: { provinces: { url: provinces.ready } },
  });
}, 120_000);

afterAll(async () => {
  for (const { child } of [gateway, provinces]) {
    const exit = once(child, 'exit');
    child.kill('SIGTERM');
    await exit;
  }
  province.close();
  await collector.stop();
  rmSync(folder, { recursive: true });
});

async function ask(query: string, headers: Record<string, string> = {}): Promise<void> {
  const response = await fetch(`${gateway.ready}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
  });
  await response.arrayBuffer();
}

type Samples = ReadonlyMap<string, number>;

const NAME = '[a-zA-Z_:][a-zA-Z0-9_:]*';
const LABEL = '[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\\\\n]|\\\\["\\\\n])*"';
const SAMPLE = new RegExp(
  `^(${NAME})(\\{(?:${LABEL}(?:,${LABEL})*)?\\})? (-?[0-9.eE+-]+|[+-]Inf|NaN)$`,
);

/** Throws for a line that is not of the text format, a sample without a type, or a sample that is there twice. */
function parseMetrics(text: string): Samples {
  const samples = new Map<string, number>();
  const types = new Map<string, string>();
  expect(text.endsWith('\n')).toBe(true);
  for (const line of text.split('\n').filter((one) => one !== '')) {
    const [, name = '', type = ''] =
      /^# TYPE (\S+) (counter|gauge|histogram|summary)$/.exec(line) ?? [];
    if (name !== '') {
      expect(types.has(name), line).toBe(false);
      types.set(name, type);
    } else if (!new RegExp(`^# HELP ${NAME} [^\\n]+$`).test(line)) {
      const [, sample = '', labels = '', value = ''] = SAMPLE.exec(line) ?? [];
      expect(sample, line).not.toBe('');
      const family = types.has(sample) ? sample : sample.replace(/_(bucket|sum|count)$/, '');
      expect(types.has(family), line).toBe(true);
      expect(samples.has(sample + labels), line).toBe(false);
      samples.set(sample + labels, value === '+Inf' ? Infinity : Number(value));
    }
  }
  return samples;
}

async function metricsOf({ metrics }: Started): Promise<Samples> {
  const response = await fetch(`${metrics}/metrics`);
  expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
  return parseMetrics(await response.text());
}

const countOf = (samples: Samples, name: string, labels: string) =>
  samples.get(`${name}_count${labels}`);

describe('a gateway', () => {
  test('counts requests by operation of the manifest and by outcome, and names no other operation', async () => {
    await ask(SAVED);
    await ask(SAVED);
    await ask(`query Vraag${ID} { pilots(first: 2) { nodes { id } } }`);
    await ask('{ nothing }');
    await ask('{');
    const samples = await metricsOf(gateway);
    const requests = (operation: string, outcome: string) =>
      countOf(
        samples,
        'vakgraaf_request_seconds',
        `{operation="${operation}",outcome="${outcome}"}`,
      );
    expect(requests('Provincies', 'partial')).toBe(2);
    expect(requests('other', 'GRAPHQL_VALIDATION_FAILED')).toBe(1);
    expect(requests('other', 'GRAPHQL_PARSE_FAILED')).toBe(1);
    expect(
      countOf(samples, 'vakgraaf_subgraph_call_seconds', '{subgraph="provinces",outcome="ok"}'),
    ).toBeGreaterThan(0);
    expect(countOf(samples, 'vakgraaf_planning_seconds', '')).toBeGreaterThan(0);
    expect(countOf(samples, 'vakgraaf_planning_wait_seconds', '')).toBeGreaterThan(0);
    expect(samples.get('nodejs_eventloop_lag_p99_seconds')).toBeGreaterThan(0);
    expect([...samples.keys()].join('\n')).not.toContain(ID);
  });

  test('has histograms of which the buckets add up to the count', async () => {
    const samples = await metricsOf(gateway);
    const labels = 'operation="Provincies",outcome="partial"';
    const buckets = [...samples].filter(
      ([name]) => name.startsWith('vakgraaf_request_seconds_bucket{') && name.includes(labels),
    );
    const counts = buckets.map(([, count]) => count);
    expect(counts).toEqual(counts.toSorted((a, b) => a - b));
    expect(counts.at(-1)).toBe(countOf(samples, 'vakgraaf_request_seconds', `{${labels}}`));
  });

  test('gives the supergraph to operators at this port alone', async () => {
    const response = await fetch(`${gateway.metrics}/supergraph.graphql`);
    expect(await response.text()).toContain('@join__graph');
    expect((await fetch(`${gateway.ready}/metrics`)).status).toBe(404);
    expect((await fetch(`${gateway.metrics}/graphql`)).status).toBe(404);
    const posted = await fetch(`${gateway.metrics}/metrics`, { method: 'POST' });
    expect([posted.status, posted.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
    const head = await fetch(`${gateway.metrics}/metrics`, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
  });
});

test('a subgraph counts calls to a partner and its faults with their reason', async () => {
  await ask(SAVED);
  const samples = await metricsOf(provinces);
  const calls = 'vakgraaf_partner_call_seconds';
  expect(countOf(samples, calls, '{partner="gelderland",outcome="garbled"}')).toBeGreaterThan(0);
  expect(countOf(samples, calls, '{partner="drenthe",outcome="unreachable"}')).toBeGreaterThan(0);
  const faults = [...samples].filter(([name]) =>
    name.startsWith('vakgraaf_partner_faults_total{partner="gelderland",fault="garbled",reason="'),
  );
  expect(faults.length).toBeGreaterThan(0);
});

test('a text that follows another at once is valid: a gauge without a value yet is NaN', async () => {
  collectProcessMetrics();
  const texts = await Promise.all([metricsText(), metricsText()]);
  const means = texts.map((text) => parseMetrics(text).get('nodejs_eventloop_lag_mean_seconds'));
  expect(means[1]).toBe(NaN);
});

test('the request log has one line per request, the public included, without values, names or addresses', async () => {
  const lines: Record<string, unknown>[] = [];
  const logRequest = createRequestLog('on', {
    write: (line) => void lines.push(JSON.parse(line) as Record<string, unknown>),
  });
  const small = await startSmallGateway({ logRequest });
  small.funds.respondWith({ data: { schemes: [] } });
  await small.ask(`query Vraag${ID} { schemes { id } }`);
  await small.ask('{ nothing }');
  const trace = String(small.funds.received[0]?.headers['traceparent']).split('-')[1];
  await small.stop();
  const line = {
    level: 30,
    time: expect.any(String),
    operation: 'other',
    ms: expect.any(Number),
    msg: 'request',
  };
  expect(lines).toEqual([
    { ...line, trace, outcome: 'ok', status: 200 },
    {
      ...line,
      trace: expect.stringMatching(/^[0-9a-f]{32}$/),
      outcome: 'GRAPHQL_VALIDATION_FAILED',
      status: 400,
    },
  ]);
});

describe('over OTLP', () => {
  const CLIENT_TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
  const CLIENT_SPAN = '00f067aa0ba902b7';

  test('one request gives a span of the gateway, of its fetch, of the subgraph and of each partner, in the trace of the client', async () => {
    await ask(SAVED, { traceparent: `00-${CLIENT_TRACE}-${CLIENT_SPAN}-01` });
    const ours = () => collector.spans().filter(({ traceId }) => traceId === CLIENT_TRACE);
    await expect.poll(() => ours().map(({ name }) => name)).toContain('graphql Provincies');
    await expect.poll(() => ours().map(({ name }) => name)).toContain('graphql provinces');
    const spans = ours().map(({ service, name, kind, parentSpanId, attributes, status }) => ({
      service,
      name,
      kind,
      parentSpanId,
      attributes: textsOf(attributes),
      isError: status.code === 2,
    }));
    const own = ours().find(({ name }) => name === 'graphql Provincies')?.spanId;
    const subgraph = ours().find(({ name }) => name === 'graphql provinces')?.spanId;
    expect(spans).toEqual(
      expect.arrayContaining([
        {
          service: 'vakgraaf-gateway',
          name: 'graphql Provincies',
          kind: 2,
          parentSpanId: CLIENT_SPAN,
          attributes: { 'graphql.operation.name': 'Provincies', 'vakgraaf.outcome': 'partial' },
          isError: false,
        },
        {
          service: 'vakgraaf-gateway',
          name: 'fetch provinces',
          kind: 3,
          parentSpanId: own,
          attributes: { 'peer.service': 'provinces' },
          isError: false,
        },
        {
          service: 'vakgraaf-provinces',
          name: 'graphql provinces',
          kind: 2,
          parentSpanId: own,
          attributes: {},
          isError: false,
        },
        {
          service: 'vakgraaf-provinces',
          name: 'ask gelderland',
          kind: 3,
          parentSpanId: subgraph,
          attributes: { 'peer.service': 'gelderland', 'error.type': expect.any(String) },
          isError: true,
        },
      ]),
    );
  });

  test('no span names a client, its operation or a value', async () => {
    await ask(`query Vraag${ID} { pilots(first: 2) { nodes { id } } }`);
    await expect.poll(() => collector.spans().map(({ name }) => name)).toContain('graphql other');
    expect(JSON.stringify(collector.requests)).not.toContain(ID);
    expect(JSON.stringify(collector.requests)).not.toContain('127.0.0.1');
  });

  test('the metrics are those of /metrics, with the authorization of the configuration', async () => {
    const latest = (metric: string) =>
      collector
        .metrics()
        .filter(({ service, name }) => service === 'vakgraaf-gateway' && name === metric)
        .at(-1);
    const histogram = () =>
      latest('vakgraaf_request_seconds')?.histogram?.dataPoints.find(
        ({ attributes }) => textsOf(attributes)['operation'] === 'Provincies',
      );
    await expect.poll(() => histogram()?.count ?? 0).toBeGreaterThan(0);
    const { count, bucketCounts = [], explicitBounds = [] } = histogram() ?? {};
    expect(bucketCounts.length).toBe(explicitBounds.length + 1);
    expect(bucketCounts.reduce((sum, one) => sum + one, 0)).toBe(count);
    expect(latest('process_cpu_seconds_total')).toMatchObject({
      unit: 's',
      sum: { isMonotonic: true },
    });
    expect(latest('process_resident_memory_bytes')).toMatchObject({ unit: 'By', gauge: {} });
    const paths = new Set(collector.requests.map(({ path }) => path));
    expect([...paths].toSorted()).toEqual(['/v1/metrics', '/v1/traces']);
    const sent = new Set(collector.requests.map(({ authorization }) => authorization));
    expect([...sent]).toEqual(['Bearer synthetic']);
  });
});

test('spans for a collector that refuses every connection are given up, and the failed exports are counted', async () => {
  const url = 'http://127.0.0.1:9';
  const section = { url, tracedShare: 1, metricsSeconds: 1, unencrypted: false };
  const sending = sendOtlp('vakgraaf-test', section, undefined);
  const trace = continueTrace(null);
  recordSpan('client', trace, { name: 'x', startedMs: 0, attributes: {}, error: undefined });
  const failures = async () =>
    parseMetrics(await metricsText()).get('vakgraaf_otlp_failures_total') ?? 0;
  await expect.poll(failures).toBeGreaterThan(0);
  await sending.stop();
});
