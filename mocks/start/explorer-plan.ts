import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../schema/project-root.ts';
import type { ProcessPlan } from './demo-process.ts';
import type { Places } from './process-plans.ts';

/** Where the explorer's build lands, and where the gateway serves it from. */
export const EXPLORER_FOLDER = join(projectRoot(), '.cache/explorer');

const BUILD_MS = 300_000;
// The bundler's allocator gives back what it frees at once.
const SMALL_BUNDLER = { MIMALLOC_PURGE_DELAY: '0' };

/**
 * The explorer is built beside the rest; an unchanged one is reused. It starts first and does not
 * give way: done early, its memory is free again before the databases have theirs.
 */
export function planExplorerBuild({ root }: Places): readonly ProcessPlan[] {
  const module = join(root, 'explorer/build.mjs');
  if (!existsSync(module)) return [];
  return [
    {
      name: 'explorer',
      module,
      args: ['--out', EXPLORER_FOLDER],
      nodeFlags: ['--max-old-space-size=512'],
      readyMs: BUILD_MS,
      variables: SMALL_BUNDLER,
      isTask: true,
    },
  ];
}
