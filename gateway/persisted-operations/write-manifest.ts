/** `npm run manifest`: writes `manifest.json` from the saved operations; `-- --check` only compares. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../core/config/project-root.ts';
import { makeManifest } from './make-manifest.ts';

const FOLDERS = ['explorer/questions', 'dashboard/questions'];

/** The committed manifest. */
export const MANIFEST_FILE = join(projectRoot(), 'gateway/persisted-operations/manifest.json');

/** The manifest of the saved operations as they are now. */
export function currentManifest(): string {
  const savedQueries = FOLDERS.map((folder) => join(projectRoot(), folder))
    .filter((folder) => existsSync(folder))
    .flatMap((folder) =>
      readdirSync(folder)
        .filter((file) => file.endsWith('.graphql'))
        .toSorted()
        .map((file) => ({ file, text: readFileSync(join(folder, file), 'utf8') })),
    );
  return makeManifest(savedQueries);
}

/** Not when a test imports this. */
if (process.argv[1]?.includes('write-manifest')) {
  const made = currentManifest();
  if (!process.argv.includes('--check')) writeFileSync(MANIFEST_FILE, made);
  else if (readFileSync(MANIFEST_FILE, 'utf8') !== made) {
    console.error('The manifest does not match the saved operations: run npm run manifest');
    process.exitCode = 1;
  }
}
