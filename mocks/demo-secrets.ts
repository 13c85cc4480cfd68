import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { projectRoot } from '../core/config/project-root.ts';

const file = z.object({ demo: z.literal(true) }).catchall(z.string().or(z.literal(true)));

/**
 * A secret of the demo, by the name of the environment variable in the partner list. These secrets are
 * public and work only in the demo; elsewhere they come from the environment.
 */
export function demoSecretOf(setting: string): string | undefined {
  const path = join(projectRoot(), 'mocks/demo-keys/secrets.json');
  const secret = file.parse(JSON.parse(readFileSync(path, 'utf8')))[setting];
  return typeof secret === 'string' ? secret : undefined;
}
