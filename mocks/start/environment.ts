import { followAncestors } from '../../core/process/ancestors.ts';
import type { DemoEnvironment } from './demo.ts';
import type { CodeLocation } from './process-plans.ts';

/** Stops the demo at Ctrl-C, SIGTERM, SIGHUP, or when the process that started it ends. */
export function createEnvironment(location: CodeLocation, isUnderNpm = false): DemoEnvironment {
  const stopping = new AbortController();
  const stop = () => stopping.abort();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
  process.on('disconnect', stop);
  followAncestors(isUnderNpm, stop);
  // The terminal was closed, or the pipe has no reader.
  process.stdout.on('error', stop);
  process.stderr.on('error', stop);
  return {
    location,
    stopping,
    print: (text) => {
      if (process.stdout.writable) process.stdout.write(`${text}\n`);
    },
  };
}
