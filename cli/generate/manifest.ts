import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../core/config/project-root.ts';
import type { GeneratedFiles } from './generate-command.ts';
import { makeManifest } from './make-manifest.ts';

const FOLDERS = ['explorer/saved-queries', 'dashboard/saved-queries'];

/** The manifest of persisted operations as the saved queries make it now. */
export function currentManifest(): GeneratedFiles {
  const savedQueries = FOLDERS.map((folder) => join(projectRoot(), folder))
    .filter((folder) => existsSync(folder))
    .flatMap((folder) =>
      readdirSync(folder)
        .filter((file) => file.endsWith('.graphql'))
        .toSorted()
        .map((file) => ({ file, text: readFileSync(join(folder, file), 'utf8') })),
    );
  return new Map([['gateway/persisted-operations/manifest.json', makeManifest(savedQueries)]]);
}
