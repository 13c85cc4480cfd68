/**
 * A floor: no gateway, only the subgraph calls of our query plan, step by step, with the same HTTP
 * client, each response parsed. The floors differ in how they write the response.
 */
import { createServer } from 'node:http';
import { join } from 'node:path';
import type * as Cancellations from '../../gateway/execution/cancellation.ts';
import type * as Clients from '../../gateway/execution/subgraph-client.ts';
import { projectRoot } from '../../core/config/project-root.ts';
import type { RecordedCall } from '../subgraph-server.ts';
import { portOf, readSettings, ready } from './settings.ts';

// The compiled client, as our gateway runs it: tsx would cost the floors time on every call.
const execution = join(projectRoot(), '.cache', 'bench', 'gateway', 'execution');
const { Cancellation }: typeof Cancellations = await import(join(execution, 'cancellation.js'));
const { createSubgraphClient, subgraphHeaders }: typeof Clients = await import(
  join(execution, 'subgraph-client.js')
);

export function startReplay(write: (response: unknown) => () => string): void {
  const settings = readSettings();
  const clients = new Map<string, Clients.SubgraphClient>();
  const steps: RecordedCall[][] = [];
  for (const call of settings.calls) {
    (steps[call.step] ??= []).push(call);
    const url = settings.subgraphsUrl + call.path;
    clients.set(call.path, clients.get(call.path) ?? createSubgraphClient(call.path, url, {}));
  }
  const headers = subgraphHeaders({});
  const text = write(settings.response);

  const send = async (
    { path, body }: RecordedCall,
    cancellation: Cancellations.Cancellation,
  ): Promise<unknown> => {
    const response = await clients.get(path)?.send(body, headers, cancellation);
    if (!response?.bytes) throw new Error('Expected a response');
    return JSON.parse(response.bytes.toString('utf8'));
  };
  const replay = async () => {
    // Of each request, as in the gateway, since it also bounds the bytes of one.
    const cancellation = new Cancellation(new AbortController().signal);
    for (const step of steps.filter(Boolean)) {
      await Promise.all(step.map((call) => send(call, cancellation)));
    }
    cancellation.release();
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
