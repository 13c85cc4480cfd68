/**
 * What trust costs a question about people: the same question, asked as a coach, of the whole graph and
 * of graphs of which one part was left out. They take turns. The difference is what the part costs.
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
} from '../domain/stage.ts';
import { createNewTokens } from './new-tokens.ts';
import { PURPOSE, readTrustAnswer, trustBody } from './trust-question.ts';
import { leaveOut, TRUST_VARIANTS, type TrustVariant } from './variants.ts';

export interface TrustBenchOptions {
  readonly rounds: number;
  /** How many people the question is about. */
  readonly people: readonly number[];
  readonly durationS: number;
  readonly warmupMsMax: number;
}

export interface TrustMeasurement {
  readonly variant: string;
  readonly people: number;
  /** CPU time by process: the gateway, then the subgraph. */
  readonly result: MeasuredParts;
}

const CONNECTIONS = 4;
const WITHOUT = ['funds', 'education', 'guidance', 'provinces', 'reference'];

interface RunningVariant extends TrustVariant {
  readonly graph: GraphHarness;
}

export async function benchTrust(options: TrustBenchOptions): Promise<readonly TrustMeasurement[]> {
  const autocannon = loadAutocannon();
  const harness = await startPartners({ scale: 1, without: WITHOUT });
  const variants: RunningVariant[] = [];
  const measured: TrustMeasurement[] = [];
  const nextToken = await createNewTokens();
  const nextHeaders = () => ({ authorization: `Bearer ${nextToken()}` });
  try {
    for (const variant of TRUST_VARIANTS) variants.push(await startVariant(variant, harness));
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
  variant: TrustVariant,
  harness: PartnerHarness,
): Promise<RunningVariant> {
  const graph = await startSupergraphRuntime(harness, (plan) => leaveOut(plan, variant.leftOut));
  return { ...variant, graph };
}

async function requestAt({ url }: GraphHarness, people: number): Promise<LoadRequest> {
  const { token } = await issueToken(parseRole('coach'));
  const headers = {
    'content-type': 'application/json',
    accept: 'application/json',
    authorization: `Bearer ${token}`,
    'x-llo-purpose': PURPOSE,
  };
  return { url, method: 'POST', headers, body: trustBody(people) };
}

/** All variants give the same people; and of each exactly what its name says is left out. */
async function checkAll(variants: readonly RunningVariant[]): Promise<void> {
  const substances = new Set<string>();
  for (const { name, leftOut, graph } of variants) {
    const { firstId, substance } = await firstAnswer(graph);
    substances.add(substance);
    assertSame(name, 'token', leftOut.includes('token'), await answersWithoutToken(graph));
    assertSame(name, 'context', leftOut.includes('context'), await believesAnything(graph));
    assertSame(name, 'ids', leftOut.includes('ids'), decoded(firstId).startsWith('llo-person'));
    assertSame(name, 'account', leftOut.includes('account'), linesIn(graph) === 0);
  }
  if (substances.size !== 1) throw new Error('Cannot measure: the variants answer differently');
}

const TRIES = 5;

/** On a busy machine a process that has just started may answer too late. */
async function firstAnswer(graph: GraphHarness, triesLeft = TRIES) {
  const text = await ask(await requestAt(graph, 20));
  try {
    return readTrustAnswer(text);
  } catch (error) {
    if (triesLeft <= 1) throw error;
    return firstAnswer(graph, triesLeft - 1);
  }
}

function assertSame(variant: string, part: string, wished: boolean, found: boolean): void {
  if (wished === found) return;
  throw new Error(`Cannot measure "${variant}": ${part} is ${found ? '' : 'not '}left out`);
}

async function ask({ url, method, headers, body }: LoadRequest): Promise<string> {
  const response = await fetch(url, { method, headers, ...(body === undefined ? {} : { body }) });
  return response.text();
}

async function answersWithoutToken(graph: GraphHarness): Promise<boolean> {
  const { headers, ...request } = await requestAt(graph, 1);
  const { authorization: _, ...withoutToken } = headers;
  return !(await ask({ ...request, headers: withoutToken })).includes('"errors"');
}

/** Whether the subgraph takes a context that nobody signed. */
async function believesAnything({ subgraphUrls }: GraphHarness): Promise<boolean> {
  const { consumerOin: consumer, scopes } = parseRole('coach');
  const context = JSON.stringify({ consumer, purpose: PURPOSE, scopes });
  const headers = { 'content-type': 'application/json', 'x-llo-context': context };
  const url = subgraphUrls.get('uwv') ?? '';
  return !(await ask({ url, method: 'POST', headers, body: trustBody(1) })).includes('"errors"');
}

const decoded = (id: string) => Buffer.from(id, 'base64url').toString('latin1');

/** Lines of all logs but the first of each file, which opens it. */
function linesIn({ logs }: GraphHarness): number {
  const files = readdirSync(logs, { recursive: true, withFileTypes: true }).filter((one) =>
    one.isFile(),
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
