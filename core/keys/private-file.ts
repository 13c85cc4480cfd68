import { statSync } from 'node:fs';
import { ConfigError } from '../config/read-config.ts';

const OTHERS = 0o077;

/** Throws `ConfigError` for a file with a secret key that other users may open. */
export function assertPrivateFile(path: string): void {
  // Windows has no such modes, and reports that everyone may read and write.
  if (process.platform === 'win32') return;
  const { mode } = statSync(path);
  if ((mode & OTHERS) === 0) return;
  const shown = (mode & 0o777).toString(8);
  throw new ConfigError(
    `Cannot use the key in "${path}": other users may open this file (mode ${shown}), run chmod 600 on it`,
  );
}
