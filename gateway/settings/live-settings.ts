/** What may change without a restart: supergraph, purposes and manifest, read together and checked. */
import { followFiles } from '../../core/config/follow-files.ts';
import { forRealPartners, parsePurposes, type Purposes } from '../../core/purposes/purposes.ts';
import { readText } from '../../core/config/read-file.ts';
import { parseManifest, type Manifest } from '../persisted-operations/manifest.ts';

export interface LiveFiles {
  readonly supergraphFile: string;
  readonly purposesFile: string;
  readonly manifestFile: string | undefined;
  readonly isDemo: boolean;
}

/** Reads all of it, or throws and leaves what is in use as it is. */
export function readLive(
  files: LiveFiles,
): LiveSettings & Required<Pick<LiveSettings, 'supergraphSdl'>> {
  const { supergraphFile, purposesFile, manifestFile, isDemo } = files;
  const purposes = parsePurposes(readText(purposesFile), purposesFile);
  return {
    supergraphSdl: readText(supergraphFile),
    purposes: isDemo ? purposes : forRealPartners(purposes),
    ...(manifestFile !== undefined && {
      manifest: parseManifest(readText(manifestFile), manifestFile),
    }),
  };
}

/** Puts new settings in use when a file changes or a SIGHUP comes; see `followFiles`. */
export function followChanges(
  files: LiveFiles,
  reload: (next: LiveSettings) => void | Promise<void>,
  tell?: (sentence: string) => void,
): () => void {
  const { supergraphFile, purposesFile, manifestFile } = files;
  const watched = [supergraphFile, purposesFile, ...(manifestFile ? [manifestFile] : [])];
  return followFiles(watched, () => reload(readLive(files)), tell);
}

/** What may change while the gateway runs: all of it at once, between two requests. */
export interface LiveSettings {
  /** Without it the supergraph stays as it is. */
  readonly supergraphSdl?: string;
  readonly purposes: Purposes;
  /** The questions that were agreed on; without a manifest there are none. */
  readonly manifest?: Manifest;
}
