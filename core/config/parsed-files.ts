/**
 * The values of the YAML files of this project, which `compile.mjs` parsed: each process reads five of them when it
 * starts, and parsing those takes a quarter of that time. They are found by a hash of the text, so that a file that was
 * changed since is parsed.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './project-root.ts';

/** The value of this YAML text, or undefined when it is not the text of a file that was there at compile time. */
export function parsedValue(text: string): unknown {
  const file = join(projectRoot(), parsedFile(text));
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

/** Where `compile.mjs` writes the value of a YAML text, from the folder of the project. */
export function parsedFile(text: string): string {
  return join('dist/parsed', `${createHash('sha256').update(text).digest('hex')}.json`);
}
