/**
 * Builds the dashboard into a folder that the gateway serves at / and under /dashboard/.
 *
 *     node dashboard/build.mjs [--out .cache/dashboard]
 */
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildPage, buildWhenRun } from '../ui/build-page.mjs';
import { removeUnusedTokens } from './remove-unused-tokens.mjs';

const sources = dirname(fileURLToPath(import.meta.url));

/** @param {{ readonly outDir: string }} options */
export function buildDashboard({ outDir }) {
  return buildPage({ sources, base: '/dashboard/', outDir, plugins: [removeUnusedTokens()] });
}

await buildWhenRun('dashboard', import.meta.url, buildDashboard);
