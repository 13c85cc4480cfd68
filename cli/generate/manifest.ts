import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../core/config/project-root.ts';
import type { GeneratedFiles } from './generate-command.ts';
import { createHash } from 'node:crypto';
import { Kind, parse, print } from 'graphql';

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

/** A saved operation: its file name, for messages, and its text. */
export interface SavedOperation {
  readonly file: string;
  readonly text: string;
}

/**
 * The manifest of the saved operations, in the form that Apollo's tools write and read: each document once,
 * printed without comments, under the SHA-256 of exactly that text.
 */
export function makeManifest(savedQueries: readonly SavedOperation[]): string {
  const operations = savedQueries.map(({ file, text }) => {
    const document = parse(text, { noLocation: true });
    const operation = document.definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION);
    if (operation?.kind !== Kind.OPERATION_DEFINITION) {
      throw new Error(`Cannot find an operation in "${file}"`);
    }
    const body = print(document);
    return {
      id: createHash('sha256').update(body).digest('hex'),
      name: operation.name?.value ?? file,
      type: operation.operation,
      body,
    };
  });
  const byId = new Map(operations.map((operation) => [operation.id, operation]));
  const sorted = [...byId.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const manifest = { format: 'apollo-persisted-query-manifest', version: 1, operations: sorted };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}
