import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../schema/project-root.ts';
import type { ProcessPlan } from './demo-process.ts';
import type { Places } from './process-plans.ts';

/** Where the explorer's build lands, and where the gateway serves it from. */
export const EXPLORER_FOLDER = join(projectRoot(), '.cache/explorer');

const BUILD_MS = 300_000;
const LAST_IN_LINE = 15;

/** The explorer is built beside the rest, giving way to it; an unchanged one is reused. */
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
      niceness: LAST_IN_LINE,
    },
  ];
}
