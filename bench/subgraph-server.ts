/**
 * All subgraphs of all supergraphs in one process. A response is computed once and then sent from memory,
 * so that the subgraphs never limit a gateway. This process is not measured.
 *
 * `GET /calls` returns the number of calls. `POST /record` starts recording calls, and delays responses to
 * see which calls wait for which; `GET /record` returns the recorded calls with their steps.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { parseSupergraph } from '../gateway/planning/supergraph.ts';
import { composeSubgraphs, executeWorld, FEDERATION } from '../test/federation/support/fixture.ts';
import { createSubgraphSchema } from '../test/federation/support/subgraph-schema.ts';
import { GRAPHS } from './scenarios.ts';

export interface RecordedCall {
  readonly path: string;
  readonly body: string;
  readonly step: number;
}

const STEP_MS = 60;

const responses = new Map<string, Buffer>();
const executors = new Map<string, (body: string) => Promise<Buffer>>();
for (const graph of GRAPHS) {
  const { fullSchema } = parseSupergraph(composeSubgraphs(graph.subgraphs));
  const world = graph.createWorld();
  for (const [name, sdl] of Object.entries(graph.subgraphs)) {
    const schema = createSubgraphSchema(FEDERATION + sdl, () => world, fullSchema);
    executors.set(`/${graph.name}/${name}`, async (body) =>
      Buffer.from(JSON.stringify(await executeWorld(schema, JSON.parse(body), world))),
    );
  }
}

let calls = 0;
let record: RecordedCall[] | undefined;
let lastArrival = 0;
let step = 0;

async function respond(path: string, body: string, response: ServerResponse): Promise<void> {
  calls += 1;
  const key = `${path} ${body}`;
  let bytes = responses.get(key);
  if (!bytes) {
    bytes = await executors.get(path)?.(body);
    if (!bytes) return send(response, 404, Buffer.from('{}'));
    responses.set(key, bytes);
  }
  if (record) {
    const now = performance.now();
    if (now - lastArrival > STEP_MS / 2) step += 1;
    lastArrival = now;
    record.push({ path, body, step });
    await wait(STEP_MS);
  }
  return send(response, 200, bytes);
}

function control(request: IncomingMessage, response: ServerResponse): void {
  if (request.url === '/calls') return sendJson(response, calls);
  if (request.method === 'POST') {
    record = [];
    step = 0;
    lastArrival = 0;
    return sendJson(response, true);
  }
  const recorded = record ?? [];
  record = undefined;
  return sendJson(response, recorded);
}

const server = createServer((request, response) => {
  const path = request.url ?? '';
  if (path === '/calls' || path === '/record') return control(request, response);
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => void respond(path, Buffer.concat(chunks).toString('latin1'), response));
  return undefined;
});

function sendJson(response: ServerResponse, value: unknown): void {
  send(response, 200, Buffer.from(JSON.stringify(value)));
}

function send(response: ServerResponse, status: number, body: Buffer): void {
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': body.length,
  });
  response.end(body);
}

server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it listens on a TCP port
  const { port } = server.address() as AddressInfo;
  process.send?.({ ready: `http://127.0.0.1:${port}` });
});
process.once('disconnect', () => process.exit(0));
