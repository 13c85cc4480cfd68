/**
 * Builds the dashboard into a folder that the gateway serves at / and under /dashboard/.
 *
 *     node dashboard/build.mjs [--out .cache/dashboard]
 */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildPage, buildWhenRun } from '../ui/build-page.mjs';
import { referencePlugin, referenceSources } from './pages/reference/reference-plugin.mjs';
import { removeUnusedTokens } from './remove-unused-tokens.mjs';

const sources = dirname(fileURLToPath(import.meta.url));
/** The page for developers shows its files. */
const exampleClient = join(sources, '../docs/clients/regional-dashboard');

/** @param {{ readonly outDir: string }} options */
export function buildDashboard({ outDir }) {
  return buildPage({
    sources,
    base: '/dashboard/',
    outDir,
    inputs: [...referenceSources, exampleClient],
    plugins: [removeUnusedTokens(), referencePlugin()],
  });
}

await buildWhenRun('dashboard', import.meta.url, buildDashboard);
