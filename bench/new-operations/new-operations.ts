/**
 * How long a known operation takes while clients send documents that the gateway has never seen. Requests for the
 * known operation are sent at fixed times, whether or not the ones before have their response, so that a gateway
 * that stands still is noticed.
 */
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { projectRoot } from '../../core/config/project-root.ts';
import { parseSupergraph } from '../../gateway/planning/supergraph.ts';
import { startProcess } from '../gateways.ts';
import { newDocuments } from '../../test/gateway/support/new-documents.ts';
import { print } from '../results.ts';

export interface NewOperationsOptions {
  readonly documents: number;
  /** How many clients send new documents, each from an address of its own, one after the other. */
  readonly clients: number;
  readonly quietS: number;
}

export interface NewOperationsRow {
  readonly name: string;
  readonly requests: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
}

const KNOWN = JSON.stringify({ query: 'query Known { known: regions { nodes { code name } } }' });
const PER_SECOND = 200;
const WARMUP_REQUESTS = 3_000;
const SEED = 11;

export async function benchNewOperations(
  options: NewOperationsOptions,
): Promise<readonly NewOperationsRow[]> {
  const supergraphSdl = readFileSync(join(projectRoot(), 'schema/supergraph.graphql'), 'utf8');
  const { apiSchema, subgraphUrls } = parseSupergraph(supergraphSdl);
  const subgraph = await startProcess('new-operations/fixed-subgraph.ts', [], {});
  const urls = Object.fromEntries([...subgraphUrls.keys()].map((name) => [name, subgraph.url]));
  const settings = { supergraphSdl, subgraphUrls: urls };
  const gateway = await startProcess(
    'contenders/vakgraaf.ts',
    ['--max-semi-space-size=16'],
    settings,
  );
  try {
    const agent = new Agent({ keepAlive: true });
    const known = () => post(gateway.url, KNOWN, agent);
    for (let sent = 0; sent < WARMUP_REQUESTS; sent += 1) await known();
    // Compiles in the gateway what new documents use.
    await sendNew(gateway.url, newDocuments(apiSchema, 100, SEED + 1), options.clients, () => {});
    let isOver = false;
    const quietFor = wait(options.quietS * 1000).then(() => (isOver = true));
    const quiet = await measure(known, () => isOver);
    await quietFor;
    isOver = false;
    const statuses = new Map<number, number>();
    const startedAt = performance.now();
    let tookMs = 0;
    const sending = sendNew(
      gateway.url,
      newDocuments(apiSchema, options.documents, SEED),
      options.clients,
      (status) => statuses.set(status, (statuses.get(status) ?? 0) + 1),
    ).then((firsts) => {
      tookMs = performance.now() - startedAt;
      isOver = true;
      return firsts;
    });
    const busy = await measure(known, () => isOver);
    const firsts = await sending;
    const rows = [
      rowOf('known operation, quiet', quiet),
      rowOf('known operation, with new documents', busy),
      rowOf('new documents', firsts),
    ];
    printRows(rows, options, tookMs, statuses);
    return rows;
  } finally {
    await Promise.all([gateway.stop(), subgraph.stop()]);
  }
}

async function measure(ask: () => Promise<Answer>, isOver: () => boolean): Promise<number[]> {
  const times: number[] = [];
  const pending: Promise<void>[] = [];
  const startedAt = performance.now();
  for (let sent = 0; !isOver(); sent += 1) {
    const dueAt = startedAt + (sent * 1000) / PER_SECOND;
    await wait(Math.max(0, dueAt - performance.now()));
    const sentAt = performance.now();
    pending.push(
      ask().then(({ status, body }) => {
        if (status !== 200 || !body.includes('GM0029')) throw new Error(`Wrong response: ${body}`);
        times.push(performance.now() - sentAt);
        return undefined;
      }),
    );
  }
  await Promise.all(pending);
  return times;
}

/** Sends each document once, and returns how long each response took. */
async function sendNew(
  url: string,
  documents: readonly string[],
  clients: number,
  onStatus: (status: number) => void,
): Promise<number[]> {
  const times: number[] = [];
  const left = documents.map((query) => JSON.stringify({ query }));
  const send = async (client: number) => {
    const agent = new Agent({ keepAlive: true, localAddress: `127.0.0.${client + 2}` });
    for (let body = left.shift(); body !== undefined; body = left.shift()) {
      const sentAt = performance.now();
      const { status } = await post(url, body, agent);
      times.push(performance.now() - sentAt);
      onStatus(status);
    }
    agent.destroy();
  };
  await Promise.all(Array.from({ length: clients }, (_, client) => send(client)));
  return times;
}

interface Answer {
  readonly status: number;
  readonly body: string;
}

function post(url: string, body: string, agent: Agent): Promise<Answer> {
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
  return new Promise((resolve, reject) => {
    request(url, { method: 'POST', agent, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: text }));
    })
      .on('error', reject)
      .end(body);
  });
}

function rowOf(name: string, times: readonly number[]): NewOperationsRow {
  const ordered = times.toSorted((one, other) => one - other);
  const at = (share: number) =>
    ordered[Math.min(ordered.length - 1, Math.floor(ordered.length * share))] ?? 0;
  return { name, requests: times.length, p50Ms: at(0.5), p99Ms: at(0.99), maxMs: at(1) };
}

function printRows(
  rows: readonly NewOperationsRow[],
  { documents, clients }: NewOperationsOptions,
  tookMs: number,
  statuses: ReadonlyMap<number, number>,
): void {
  const [quiet, busy] = rows;
  const counts = [...statuses].map(([status, count]) => `${count} × ${status}`).join(', ');
  print(
    `\n${documents} new documents of ${clients} clients in ${(tookMs / 1000).toFixed(1)} s: ${counts}`,
  );
  print('                                       requests   p50 ms   p99 ms   max ms');
  for (const { name, requests, p50Ms, p99Ms, maxMs } of rows) {
    const figures = [p50Ms, p99Ms, maxMs].map((ms) => ms.toFixed(1).padStart(8)).join(' ');
    print(`  ${name.padEnd(36)} ${String(requests).padStart(8)} ${figures}`);
  }
  const ratio = (busy?.p99Ms ?? 0) / (quiet?.p99Ms ?? 1);
  print(`  p99 of the known operation: ${ratio.toFixed(2)} × its quiet value (goal: at most 2)`);
}
