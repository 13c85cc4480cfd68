import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const NAME = 'vakgraaf';

let found: string | undefined;

/**
 * The folder of the `package.json` with this name: that of a checkout, or of the package that was made of it. Data
 * files (SDL, partner list, keys) are found from here, because the same code runs from source and compiled under `dist/`.
 */
export function projectRoot(): string {
  found ??= findRoot(dirname(fileURLToPath(import.meta.url)));
  return found;
}

function findRoot(folder: string): string {
  const manifest = join(folder, 'package.json');
  if (existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).name === NAME) {
    return folder;
  }
  const parent = dirname(folder);
  if (parent === folder) throw new Error('Cannot find the package.json of vakgraaf');
  return findRoot(parent);
}
