/** Compares the cost of operations, as the gateway counts it before execution, with the CPU time that they take. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../core/config/project-root.ts';
import { rulesOf } from '../gateway/authorization/authorize.ts';
import { demoToken } from '../mocks/token.ts';
import { parseSavedQuery } from '../ui/saved-query.ts';
import { startPartners, startSupergraphRuntime, TODAY } from './domain/harness.ts';
import { generatePublicOperations } from '../test/support/public-operations.ts';
import { VOUCHER_NUMBER } from '../test/support/saved-operations.ts';
import { print } from './results.ts';

export interface CostBenchOptions {
  readonly generated: number;
  /** How often each operation is sent, after a warm-up. */
  readonly requests: number;
}

export interface CostRow {
  readonly operation: string;
  readonly cost: number;
  /** Of the gateway and all subgraphs, for one request. */
  readonly cpuMs: number;
  readonly bytes: number;
}

interface Operation {
  readonly name: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const WARMUP_REQUESTS = 5;
const PROGRAMME = 'gelders-vakmanschap';

export async function benchCost(options: CostBenchOptions): Promise<readonly CostRow[]> {
  const partners = await startPartners({ scale: 1 });
  const graph = await startSupergraphRuntime(partners);
  const usages = [graph.gateway, ...graph.subgraphs].map(({ usage }) => usage);
  const cpuMs = async () =>
    (await Promise.all(usages.map((read) => read()))).reduce((sum, one) => sum + one.cpuMs, 0);
  const rows: CostRow[] = [];
  try {
    for (const operation of [...(await savedOperations()), ...generated(options.generated)]) {
      const row = await measureOperation(graph.url, operation, cpuMs, options);
      if (row) rows.push(row);
      else console.error(`refused, so not measured: ${operation.name}`);
    }
  } finally {
    await graph.stop();
    await partners.stop();
  }
  return rows;
}

/** Null when the operation costs more than the budget. */
async function measureOperation(
  url: string,
  { name, headers, body }: Operation,
  cpuMs: () => Promise<number>,
  { requests }: CostBenchOptions,
): Promise<CostRow | null> {
  const send = async () => {
    const response = await fetch(url, { method: 'POST', headers, body });
    const text = await response.text();
    return { text, cost: Number(response.headers.get('x-llo-cost')) };
  };
  const { text, cost } = await send();
  if (text.includes('"COST_EXCEEDED"')) return null;
  if (!text.includes('"data":{')) throw new Error(`Cannot measure ${name}: ${text.slice(0, 300)}`);
  for (let sent = 0; sent < WARMUP_REQUESTS; sent += 1) await send();
  const before = await cpuMs();
  for (let sent = 0; sent < requests; sent += 1) await send();
  const perRequest = ((await cpuMs()) - before) / requests;
  return { operation: name, cost, cpuMs: perRequest, bytes: Buffer.byteLength(text) };
}

async function savedOperations(): Promise<readonly Operation[]> {
  const files = ['explorer', 'dashboard'].flatMap((page) =>
    readdirSync(join(projectRoot(), page, 'saved-queries')).map((name) => [page, name] as const),
  );
  return Promise.all(
    files.map(async ([page, name]) => {
      const text = readFileSync(join(projectRoot(), page, 'saved-queries', name), 'utf8');
      const { role, purpose, today, document } = parseSavedQuery(name, text);
      const variables = {
        ...(today !== undefined && { [today]: TODAY }),
        ...(document.includes('$programma') && { programma: PROGRAMME }),
        ...(document.includes('$number:') && { number: VOUCHER_NUMBER }),
      };
      return {
        name: `${page} ${name.replace('.graphql', '')}`,
        headers: { ...JSON_HEADERS, ...(await tokenHeaders(role, purpose)) },
        body: JSON.stringify({ query: document, variables }),
      };
    }),
  );
}

const JSON_HEADERS = { 'content-type': 'application/json', accept: 'application/json' };

async function tokenHeaders(id: string, purpose: string | undefined) {
  if (id === 'none') return {};
  const token = await demoToken(id, {});
  return { authorization: `Bearer ${token}`, ...(purpose && { 'x-llo-purpose': purpose }) };
}

function generated(count: number): readonly Operation[] {
  const sdl = readFileSync(join(projectRoot(), 'schema/supergraph.graphql'), 'utf8');
  return generatePublicOperations(rulesOf(sdl), count).map((query) => ({
    name: query,
    headers: JSON_HEADERS,
    body: JSON.stringify({ query }),
  }));
}

const NAME_LENGTH = 60;

export function printCost(rows: readonly CostRow[]): void {
  print('    cost  CPU-ms   bytes  CPU-ms per 1000 cost  operation');
  for (const { operation, cost, cpuMs, bytes } of rows.toSorted((a, b) => a.cost - b.cost)) {
    const ratio = ((1000 * cpuMs) / Math.max(cost, 1)).toFixed(1);
    print(
      `${String(cost).padStart(8)} ${cpuMs.toFixed(2).padStart(7)} ${String(bytes).padStart(7)} ` +
        `${ratio.padStart(21)}  ${operation.slice(0, NAME_LENGTH)}`,
    );
  }
  const saved = rows.filter(({ operation }) => !operation.startsWith('{'));
  print(
    `\nSpearman's rank correlation of cost and CPU time: ${rankCorrelation(rows).toFixed(2)}` +
      ` over ${rows.length} operations, ${rankCorrelation(saved).toFixed(2)} over the ${saved.length} saved ones`,
  );
}

/** Spearman's coefficient: that of Pearson over the ranks, where equal values share their mean rank. */
export function rankCorrelation(rows: readonly Pick<CostRow, 'cost' | 'cpuMs'>[]): number {
  const costs = ranksOf(rows.map(({ cost }) => cost));
  const times = ranksOf(rows.map(({ cpuMs }) => cpuMs));
  const middle = (rows.length + 1) / 2;
  const product = (one: readonly number[], other: readonly number[]) =>
    one.reduce((sum, rank, index) => sum + (rank - middle) * ((other[index] ?? 0) - middle), 0);
  return product(costs, times) / Math.sqrt(product(costs, costs) * product(times, times));
}

function ranksOf(values: readonly number[]): readonly number[] {
  const ordered = values.toSorted((a, b) => a - b);
  return values.map((value) => (ordered.indexOf(value) + ordered.lastIndexOf(value)) / 2 + 1);
}
