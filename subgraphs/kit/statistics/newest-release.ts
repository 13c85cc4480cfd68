/** Which releases of statistics a folder holds: `<folder>/<quarter>/`, each complete from the moment that it exists. */
import { readdirSync } from 'node:fs';
import { ConfigError } from '../../../core/config/read-config.ts';

const RELEASE = /^\d{4}Q[1-4]$/;
const LOOK_EVERY_MS = 2_000;

/** Releases that are there, the oldest first; none where there is no folder. Throws `ConfigError`. */
export function listReleases(folder: string): readonly string[] {
  return namesIn(folder)
    .filter((name) => RELEASE.test(name))
    .toSorted();
}

/** The names in a folder; none where there is no folder. Throws `ConfigError`. */
export function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw new ConfigError(`Cannot read the folder "${folder}"`, { cause: error });
  }
}

/** Gives the quarter of the newest release in a folder, undefined while there is none. It looks now and then. */
export function createNewestRelease(folder: string | undefined): () => string | undefined {
  let newest: string | undefined;
  let lookedMs = -Infinity;
  return () => {
    if (folder === undefined || performance.now() - lookedMs < LOOK_EVERY_MS) return newest;
    lookedMs = performance.now();
    try {
      newest = listReleases(folder).at(-1);
    } catch (error) {
      // A folder that cannot be read for a moment changes nothing.
      if (!(error instanceof ConfigError)) throw error;
    }
    return newest;
  };
}
