import { unwatchFile, watchFile } from 'node:fs';

const LOOK_EVERY_MS = 2_000;

/**
 * Calls when one of these files changes, or when the process is sent a SIGHUP. What is thrown then is
 * told, and whatever was in use stays in use. Returns what ends it.
 */
export function followFiles(
  files: readonly string[],
  again: () => void | Promise<void>,
  tell: (sentence: string) => void = console.error,
): () => void {
  const tryAgain = async () => {
    try {
      await again();
      tell('Settings were read anew');
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      tell(`${why}\nThe last good settings stay in use`);
    }
  };
  const onChange = () => void tryAgain();
  for (const file of files)
    watchFile(file, { interval: LOOK_EVERY_MS, persistent: false }, onChange);
  process.on('SIGHUP', onChange);
  return () => {
    for (const file of files) unwatchFile(file, onChange);
    process.off('SIGHUP', onChange);
  };
}
