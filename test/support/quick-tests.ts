/**
 * Finds the test files that start no process and no thread, and have nothing else that takes many seconds: together they run in
 * about a minute.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Imports that start a process, a thread, a browser or a database, measure the heap, solve a linear program, try many inputs, or compose twice. */
const SLOW = [
  'node:child_process',
  'node:worker_threads',
  'playwright-core',
  'node:v8',
  '@electric-sql/pglite',
  'highs',
  'fast-check',
  '@wundergraph/composition',
];
const RELATIVE_IMPORT = /(?:from|import) '(\.{1,2}\/[^']+\.tsx?)'/g;

/** Test files that import nothing slow, themselves or through their imports. */
export function quickTests(root: string): readonly string[] {
  const results = new Map<string, boolean>();
  const isSlow = (file: string): boolean => {
    const earlier = results.get(file);
    if (earlier !== undefined) return earlier;
    results.set(file, false);
    const source = existsSync(file) ? readFileSync(file, 'utf8') : '';
    const isOne =
      SLOW.some((name) => source.includes(`from '${name}'`)) ||
      [...source.matchAll(RELATIVE_IMPORT)].some(([, path = '']) =>
        isSlow(join(dirname(file), path)),
      );
    results.set(file, isOne);
    return isOne;
  };
  return readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' })
    .map((file) => join('test', file))
    .filter((file) => file.endsWith('.test.ts') && !isSlow(join(root, file)))
    .toSorted();
}
