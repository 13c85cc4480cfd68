/**
 * In place of `core/threads/start-thread.ts` in tests: a thread runs its compiled module, as in production. From its source
 * it would need a loader in a second thread, and take several times as long to start.
 */
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker, type WorkerOptions } from 'node:worker_threads';
import { projectRoot } from '../../core/config/project-root.ts';
import { compiled } from './compiled.ts';

/** The thread of a module; `name` is relative to the module that `from` (`import.meta.url`) names. */
export function startThread(name: string, from: string, options: WorkerOptions): Worker {
  const source = relative(projectRoot(), join(dirname(fileURLToPath(from)), `${name}.ts`));
  return new Worker(compiled(source), options);
}
