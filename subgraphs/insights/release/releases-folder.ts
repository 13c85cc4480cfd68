/** The folder of the releases: `<folder>/<release>/`, each complete from the moment that it exists. */
import { mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ConfigError } from '../../../core/config/read-config.ts';
import type { z } from 'zod';
import { listReleases, namesIn } from '../../kit/statistics/newest-release.ts';
import { registryFile, type Registry } from '../registry/registry.ts';
import { MANIFEST, manifestFile, sha256 } from './manifest.ts';
import { ReleaseError } from './release-error.ts';
import {
  certificateFile,
  releaseFile,
  type CertificateFile,
  type ReleaseFile,
} from './release-file.ts';

/** `.making-<release>-<process>`: a release that a process is writing, or was when it was interrupted. */
const MAKING = /^\.making-\d{4}Q[1-4]-(\d+)$/;

export const EVALUATION_FOLDER = 'evaluation';

/** A release that is there, with the registry that it was made with. */
export interface WrittenRelease {
  readonly registry: Registry;
  readonly public: ReleaseFile;
  readonly evaluation: ReleaseFile;
  /** SHA-256 of its manifest. */
  readonly manifest: string;
}

/** The oldest first. Throws `ConfigError` for a release of which a file is missing, was changed or has another form. */
export function readEarlierReleases(folder: string): readonly WrittenRelease[] {
  return listReleases(folder).map((id) => {
    const { own, evaluation, manifest, hashes, innerHashes } = openRelease(folder, id);
    return {
      registry: parsed(registryFile, own, 'registry.json', hashes),
      public: parsed(releaseFile, own, 'release.json', hashes),
      evaluation: parsed(releaseFile, evaluation, 'release.json', innerHashes),
      manifest: sha256(manifest),
    };
  });
}

/** The certificates of the newest release; null where there is no release. Throws `ConfigError` as above. */
export function readNewestCertificates(
  folder: string,
): { readonly public: CertificateFile; readonly evaluation: CertificateFile } | null {
  const newest = listReleases(folder).at(-1);
  if (newest === undefined) return null;
  const { own, evaluation, hashes, innerHashes } = openRelease(folder, newest);
  return {
    public: parsed(certificateFile, own, 'certificate.json', hashes),
    evaluation: parsed(certificateFile, evaluation, 'certificate.json', innerHashes),
  };
}

/** The folders of a release, with the hashes that its manifests list. */
function openRelease(folder: string, id: string) {
  const own = join(folder, id);
  const evaluation = join(own, EVALUATION_FOLDER);
  const manifest = readBytes(join(own, MANIFEST));
  const hashes = hashesIn(manifest, join(own, MANIFEST));
  const inner = readHashed(own, `${EVALUATION_FOLDER}/${MANIFEST}`, hashes);
  const innerHashes = hashesIn(inner, join(evaluation, MANIFEST));
  return { own, evaluation, manifest, hashes, innerHashes };
}

type Hashes = Readonly<Record<string, string>>;

const hashesIn = (bytes: Buffer, file: string): Hashes => parse(manifestFile, bytes, file).files;

const parsed = <T>(shape: z.ZodType<T>, folder: string, file: string, hashes: Hashes): T =>
  parse(shape, readHashed(folder, file, hashes), join(folder, file));

function readHashed(folder: string, file: string, hashes: Hashes): Buffer {
  const bytes = readBytes(join(folder, file));
  if (sha256(bytes) === hashes[file]) return bytes;
  throw new ConfigError(`Cannot use "${join(folder, file)}": it differs from its manifest`);
}

function parse<T>(shape: z.ZodType<T>, bytes: Buffer, file: string): T {
  try {
    return shape.parse(JSON.parse(bytes.toString('utf8')));
  } catch (error) {
    throw new ConfigError(`Cannot use "${file}": it is no file of a release`, { cause: error });
  }
}

function readBytes(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new ConfigError(`Cannot read "${file}" of an earlier release`, { cause: error });
  }
}

/** Contents of files by path within the folder of a release. */
export type ReleaseContents = ReadonlyMap<string, string>;

/**
 * Writes the files beside, calls `check` with their folder, and then gives the release its name at once. When `check`
 * throws, or the process is interrupted, there is no release.
 */
export async function writeRelease(
  folder: string,
  release: string,
  contents: ReleaseContents,
  check: (folder: string) => Promise<void>,
): Promise<void> {
  mkdirSync(folder, { recursive: true });
  removeInterrupted(folder);
  const making = join(folder, `.making-${release}-${process.pid}`);
  try {
    for (const [path, content] of contents) {
      const file = join(making, path);
      await mkdir(dirname(file), { recursive: true });
      // On the disk before the release has its name.
      await writeFile(file, content, { flush: true });
    }
    await check(making);
    rename(making, join(folder, release), release);
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
}

function rename(from: string, to: string, release: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    throw new ReleaseError(`Cannot write release ${release}: is it there already?`, {
      cause: error,
    });
  }
}

/** Removes what processes left that do not run any more. */
function removeInterrupted(folder: string): void {
  for (const name of namesIn(folder)) {
    const pid = MAKING.exec(name)?.[1];
    if (pid === undefined || (Number(pid) !== process.pid && isRunning(Number(pid)))) continue;
    rmSync(join(folder, name), { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process of another user runs too.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
