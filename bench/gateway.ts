/**
 * Our gateway, other gateways and the floors under the same load, interleaved: every round measures each
 * of them once, in a fresh process, so that noise on the machine affects all. Sharing calls between
 * requests is off for all. Figures are medians over rounds.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { composeSubgraphs } from '../test/federation/support/fixture.ts';
import { CONTENDERS, startProcess, type Contender, type Started } from './gateways.ts';
import { loadAutocannon, measure, type Measured } from './measure.ts';
import { rivalOf } from './rivals.ts';
import { printTable, summarize, type Row } from './report.ts';
import { SCENARIOS, type Graph, type Scenario } from './scenarios.ts';
import type { RecordedCall } from './subgraph-server.ts';

export interface GatewayBenchOptions {
  readonly isQuick: boolean;
  readonly rounds: number;
  readonly scenarios: readonly string[];
  readonly contenders: readonly string[];
  /** Compiled routers by name, with the path of each. */
  readonly rivals: ReadonlyMap<string, string>;
}

export async function benchGateway(options: GatewayBenchOptions): Promise<readonly Row[]> {
  const autocannon = loadAutocannon();
  const subgraphs = await startProcess('subgraph-server.ts', [], {});
  const times = options.isQuick
    ? { warmupS: 1, warmupMsMax: 1500, durationS: 2 }
    : { warmupS: 2, warmupMsMax: 20_000, durationS: 5 };
  const scenarios = SCENARIOS.filter(({ name }) => options.scenarios.includes(name));
  const contenders = [
    ...CONTENDERS.filter(({ name }) => options.contenders.includes(name)),
    ...[...options.rivals].map(([name, path]) => rivalOf(name, path)),
  ];
  const measured = new Map<string, Measured[]>();
  try {
    for (const scenario of scenarios) {
      const settings = await prepare(scenario, subgraphs);
      for (let round = 1; round <= options.rounds; round += 1) {
        for (const contender of contenders) {
          const gateway = await contender.start(settings);
          try {
            await check(gateway, scenario, settings.response);
            const { url, usage } = gateway;
            const result = await measure(autocannon, {
              url,
              usage,
              countCalls: () => callsAt(subgraphs),
              scenario,
              ...times,
            });
            const key = `${scenario.name}/${contender.name}`;
            measured.set(key, [...(measured.get(key) ?? []), result]);
            progress(scenario, contender, round, options.rounds, result);
          } finally {
            await gateway.stop();
          }
        }
      }
    }
  } finally {
    await subgraphs.stop();
  }
  const rows = summarize(measured);
  printTable(rows);
  return rows;
}

async function callsAt({ url }: Started): Promise<number> {
  return Number(await (await fetch(`${url}/calls`)).json());
}

/** The supergraph with the URLs of this run, the subgraph calls of our plan, and the expected response. */
async function prepare({ graph, operation }: Scenario, subgraphs: Started) {
  const base = subgraphs.url;
  const supergraphSdl = withUrls(graph, base);
  const settings = {
    supergraphSdl,
    subgraphUrls: {},
    subgraphsUrl: base,
    calls: [],
    response: null,
  };
  const ours = await startProcess('contenders/vakgraaf.ts', [], settings);
  try {
    // The first request fills the response cache of the subgraphs; the second records the steps of the plan.
    const expected: unknown = await ask(ours.url, operation);
    if (JSON.stringify(expected).includes('"errors"'))
      throw new Error('Our gateway responds with errors');
    await fetch(`${base}/record`, { method: 'POST' });
    await ask(ours.url, operation);
    const response = await fetch(`${base}/record`);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by subgraph-server.ts
    const calls = (await response.json()) as RecordedCall[];
    console.error(`${graph.name}: ${calls.length} subgraph calls a request`);
    return { ...settings, calls, response: expected };
  } finally {
    await ours.stop();
  }
}

function withUrls(graph: Graph, base: string): string {
  return composeSubgraphs(graph.subgraphs).replaceAll(
    /http:\/\/127\.0\.0\.1:1\/(\w+)/g,
    (_, name: string) => `${base}/${graph.name}/${name}`,
  );
}

async function ask(url: string, operation: Scenario['operation']): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify(operation),
  });
  return await response.json();
}

/** Throws when a contender does not give the expected response. */
async function check(gateway: Started, scenario: Scenario, expected: unknown): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const response = await ask(gateway.url, scenario.operation);
    if (sorted(response) === sorted(expected)) return;
    if (attempt === 5) throw new Error(`A contender gives another response to "${scenario.name}"`);
    await wait(500);
  }
}

/** JSON with sorted keys, because the order of fields may differ between gateways. */
function sorted(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

function progress(
  scenario: Scenario,
  contender: Contender,
  round: number,
  rounds: number,
  { cpuMsPerRequest, requestsPerSecond, p99Ms, failed }: Measured,
): void {
  const figures = `${cpuMsPerRequest.toFixed(3)} CPU-ms, ${requestsPerSecond.toFixed(0)} rps, p99 ${p99Ms} ms`;
  const warning = failed > 0 ? `, ${failed} FAILED` : '';
  console.error(`[${round}/${rounds}] ${scenario.name} ${contender.name}: ${figures}${warning}`);
}
