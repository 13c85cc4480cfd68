import { statSync } from 'node:fs';
import { ConfigError } from '../config/read-config.ts';

const OTHERS = 0o077;
const GROUP_READS = 0o040;

/**
 * Throws `ConfigError` for a file with a secret key that other users may open. A file of root may be read by its group,
 * which is how Kubernetes gives a secret to a process that is not root.
 */
export function assertPrivateFile(path: string): void {
  // Windows has no such modes, and reports that everyone may read and write.
  if (process.platform === 'win32') return;
  const { mode, uid } = statSync(path);
  const refused = uid === 0 && process.getuid?.() !== 0 ? OTHERS & ~GROUP_READS : OTHERS;
  if ((mode & refused) === 0) return;
  const shown = (mode & 0o777).toString(8);
  throw new ConfigError(
    `Cannot use the key in "${path}": other users may open this file (mode ${shown}), run chmod 600 on it`,
  );
}
