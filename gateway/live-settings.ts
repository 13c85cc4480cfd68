/** What may change without a restart: the purposes and the manifest, read together and checked. */
import { unwatchFile, watchFile } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../schema/project-root.ts';
import { forRealPartners, parsePurposes } from '../subgraphs/purposes.ts';
import { ConfigError } from '../subgraphs/read-config.ts';
import type { LiveSettings } from './server.ts';
import { readText, SettingsError } from './settings-files.ts';
import { parseManifest } from './trusted-operations/manifest.ts';

export interface LiveFiles {
  readonly purposesFile: string;
  readonly manifestFile: string | undefined;
  readonly isDemo: boolean;
}

export const PURPOSES_FILE = join(projectRoot(), 'subgraphs', 'purposes.yaml');

/** Reads all of it, or throws and leaves what is in use as it is. */
export function readLive({ purposesFile, manifestFile, isDemo }: LiveFiles): LiveSettings {
  const purposes = parsePurposes(readText(purposesFile), purposesFile);
  return {
    purposes: isDemo ? purposes : forRealPartners(purposes),
    ...(manifestFile !== undefined && {
      manifest: parseManifest(readText(manifestFile), manifestFile),
    }),
  };
}

const LOOK_EVERY_MS = 2_000;

/**
 * Puts new settings in use when a file changes or a SIGHUP comes. A mistake in them is told, and the
 * last good ones stay.
 */
export function followChanges(
  files: LiveFiles,
  reload: (next: LiveSettings) => void,
  tell: (sentence: string) => void = console.error,
): () => void {
  const again = () => {
    try {
      reload(readLive(files));
      tell('Purposes and manifest were read anew');
    } catch (error) {
      if (!(error instanceof SettingsError || error instanceof ConfigError)) throw error;
      tell(`${error.message}\nThe last good purposes and manifest stay in use`);
    }
  };
  const watched = [files.purposesFile, ...(files.manifestFile ? [files.manifestFile] : [])];
  for (const file of watched)
    watchFile(file, { interval: LOOK_EVERY_MS, persistent: false }, again);
  process.on('SIGHUP', again);
  return () => {
    for (const file of watched) unwatchFile(file, again);
    process.off('SIGHUP', again);
  };
}
