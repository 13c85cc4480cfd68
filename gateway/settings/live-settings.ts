/** Settings that change without a restart: supergraph, purposes and manifest, read together. */
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

/** Reads the files. Throws `ConfigError` when one of them cannot be used. */
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

/** Reloads when a file changes or at SIGHUP; see `followFiles`. */
export function followChanges(
  files: LiveFiles,
  reload: (next: LiveSettings) => void | Promise<void>,
  report?: (sentence: string) => void,
): () => void {
  const { supergraphFile, purposesFile, manifestFile } = files;
  const watched = [supergraphFile, purposesFile, ...(manifestFile ? [manifestFile] : [])];
  return followFiles(watched, () => reload(readLive(files)), report);
}

/** Settings that change while the gateway runs: all of them at once, between two requests. */
export interface LiveSettings {
  /** Undefined keeps the current supergraph. */
  readonly supergraphSdl?: string;
  readonly purposes: Purposes;
  /** The persisted operations; none without a manifest. */
  readonly manifest?: Manifest;
}
