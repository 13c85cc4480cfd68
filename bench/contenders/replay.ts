/**
 * A floor: no gateway at all, but the calls our plan makes, stage by stage, by the same HTTP client,
 * each answer parsed. What it then writes is the difference between the floors.
 */
import { createServer } from 'node:http';
import { join } from 'node:path';
import type * as Cancellations from '../../gateway/execution/cancellation.ts';
import type * as Clients from '../../gateway/execution/subgraph-client.ts';
import { projectRoot } from '../../core/config/project-root.ts';
import type { RecordedCall } from '../subgraph-server.ts';
import { portOf, readSettings, ready } from './settings.ts';

// The compiled client, as our own gateway runs it: tsx would cost the floors time on every call.
const execution = join(projectRoot(), '.cache', 'bench', 'gateway', 'execution');
const { createCancellation }: typeof Cancellations = await import(
  join(execution, 'cancellation.js')
);
const { createSubgraphClient, subgraphHeaders }: typeof Clients = await import(
  join(execution, 'subgraph-client.js')
);

export function startReplay(write: (response: unknown) => () => string): void {
  const settings = readSettings();
  const clients = new Map<string, Clients.SubgraphClient>();
  const stages: RecordedCall[][] = [];
  for (const call of settings.calls) {
    (stages[call.harness] ??= []).push(call);
    const url = settings.subgraphsUrl + call.path;
    clients.set(call.path, clients.get(call.path) ?? createSubgraphClient(call.path, url, {}));
  }
  const headers = subgraphHeaders({});
  const cancellation = createCancellation(new AbortController().signal);
  const text = write(settings.response);

  const ask = async ({ path, body }: RecordedCall): Promise<unknown> => {
    const reply = await clients.get(path)?.send(body, headers, cancellation);
    if (!reply?.bytes) throw new Error('Expected an answer');
    return JSON.parse(reply.bytes.toString('utf8'));
  };
  const replay = async () => {
    for (const harness of stages.filter(Boolean)) await Promise.all(harness.map(ask));
  };

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      JSON.parse(Buffer.concat(chunks).toString('utf8'));
      void replay().then(() => {
        const body = Buffer.from(text());
        const length = body.length;
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': length });
        return response.end(body);
      });
    });
  });
  server.listen(0, '127.0.0.1', () => ready(`http://127.0.0.1:${portOf(server)}/graphql`));
}
