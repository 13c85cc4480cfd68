/** What may change without a restart: the purposes and the manifest, read together and checked. */
import { followFiles } from '../subgraphs/follow-files.ts';
import { forRealPartners, parsePurposes } from '../subgraphs/purposes.ts';
import type { LiveSettings } from './server.ts';
import { readText } from './settings-files.ts';
import { parseManifest } from './trusted-operations/manifest.ts';

export interface LiveFiles {
  readonly purposesFile: string;
  readonly manifestFile: string | undefined;
  readonly isDemo: boolean;
}

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

/** Puts new settings in use when a file changes or a SIGHUP comes; see `followFiles`. */
export function followChanges(
  files: LiveFiles,
  reload: (next: LiveSettings) => void,
  tell?: (sentence: string) => void,
): () => void {
  const watched = [files.purposesFile, ...(files.manifestFile ? [files.manifestFile] : [])];
  return followFiles(watched, () => reload(readLive(files)), tell);
}
