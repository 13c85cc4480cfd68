import { constants } from 'node:fs';
import { open, readdir, stat, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { OpenSources } from '../kit/partners/connect-partners.ts';
import { BrokenRelease, EVALUATION, readRelease, readRows, RELEASE_FILE } from './read-release.ts';
import type { PublishedRelease, PublishedTable, ReleasedFile } from './records.ts';
import { MANIFEST } from './release/manifest.ts';
import type { ReleaseRow } from './release/release-file.ts';

const RELEASE_ID = /^\d{4}Q[1-4]$/;
const LOOK_EVERY_MS = 2_000;
/** Fifty years; the newest count. */
const RELEASES_MAX = 200;
/** Parts of releases of which the rows are kept in memory. */
const PARTS_KEPT = 4;

/** The releases in a folder, which is looked at again and again. */
export interface ReleaseSource extends OpenSources {
  /** The newest first; once the folder has been read for the first time. */
  releases(): Promise<readonly PublishedRelease[]>;
  /** Empty for a table that is not published. Rejects when the files were changed. */
  rowsOf(release: PublishedRelease, table: PublishedTable): Promise<readonly ReleaseRow[]>;
  /** A file of a release, opened; null where there is none, and where it was changed. The caller closes it. */
  open(
    release: string,
    path: string,
  ): Promise<{ readonly file: ReleasedFile; readonly handle: FileHandle } | null>;
  /** Looks at the folder now. */
  look(): Promise<void>;
}

export interface ReleaseSourceOptions {
  /** Without it there are no releases. */
  readonly folder: string | undefined;
  /** Leaves out the evaluation part. */
  readonly isPublic: boolean;
  readonly log: Logger;
}

/**
 * Reads every release of the folder, and follows it. A release that is not whole is left out with a line in the log, and
 * read again when its manifest changes. One that was read is never replaced: when its manifest changes it is no longer
 * served, because nothing of a release may change.
 */
export function createReleaseSource({
  folder,
  isPublic,
  log,
}: ReleaseSourceOptions): ReleaseSource {
  /** By id, with what its manifests were when it was read. */
  const known = new Map<
    string,
    { readonly seen: string; readonly release: PublishedRelease | null }
  >();
  let current: readonly PublishedRelease[] = [];
  const rowsKept = new Map<string, ReturnType<typeof readRows>>();

  const read = async (id: string, seen: string): Promise<void> => {
    const before = known.get(id);
    if (before?.seen === seen || folder === undefined) return;
    if (before !== undefined && before.release !== null) {
      log.error(
        { release: id },
        'This release was changed after it was published: it is not served',
      );
      known.set(id, { seen, release: null });
      return;
    }
    try {
      const release = await readRelease(join(folder, id), id, { isPublic });
      known.set(id, { seen, release });
    } catch (error) {
      const reason = error instanceof BrokenRelease ? error.message : 'a file cannot be read';
      log.error({ release: id, reason }, 'This release is not whole: it is not served');
      known.set(id, { seen, release: null });
    }
  };

  const lookOnce = async (): Promise<void> => {
    if (folder === undefined) return;
    const found = await manifestsIn(folder);
    for (const id of known.keys()) if (!found.has(id)) known.delete(id);
    for (const [id, seen] of found) await read(id, seen);
    current = [...known.values()]
      .flatMap(({ release }) => release ?? [])
      .toSorted((one, other) => (one.id < other.id ? 1 : -1));
  };
  let looking: Promise<void> | undefined;
  const look = (): Promise<void> =>
    (looking ??= lookOnce()
      .catch((error: unknown) => log.error({ err: error }, 'Cannot look for releases'))
      .finally(() => (looking = undefined)));
  const first = look();
  const timer = setInterval(() => void look(), LOOK_EVERY_MS).unref();

  const rowsIn = (release: PublishedRelease, part: string): ReturnType<typeof readRows> => {
    const key = `${release.files.get(`${part}${RELEASE_FILE}`)?.hash}`;
    const kept = rowsKept.get(key) ?? readRows(release, part);
    // The one that was used last is the last to go.
    rowsKept.delete(key);
    rowsKept.set(key, kept);
    const [oldest] = rowsKept.keys();
    if (rowsKept.size > PARTS_KEPT && oldest !== undefined) rowsKept.delete(oldest);
    kept.catch(() => rowsKept.delete(key));
    return kept;
  };

  return {
    async releases() {
      await first;
      return current;
    },
    async rowsOf(release, { id, registered }) {
      const part = registered.entry.audience === 'EVALUATION' ? EVALUATION : '';
      return (await rowsIn(release, part)).get(id) ?? [];
    },
    async open(id, path) {
      await first;
      const file = current.find((one) => one.id === id)?.files.get(path);
      if (file === undefined) return null;
      const handle = await open(file.path, constants.O_RDONLY | constants.O_NOFOLLOW).catch(
        () => null,
      );
      if (handle === null) return null;
      const now = await handle.stat();
      if (now.size === file.bytes && now.mtimeMs === file.changedAtMs) return { file, handle };
      await handle.close();
      log.error(
        { release: id, file: path },
        'This file was changed after it was published: it is not served',
      );
      return null;
    },
    look,
    stop: () => {
      clearInterval(timer);
      return looking ?? Promise.resolve();
    },
  };
}

/** The releases that have a manifest, each with the state of its manifests; none while there is no folder. */
async function manifestsIn(folder: string): Promise<ReadonlyMap<string, string>> {
  const names = await readdir(folder).catch(() => []);
  const ids = names
    .filter((name) => RELEASE_ID.test(name))
    .toSorted()
    .slice(-RELEASES_MAX);
  const found = new Map<string, string>();
  for (const id of ids) {
    const own = await stateOf(join(folder, id, MANIFEST));
    // A folder gets its manifest when the rest of it is written.
    if (own !== null)
      found.set(id, `${own} ${await stateOf(join(folder, id, EVALUATION, MANIFEST))}`);
  }
  return found;
}

async function stateOf(path: string): Promise<string | null> {
  const found = await stat(path).catch(() => null);
  return found && `${found.ino} ${found.size} ${found.mtimeMs}`;
}
