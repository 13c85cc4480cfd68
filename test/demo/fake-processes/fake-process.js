/**
 * A fake process of the demo: listens, reports its address, and stops at SIGTERM.
 * Plain JavaScript, because a hundred of these start and a loader takes longer than all the rest.
 */
import { createServer } from 'node:http';
import process from 'node:process';
import { parseArgs } from 'node:util';

/**
 * Serves its process id at `/pid` and its last message at `/received`; `/exit` ends it.
 *
 * @param {{ ignoresSignals?: boolean, port?: number }} options With `ignoresSignals` it ends only when its parent has
 *   ended. Without `port` it takes any free one.
 */
export function runFakeProcess(options = {}) {
  const { values } = parseArgs({
    strict: false,
    options: { partner: { type: 'string', multiple: true } },
  });
  /** @type {unknown} */
  let received = null;
  process.on('message', (message) => (received = message));
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'application/json');
    if (request.url === '/exit') fail();
    else if (request.url === '/pid') response.end(String(process.pid));
    else if (request.url === '/received') response.end(JSON.stringify(received));
    else response.end('{"data":{"__typename":"Query"},"status":"ready"}');
  });
  server.listen(options.port ?? 0, '127.0.0.1', () => {
    const url = `http://127.0.0.1:${server.address()?.port}`;
    // The partner systems of this process all have this address.
    const ids = [values.partner ?? []].flat().map((text) => /\/([\w-]+)=/.exec(String(text))?.[1]);
    const partners = Object.fromEntries(ids.map((id) => [id ?? '', url]));
    process.send?.({ ready: url, partners });
  });
  const end = () => {
    if (options.ignoresSignals !== true) process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, end);
  process.on('disconnect', () => process.exit(0));
}

/** @returns {never} */
export function fail() {
  console.error('The fake process was asked to exit');
  process.exit(3);
}
