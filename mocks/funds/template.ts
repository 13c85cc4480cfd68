/** The empty database that every fund starts from: created once on a machine, then read from a file. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { projectRoot } from '../../core/config/project-root.ts';

/** Part of the file name, so that a change of the program or the PGlite version creates a new file. */
const TEMPLATE_VERSION = 'pglite-0.5.14-small-2';
const MAKE_TIMEOUT_MS = 60_000;

/** For PostgreSQL in WebAssembly, the simple compiler takes half the time of a processor and less memory. */
export const PLAIN_WASM = ['--liftoff-only', '--wasm-lazy-compilation'];

/** The program that creates the template, and the path of the template. */
export function templateRecipe(): { readonly program: string; readonly file: string } {
  const root = projectRoot();
  return {
    program: join(root, 'mocks/funds/make-template.mjs'),
    file: join(root, '.cache', `${TEMPLATE_VERSION}.tar`),
  };
}

/** The files of an empty database, as one archive. */
export async function loadTemplate(): Promise<Blob> {
  const { program, file } = templateRecipe();
  if (!existsSync(file)) {
    const { execPath } = process;
    await promisify(execFile)(execPath, [...PLAIN_WASM, program, file], {
      timeout: MAKE_TIMEOUT_MS,
    });
  }
  return new Blob([await readFile(file)]);
}
