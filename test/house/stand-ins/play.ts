/** A stand-in for a process of the demo: listens, says that it is ready, stops when told to. */
import { createServer } from 'node:http';
import { parseArgs } from 'node:util';

export interface Part {
  /** Goes on when it is told to stop. */
  readonly isStubborn?: boolean;
  /** Dies this long after it was ready. */
  readonly diesAfterMs?: number;
}

export function play(part: Part = {}): void {
  const { values } = parseArgs({
    strict: false,
    options: { port: { type: 'string' }, 'control-port': { type: 'string' } },
  });
  const port = Number(values.port ?? values['control-port'] ?? 0);
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'application/json');
    response.end('{"data":{"__typename":"Query"}}');
  });
  server.listen(port, '127.0.0.1', () => {
    process.send?.({ ready: `http://127.0.0.1:${port}` });
    if (part.diesAfterMs !== undefined) setTimeout(die, part.diesAfterMs);
  });
  const end = () => {
    if (part.isStubborn !== true) process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, end);
  process.on('disconnect', end);
}

function die(): void {
  console.error('Cannot go on: the stand-in was told to die');
  process.exit(3);
}
