/** The files of a release and of every release before it, with their hashes checked. */
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { sentenceOfError } from '../../../core/findings/finding.ts';
import { parseRegistry, type Registry } from '../registry/registry.ts';
import { MANIFEST, manifestFile, sha256 } from '../release/manifest.ts';
import {
  certificateFile,
  releaseFile,
  type CertificateFile,
  type ReleaseFile,
} from '../release/release-file.ts';

/** What one audience has of a release. */
export interface ReadPart {
  readonly release: ReleaseFile;
  readonly certificate: CertificateFile;
}

export interface ReadRelease {
  readonly registry: Registry;
  readonly public: ReadPart;
  /** Null where the folder has none, as for everyone who may read public tables alone. */
  readonly evaluation: ReadPart | null;
}

export interface ReadChain {
  /** Oldest first; the last is the release itself. */
  readonly releases: readonly ReadRelease[];
  readonly findings: readonly string[];
}

const RELEASE_ID = /^\d{4}Q[1-4]$/;
/** The name of a file in a folder, or in its folder `evaluation`: nothing that leads elsewhere. */
const FILE_NAME = /^(evaluation\/)?[A-Za-z0-9][A-Za-z0-9._-]*$/;
const RELEASES_MAX = 200;

/** Reads the release in a folder, and those before it, which are in folders beside it. */
export function readChain(folder: string): ReadChain {
  const findings: string[] = [];
  const releases: ReadRelease[] = [];
  let at: string | null = folder;
  let expected: { readonly id: string; readonly manifest: string } | null = null;
  while (at !== null && releases.length < RELEASES_MAX) {
    const one = readOne(at, expected, findings);
    if (one === null) break;
    releases.unshift(one);
    const { id, previous } = one.public.release;
    if (previous !== null && (!RELEASE_ID.test(previous.id) || previous.id >= id)) {
      findings.push(`Release ${id} names a release before it that is not earlier.`);
      break;
    }
    expected = previous;
    at = previous === null ? null : join(dirname(folder), previous.id);
  }
  return { releases, findings };
}

function readOne(
  folder: string,
  expected: { readonly id: string; readonly manifest: string } | null,
  findings: string[],
): ReadRelease | null {
  const name = expected?.id ?? basename(folder);
  try {
    const readPart = (within: string): ReadPart => ({
      release: releaseFile.parse(readJson(join(within, 'release.json'))),
      certificate: certificateFile.parse(readJson(join(within, 'certificate.json'))),
    });
    if (expected !== null && sha256(readFileSync(join(folder, MANIFEST))) !== expected.manifest) {
      findings.push(`The manifest of release ${name} is not the one that the next release names.`);
    }
    const within = join(folder, 'evaluation');
    const hasEvaluation = existsSync(within);
    checkHashes(folder, ['release.json', 'certificate.json', 'registry.json'], name, findings);
    if (hasEvaluation) checkHashes(within, ['release.json', 'certificate.json'], name, findings);
    const one: ReadRelease = {
      registry: parseRegistry(readFileSync(join(folder, 'registry.json'), 'utf8'), 'registry.json'),
      public: readPart(folder),
      evaluation: hasEvaluation ? readPart(within) : null,
    };
    const { id, quarter } = one.public.release;
    const evaluation = one.evaluation?.release;
    if (
      id !== quarter ||
      (expected !== null && id !== expected.id) ||
      (evaluation !== undefined && (evaluation.id !== id || evaluation.quarter !== quarter))
    ) {
      findings.push(`The files of release ${name} are of several releases.`);
    }
    return one;
  } catch (error) {
    findings.push(`Release ${name} cannot be read: ${sentenceOfError(error)}`);
    return null;
  }
}

/** Compares the files of a folder with its manifest, which has to list at least those that are read. */
function checkHashes(
  folder: string,
  needed: readonly string[],
  name: string,
  findings: string[],
): void {
  const { files } = manifestFile.parse(readJson(join(folder, MANIFEST)));
  for (const file of needed) {
    if (files[file] === undefined) findings.push(`The manifest of release ${name} lacks ${file}.`);
  }
  for (const [file, hash] of Object.entries(files)) {
    const path = join(folder, file);
    // Who may read public tables alone has no folder of evaluation tables.
    if (file.startsWith('evaluation/') && !existsSync(join(folder, 'evaluation'))) continue;
    if (!FILE_NAME.test(file) || !existsSync(path) || sha256(readFileSync(path)) !== hash) {
      findings.push(`Release ${name}: ${file} is not as the manifest lists it.`);
    }
  }
}

const readJson = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));
