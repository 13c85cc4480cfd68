/**
 * A stand-in for a process of the demo: listens, says that it is ready and where, stops when told to.
 * Plain JavaScript, since a hundred of these start and a loader takes longer than all the rest.
 */
import { createServer } from 'node:http';
import process from 'node:process';
import { parseArgs } from 'node:util';

/**
 * Answers its process id at `/pid` and what it was told at `/told`; `/die` ends it.
 *
 * @param {{ isStubborn?: boolean }} part A stubborn part goes on when it is told to stop, but not when
 *   whoever started it is gone.
 */
export function play(part = {}) {
  const { values } = parseArgs({
    strict: false,
    options: { port: { type: 'string' }, partner: { type: 'string', multiple: true } },
  });
  /** @type {unknown} */
  let told = null;
  process.on('message', (message) => (told = message));
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'application/json');
    if (request.url === '/die') die();
    else if (request.url === '/pid') response.end(String(process.pid));
    else if (request.url === '/told') response.end(JSON.stringify(told));
    else response.end('{"data":{"__typename":"Query"},"status":"ready"}');
  });
  server.listen(Number(values.port ?? 0), '127.0.0.1', () => {
    const url = `http://127.0.0.1:${server.address()?.port}`;
    // The partner systems of this process all listen here.
    const ids = [values.partner ?? []].flat().map((text) => /\/([\w-]+)=/.exec(String(text))?.[1]);
    const partners = Object.fromEntries(ids.map((id) => [id ?? '', url]));
    process.send?.({ ready: url, partners });
  });
  const end = () => {
    if (part.isStubborn !== true) process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, end);
  process.on('disconnect', () => process.exit(0));
}

/** @returns {never} */
export function die() {
  console.error('Cannot go on: the stand-in was told to die');
  process.exit(3);
}
