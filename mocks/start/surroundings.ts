import { followAncestors } from './ancestors.ts';
import type { DemoSurroundings } from './demo.ts';
import type { Places } from './process-plans.ts';

/** Listens for what must stop the demo: Ctrl-C, SIGTERM, SIGHUP, or the end of whoever started it. */
export function createSurroundings(places: Places, isUnderNpm = false): DemoSurroundings {
  const stopping = new AbortController();
  const stop = () => stopping.abort();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
  process.on('disconnect', stop);
  followAncestors(isUnderNpm, stop);
  // A terminal that is closed, or a pipe without a reader.
  process.stdout.on('error', stop);
  process.stderr.on('error', stop);
  return {
    places,
    stopping,
    print: (text) => {
      if (process.stdout.writable) process.stdout.write(`${text}\n`);
    },
  };
}
