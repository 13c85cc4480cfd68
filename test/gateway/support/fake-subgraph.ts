import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

export interface FakeResponse {
  readonly status?: number;
  readonly type?: string;
  readonly body: string;
}

/** A subgraph that sends the response a test has set to every request, and keeps the requests. */
export interface FakeSubgraph {
  readonly url: string;
  readonly received: { readonly headers: IncomingHttpHeaders; readonly body: string }[];
  /** How many requests the gateway has aborted before their response was complete. */
  abortedCount(): number;
  respondWith(
    response: FakeResponse | Record<string, unknown> | Promise<Record<string, unknown>>,
  ): void;
  /** Makes each response from the body of its request. */
  answerWith(make: (body: string) => Record<string, unknown>): void;
  stop(): Promise<void>;
}

export async function startFakeSubgraph(): Promise<FakeSubgraph> {
  let next: FakeResponse | Record<string, unknown> | Promise<Record<string, unknown>> = {
    data: null,
  };
  let makeResponse: ((body: string) => Record<string, unknown>) | undefined;
  const received: FakeSubgraph['received'] = [];
  let aborted = 0;
  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    response.on('close', () => {
      if (!response.writableFinished) aborted += 1;
    });
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString();
    received.push({ headers: request.headers, body });
    const value = makeResponse ? makeResponse(body) : await next;
    const fake = isFakeResponse(value) ? value : { body: JSON.stringify(value) };
    response.writeHead(fake.status ?? 200, { 'content-type': fake.type ?? 'application/json' });
    response.end(fake.body);
  };
  const server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/graphql`,
    received,
    abortedCount: () => aborted,
    respondWith(fake) {
      next = fake;
    },
    answerWith(make) {
      makeResponse = make;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function isFakeResponse(value: FakeResponse | Record<string, unknown>): value is FakeResponse {
  return typeof value['body' as keyof typeof value] === 'string';
}
