/** A stand-in for a process of the demo: listens, says that it is ready and where, stops when told to. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseArgs } from 'node:util';

export interface Part {
  /** Goes on when it is told to stop, but not when whoever started it is gone. */
  readonly isStubborn?: boolean;
}

/** Answers its process id at `/pid` and what it was told at `/told`; `/die` ends it. */
export function play(part: Part = {}): void {
  const { values } = parseArgs({
    strict: false,
    options: { port: { type: 'string' }, partner: { type: 'string', multiple: true } },
  });
  let told: unknown = null;
  process.on('message', (message) => (told = message));
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'application/json');
    if (request.url === '/die') die();
    else if (request.url === '/pid') response.end(String(process.pid));
    else if (request.url === '/told') response.end(JSON.stringify(told));
    else response.end('{"data":{"__typename":"Query"},"status":"ready"}');
  });
  server.listen(Number(values.port ?? 0), '127.0.0.1', () => {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    // The partner systems of this process all listen here.
    const ids = [values.partner ?? []].flat().map((text) => /\/([\w-]+)=/.exec(String(text))?.[1]);
    const partners = Object.fromEntries(ids.map((id) => [id ?? '', url]));
    process.send?.({ ready: url, partners });
  });
  const end = () => {
    if (part.isStubborn !== true) process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, end);
  process.on('disconnect', () => process.exit(0));
}

export function die(): never {
  console.error('Cannot go on: the stand-in was told to die');
  process.exit(3);
}
