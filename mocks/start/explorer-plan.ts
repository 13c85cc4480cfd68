import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../core/config/project-root.ts';
import type { ProcessPlan } from './demo-process.ts';
import type { Places } from './process-plans.ts';

/** Where the builds land, and where the gateway serves them from. */
export const EXPLORER_FOLDER = join(projectRoot(), '.cache/explorer');
export const DASHBOARD_FOLDER = join(projectRoot(), '.cache/dashboard');

const BUILD_MS = 300_000;
// The bundler's allocator gives back what it frees at once.
const SMALL_BUNDLER = { MIMALLOC_PURGE_DELAY: '0' };

/**
 * The explorer is built beside the rest; an unchanged one is reused. It starts first and does not
 * give way: done early, its memory is free again before the databases have theirs.
 */
export function planExplorerBuild(places: Places): readonly ProcessPlan[] {
  return planPageBuild('explorer', EXPLORER_FOLDER, places);
}

/** The dashboard takes the bundler a second: it is built once the demo is ready, and delays none. */
export function planDashboardBuild(places: Places): readonly ProcessPlan[] {
  return planPageBuild('dashboard', DASHBOARD_FOLDER, places);
}

function planPageBuild(name: string, outDir: string, { root }: Places): readonly ProcessPlan[] {
  const module = join(root, name, 'build.mjs');
  if (!existsSync(module)) return [];
  return [
    {
      name,
      module,
      args: ['--out', outDir],
      nodeFlags: ['--max-old-space-size=512'],
      readyMs: BUILD_MS,
      variables: SMALL_BUNDLER,
      isTask: true,
    },
  ];
}
