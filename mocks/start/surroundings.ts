import type { DemoSurroundings } from './demo.ts';
import type { Places } from './process-plans.ts';

/** Listens for what must stop the demo: Ctrl-C, SIGTERM, or the end of whoever started it. */
export function createSurroundings(places: Places): DemoSurroundings {
  const stopping = new AbortController();
  const stop = () => stopping.abort();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
  process.on('disconnect', stop);
  process.stdout.on('error', stop);
  return {
    places,
    stopping,
    print: (text) => {
      if (process.stdout.writable) process.stdout.write(`${text}\n`);
    },
  };
}
