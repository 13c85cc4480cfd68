import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The folder of `package.json`. Data files (SDL, partner list, keys) are found from here, because
 * the code runs both from source and as compiled output under `dist/`.
 */
export function projectRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('Cannot find package.json above this file');
    folder = parent;
  }
  return folder;
}
