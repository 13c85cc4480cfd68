/** The documentation of the graph as a module of the page, which only the page of the reference loads. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse as parseYaml } from 'yaml';
import { makeReference } from './make-reference.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '../../..');
const SUPERGRAPH = 'schema/supergraph.graphql';
const PURPOSES = 'core/purposes/purposes.yaml';
const SAVED_QUERIES = 'explorer/saved-queries';

/** What the reference is made from, as paths. */
export const referenceSources = [SUPERGRAPH, PURPOSES, SAVED_QUERIES].map((path) =>
  join(root, path),
);

const MODULE = './graph-reference.mjs';
const RESOLVED = '\0graph-reference';

export function referencePlugin() {
  return {
    name: 'vakgraaf-reference',
    resolveId: (/** @type {string} */ id) => (id === MODULE ? RESOLVED : null),
    load(/** @type {string} */ id) {
      if (id !== RESOLVED) return null;
      const json = JSON.stringify(currentReference());
      // A text that is parsed is faster to read for a browser than an object literal.
      return `export const reference = JSON.parse(${JSON.stringify(json)});`;
    },
  };
}

/** The reference of the sources as they are now. */
export function currentReference() {
  const read = (/** @type {string} */ path) => readFileSync(join(root, path), 'utf8');
  const files = readdirSync(join(root, SAVED_QUERIES)).filter((file) => file.endsWith('.graphql'));
  return makeReference({
    supergraph: read(SUPERGRAPH),
    purposes: parseYaml(read(PURPOSES)).purposes,
    savedQueries: files.map((file) => ({
      name: file.replace(/\.graphql$/, ''),
      text: read(join(SAVED_QUERIES, file)),
    })),
  });
}
