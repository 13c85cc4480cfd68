/**
 * Measures the cost of security for an operation about people: the same operation of a coach, with
 * everything and with variants without one part. The variants take turns. The difference is the cost of
 * the part.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { issueToken } from '../../mocks/issuer.ts';
import { parseRole } from '../../mocks/roles.ts';
import type { LoadRequest, MeasuredParts } from '../measure.ts';
import { loadAutocannon, measureLoad } from '../measure.ts';
import {
  startSupergraphRuntime,
  startPartners,
  type GraphHarness,
  type PartnerHarness,
} from '../domain/harness.ts';
import { createNewTokens } from './new-tokens.ts';
import { PURPOSE, readSecurityResponse, securityBody } from './security-operation.ts';
import { replaceModules, SECURITY_VARIANTS, type SecurityVariant } from './variants.ts';

export interface SecurityBenchOptions {
  readonly rounds: number;
  /** The numbers of people in the response. */
  readonly people: readonly number[];
  readonly durationS: number;
  readonly warmupMsMax: number;
}

export interface SecurityMeasurement {
  readonly variant: string;
  readonly people: number;
  /** CPU time by process: the gateway, then the subgraph. */
  readonly result: MeasuredParts;
}

const CONNECTIONS = 4;
const WITHOUT = ['funds', 'education', 'guidance', 'provinces', 'reference'];

interface RunningVariant extends SecurityVariant {
  readonly graph: GraphHarness;
}

export async function benchSecurity(
  options: SecurityBenchOptions,
): Promise<readonly SecurityMeasurement[]> {
  const autocannon = loadAutocannon();
  const harness = await startPartners({ scale: 1, without: WITHOUT });
  const variants: RunningVariant[] = [];
  const measured: SecurityMeasurement[] = [];
  const nextToken = await createNewTokens();
  const nextHeaders = () => ({ authorization: `Bearer ${nextToken()}` });
  try {
    for (const variant of SECURITY_VARIANTS) variants.push(await startVariant(variant, harness));
    await checkAll(variants);
    for (let round = 1; round <= options.rounds; round += 1) {
      for (const people of options.people) {
        for (const { name, graph, hasNewTokens } of variants) {
          const result = await measureLoad(autocannon, {
            request: {
              ...(await requestAt(graph, people)),
              ...(hasNewTokens && { nextHeaders }),
            },
            usages: [graph.gateway, ...graph.subgraphs].map(({ usage }) => usage),
            connections: CONNECTIONS,
            warmupRequests: round === 1 ? 1_500 : 50,
            warmupS: 1,
            warmupMsMax: round === 1 ? options.warmupMsMax : 1_000,
            durationS: options.durationS,
            isRight: (body) => !body.includes('"errors"'),
          });
          measured.push({ variant: name, people, result });
          progress(`${round}/${options.rounds}`, people, name, result);
        }
      }
    }
  } finally {
    await Promise.all(variants.map(({ graph }) => graph.stop()));
    await harness.stop();
  }
  return measured;
}

async function startVariant(
  variant: SecurityVariant,
  harness: PartnerHarness,
): Promise<RunningVariant> {
  const graph = await startSupergraphRuntime(harness, {
    change: (plan) => replaceModules(plan, variant.leftOut),
  });
  return { ...variant, graph };
}

async function requestAt({ url }: GraphHarness, people: number): Promise<LoadRequest> {
  const { token } = await issueToken(parseRole('developer'));
  const headers = {
    'content-type': 'application/json',
    accept: 'application/json',
    authorization: `Bearer ${token}`,
    'x-llo-purpose': PURPOSE,
  };
  return { url, method: 'POST', headers, body: securityBody(people) };
}

/** All variants must return the same people, and lack exactly the parts that their name says. */
async function checkAll(variants: readonly RunningVariant[]): Promise<void> {
  const distinctData = new Set<string>();
  for (const { name, leftOut, graph } of variants) {
    const { firstId, substance: dataWithoutIds } = await firstResponse(graph).catch(
      (cause: unknown) => {
        throw new Error(`Cannot measure "${name}"`, { cause });
      },
    );
    distinctData.add(dataWithoutIds);
    assertSame(name, 'token', leftOut.includes('token'), await acceptsNoToken(graph));
    assertSame(name, 'context', leftOut.includes('context'), await acceptsUnsignedContext(graph));
    assertSame(name, 'ids', leftOut.includes('ids'), decoded(firstId).startsWith('llo-person'));
    assertSame(name, 'logs', leftOut.includes('logs'), linesIn(graph) === 0);
  }
  if (distinctData.size !== 1)
    throw new Error('Cannot measure: the variants return different data');
}

const TRIES = 5;

/** Retries, because on a busy machine a process that has just started may respond too late. */
async function firstResponse(graph: GraphHarness, triesLeft = TRIES) {
  const text = await ask(await requestAt(graph, 20));
  try {
    return readSecurityResponse(text);
  } catch (error) {
    if (triesLeft <= 1) throw error;
    return firstResponse(graph, triesLeft - 1);
  }
}

function assertSame(variant: string, part: string, expected: boolean, found: boolean): void {
  if (expected === found) return;
  throw new Error(`Cannot measure "${variant}": ${part} is ${found ? '' : 'not '}left out`);
}

async function ask({ url, method, headers, body }: LoadRequest): Promise<string> {
  const response = await fetch(url, { method, headers, ...(body === undefined ? {} : { body }) });
  return response.text();
}

async function acceptsNoToken(graph: GraphHarness): Promise<boolean> {
  const { headers, ...request } = await requestAt(graph, 1);
  const { authorization: _, ...withoutToken } = headers;
  return !(await ask({ ...request, headers: withoutToken })).includes('"errors"');
}

/** Whether the subgraph accepts an unsigned context. */
async function acceptsUnsignedContext({ subgraphUrls }: GraphHarness): Promise<boolean> {
  const { consumerOin: consumer, scopes } = parseRole('developer');
  const context = JSON.stringify({ consumer, purpose: PURPOSE, scopes });
  const headers = { 'content-type': 'application/json', 'x-llo-context': context };
  const url = subgraphUrls.get('uwv') ?? '';
  return !(await ask({ url, method: 'POST', headers, body: securityBody(1) })).includes('"errors"');
}

const decoded = (id: string) => Buffer.from(id, 'base64url').toString('latin1');

/** Number of lines in all logs, without the first line of each file. */
function linesIn({ logs }: GraphHarness): number {
  // The folder holds the configuration too.
  const files = readdirSync(logs, { recursive: true, withFileTypes: true }).filter(
    (one) => one.isFile() && one.name.endsWith('.jsonl'),
  );
  const counts = files.map(
    ({ parentPath, name }) => readFileSync(join(parentPath, name), 'utf8').split('\n').length - 2,
  );
  return counts.reduce((sum, count) => sum + Math.max(count, 0), 0);
}

function progress(round: string, people: number, name: string, result: MeasuredParts): void {
  const [gateway = 0, subgraph = 0] = result.cpuMsParts;
  const cpu = `gateway ${gateway.toFixed(3)}, subgraph ${subgraph.toFixed(3)} CPU-ms`;
  const failed = result.failed > 0 ? `, ${result.failed} FAILED` : '';
  console.error(
    `[${round}] ${people} people, ${name}: ${cpu}, p50 ${result.p50Ms} ms, p99 ${result.p99Ms} ms${failed}`,
  );
}
