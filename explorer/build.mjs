/**
 * Builds the explorer into a folder that the gateway serves at /graphql and under /explorer/.
 *
 *     node explorer/build.mjs [--out .cache/explorer]
 */
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildPage, buildWhenRun } from '../ui/build-page.mjs';

const sources = dirname(fileURLToPath(import.meta.url));

/** @param {{ readonly outDir: string }} options */
export function buildExplorer({ outDir }) {
  return buildPage({
    sources,
    base: '/explorer/',
    outDir,
    pages: ['index.html', 'signed-in.html'],
  });
}

await buildWhenRun('explorer', import.meta.url, buildExplorer);
