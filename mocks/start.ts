import { dirname, extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { z } from 'zod';
import { projectRoot } from '../core/config/project-root.ts';
import { runDemo } from './start/demo.ts';
import { demoOptions, type demoSettings } from './start/options.ts';
import type { CodeLocation } from './start/process-plans.ts';
import { createEnvironment } from './start/environment.ts';

/**
 * The whole demo on this machine, until something stops it. Gives the exit code.
 */
export function startDemo(
  values: z.output<typeof demoSettings>,
  isUnderNpm: boolean,
): Promise<number> {
  return runDemo(demoOptions(values), createEnvironment(ownLocation(), isUnderNpm));
}

/** The other processes run as this one does: compiled, or from source. */
function ownLocation(): CodeLocation {
  const self = fileURLToPath(import.meta.url);
  return {
    code: dirname(dirname(self)),
    root: projectRoot(),
    extension: extname(self) === '.ts' ? '.ts' : '.js',
  };
}
