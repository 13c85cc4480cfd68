import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Worker, type WorkerOptions } from 'node:worker_threads';

/**
 * Starts a module in a worker thread: the compiled file, or in development the source. `name` is its
 * path without extension, relative to the module that `from` (`import.meta.url`) names.
 */
export function startThread(name: string, from: string, options: WorkerOptions): Worker {
  return from.endsWith('.ts')
    ? new Worker(sourceStarter(new URL(`${name}.ts`, from)), { ...options, eval: true })
    : new Worker(new URL(`${name}.js`, from), options);
}

/** A worker thread does not inherit the TypeScript loader of the main thread. */
function sourceStarter(source: URL): string {
  const tsx = createRequire(import.meta.url)
    .resolve('tsx/esm/api')
    .replace(/\.cjs$/, '.mjs');
  const [loader, file] = [pathToFileURL(tsx).href, source.href].map((url) => JSON.stringify(url));
  return `import(${loader}).then(({ register }) => { register(); return import(${file}); });`;
}
