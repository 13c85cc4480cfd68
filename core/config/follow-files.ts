import { unwatchFile, watchFile } from 'node:fs';

const POLL_EVERY_MS = 2_000;

/**
 * Calls `reload` when one of these files changes or the process receives SIGHUP. An error of `reload`
 * is reported, and the settings in use stay. Returns a function that stops following.
 */
export function followFiles(
  files: readonly string[],
  reload: () => void | Promise<void>,
  report: (message: string) => void = console.error,
): () => void {
  const tryReload = async () => {
    try {
      await reload();
      report('Settings were reloaded');
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      report(`${reason}\nThe last valid settings stay in use`);
    }
  };
  const onChange = () => void tryReload();
  for (const file of files)
    watchFile(file, { interval: POLL_EVERY_MS, persistent: false }, onChange);
  process.on('SIGHUP', onChange);
  return () => {
    for (const file of files) unwatchFile(file, onChange);
    process.off('SIGHUP', onChange);
  };
}
