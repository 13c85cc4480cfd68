/**
 * Builds the dashboard into a folder that the gateway serves at / and under /dashboard/.
 *
 *     node dashboard/build.mjs [--out .cache/dashboard]
 */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildPage, buildWhenRun } from '../explorer/build.mjs';
import { usedTokensOnly } from './used-tokens.mjs';

const sources = dirname(fileURLToPath(import.meta.url));

/**
 * @param {{ readonly outDir: string }} options
 * @returns {Promise<{ readonly outDir: string, readonly isReused: boolean, readonly tookMs: number }>}
 */
export function buildDashboard({ outDir }) {
  return buildPage({
    sources,
    base: '/dashboard/',
    outDir,
    alsoFrom: [join(sources, '../explorer')],
    plugins: [usedTokensOnly()],
  });
}

await buildWhenRun('dashboard', import.meta.url, buildDashboard);
