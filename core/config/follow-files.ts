import { unwatchFile, watchFile, type StatsListener } from 'node:fs';

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
  const onSignal = () => void tryReload();
  // Node also tells that a file was read, and at first that there is none.
  const onStat: StatsListener = (now, before) => {
    if (now.mtimeMs !== before.mtimeMs || now.ino !== before.ino) void tryReload();
  };
  for (const file of files) watchFile(file, { interval: POLL_EVERY_MS, persistent: false }, onStat);
  process.on('SIGHUP', onSignal);
  return () => {
    for (const file of files) unwatchFile(file, onStat);
    process.off('SIGHUP', onSignal);
  };
}
