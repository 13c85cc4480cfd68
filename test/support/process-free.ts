/** Finds the test files that start no process and no thread: together they run in about a minute. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Imports that start a process, a thread, a browser or a database. */
const STARTERS =
  /from '(?:node:child_process|node:worker_threads|playwright-core|@electric-sql\/pglite)'/;
const RELATIVE_IMPORT = /(?:from|import) '(\.{1,2}\/[^']+\.tsx?)'/g;

/** Test files that start no process and no thread, themselves or through their imports. */
export function processFreeTests(root: string): readonly string[] {
  const results = new Map<string, boolean>();
  const startsProcess = (file: string): boolean => {
    const earlier = results.get(file);
    if (earlier !== undefined) return earlier;
    results.set(file, false);
    const source = existsSync(file) ? readFileSync(file, 'utf8') : '';
    const isStarter =
      STARTERS.test(source) ||
      [...source.matchAll(RELATIVE_IMPORT)].some(([, path = '']) =>
        startsProcess(join(dirname(file), path)),
      );
    results.set(file, isStarter);
    return isStarter;
  };
  return readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' })
    .map((file) => join('test', file))
    .filter((file) => file.endsWith('.test.ts') && !startsProcess(join(root, file)))
    .toSorted();
}
