import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

export interface FakeReply {
  readonly status?: number;
  readonly type?: string;
  readonly body: string;
}

/** A subgraph that answers what a test says, whatever it is asked, and remembers being asked. */
export interface FakeSubgraph {
  readonly url: string;
  readonly asked: { readonly headers: IncomingHttpHeaders; readonly body: string }[];
  answer(reply: FakeReply | Record<string, unknown> | Promise<Record<string, unknown>>): void;
  stop(): Promise<void>;
}

export async function startFakeSubgraph(): Promise<FakeSubgraph> {
  let next: FakeReply | Record<string, unknown> | Promise<Record<string, unknown>> = { data: null };
  const asked: FakeSubgraph['asked'] = [];
  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    asked.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
    const value = await next;
    const reply = isReply(value) ? value : { body: JSON.stringify(value) };
    response.writeHead(reply.status ?? 200, { 'content-type': reply.type ?? 'application/json' });
    response.end(reply.body);
  };
  const server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/graphql`,
    asked,
    answer(reply) {
      next = reply;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function isReply(value: FakeReply | Record<string, unknown>): value is FakeReply {
  return typeof value['body' as keyof typeof value] === 'string';
}
