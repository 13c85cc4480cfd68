import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../core/config/project-root.ts';
import type { ProcessPlan } from './demo-process.ts';
import type { CodeLocation } from './process-plans.ts';

/** The folders of the builds, which the gateway serves. */
export const EXPLORER_FOLDER = join(projectRoot(), '.cache/explorer');
export const DASHBOARD_FOLDER = join(projectRoot(), '.cache/dashboard');

const BUILD_MS = 300_000;
// Makes the bundler's allocator return freed memory to the system at once.
const SMALL_BUNDLER = { MIMALLOC_PURGE_DELAY: '0' };

/** Builds the explorer, while the other processes start. */
export function planExplorerBuild(location: CodeLocation): readonly ProcessPlan[] {
  return planPageBuild('explorer', EXPLORER_FOLDER, location);
}

/** Builds the dashboard once the demo is ready. */
export function planDashboardBuild(location: CodeLocation): readonly ProcessPlan[] {
  return planPageBuild('dashboard', DASHBOARD_FOLDER, location);
}

function planPageBuild(
  name: string,
  outDir: string,
  { root }: CodeLocation,
): readonly ProcessPlan[] {
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
