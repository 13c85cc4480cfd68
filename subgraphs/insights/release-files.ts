import type { OpenedFile, FileReader } from '../kit/subgraph/open-file.ts';
import { mayReadEvaluation } from './evaluation-access.ts';
import { EVALUATION } from './read-release.ts';
import type { ReleaseSource } from './source.ts';

/** `<release>/<path>`: a file that the manifest of the release lists, or a manifest. */
export async function openReleaseFile(
  source: ReleaseSource,
  name: string,
  reader: FileReader,
): Promise<OpenedFile | 'denied' | 'unknown'> {
  const at = name.indexOf('/');
  const [release, path] = [name.slice(0, Math.max(at, 0)), name.slice(at + 1)];
  // Whether there is such a file is not for everyone either.
  if (path.startsWith(EVALUATION) && !mayReadEvaluation(reader)) return 'denied';
  const opened = await source.open(release, path);
  if (opened === null) return 'unknown';
  const { file, handle } = opened;
  return { handle, bytes: file.bytes, hash: file.hash };
}
