/** The files of a release and of every release before it, with their hashes checked. */
import { existsSync, lstatSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { z } from 'zod';
import { sentenceOfError } from '../../../core/findings/finding.ts';
import { tablesOf } from '../registry/registered-tables.ts';
import { registryFile, type Registry } from '../registry/registry.ts';
import { MANIFEST, manifestFile, sha256 } from '../release/manifest.ts';
import { tableFiles } from '../release/release-contents.ts';
import { listReleases } from '../../kit/statistics/newest-release.ts';
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
const PART_FILES = ['release.json', 'certificate.json'];
const REGISTRY = 'registry.json';
const FILE_BYTES_MAX = 64 * 1024 * 1024;
/** The name of a file in a folder, or in its folder `evaluation`: nothing that leads elsewhere. */
const FILE_NAME = /^(evaluation\/)?[A-Za-z0-9][A-Za-z0-9._-]*$/;

/** Reads the release in a folder, and those before it, which are in folders beside it. */
export function readChain(folder: string): ReadChain {
  const findings: string[] = [];
  const releases: ReadRelease[] = [];
  let at: string | null = folder;
  let expected: { readonly id: string; readonly manifest: string } | null = null;
  while (at !== null) {
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
  // A release that does not name one before it would be checked without what that one shows.
  const read = new Set(releases.map((one) => one.public.release.id));
  const newest = releases.at(-1)?.public.release.id ?? '';
  for (const id of listReleases(dirname(folder))) {
    if (id < newest && !read.has(id) && expected === null)
      findings.push(`Release ${newest} does not follow release ${id}, which is beside it.`);
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
      release: readJson(releaseFile, within, 'release.json'),
      certificate: readJson(certificateFile, within, 'certificate.json'),
    });
    if (expected !== null && sha256(readBytes(folder, MANIFEST)) !== expected.manifest) {
      findings.push(`The manifest of release ${name} is not the one that the next release names.`);
    }
    const within = join(folder, 'evaluation');
    const hasEvaluation = existsSync(within);
    const files = checkHashes(folder, [...PART_FILES, REGISTRY], name, findings);
    const inner = hasEvaluation
      ? checkHashes(within, PART_FILES, `${name}, evaluation`, findings)
      : {};
    const one: ReadRelease = {
      registry: readJson(registryFile, folder, REGISTRY),
      public: readPart(folder),
      evaluation: hasEvaluation ? readPart(within) : null,
    };
    checkTableFiles(one, one.public, files, findings);
    if (one.evaluation !== null) checkTableFiles(one, one.evaluation, inner, findings);
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

/** Compares the files of a folder with its manifest, which has to list at least those that are read. Gives their hashes. */
function checkHashes(
  folder: string,
  needed: readonly string[],
  name: string,
  findings: string[],
): Readonly<Record<string, string>> {
  const { files } = readJson(manifestFile, folder, MANIFEST);
  for (const file of needed) {
    if (files[file] === undefined) findings.push(`The manifest of release ${name} lacks ${file}.`);
  }
  for (const [file, hash] of Object.entries(files)) {
    const path = join(folder, file);
    // Who may read public tables alone has no folder of evaluation tables.
    if (file.startsWith('evaluation/') && !existsSync(join(folder, 'evaluation'))) continue;
    if (!FILE_NAME.test(file) || !existsSync(path) || sha256(readBytes(folder, file)) !== hash) {
      findings.push(`Release ${name}: ${file} is not as the manifest lists it.`);
    }
  }
  return files;
}

/** The CSV and JSON-stat files are published too, so they may say no more than the rows that are checked. */
function checkTableFiles(
  { registry }: ReadRelease,
  { release }: ReadPart,
  hashes: Readonly<Record<string, string>>,
  findings: string[],
): void {
  const made = tableFiles(registry, tablesOf(registry, release.quarter), release);
  for (const [file, hash] of Object.entries(hashes)) {
    if ([...PART_FILES, REGISTRY].includes(file) || file.endsWith(MANIFEST)) continue;
    if (sha256(made.get(file) ?? '') !== hash)
      findings.push(`Release ${release.id}: ${file} does not say what release.json says.`);
  }
}

/** A release is a few megabytes. What is no file, such as a pipe, would be waited for. */
function readBytes(folder: string, file: string): Buffer {
  const found = lstatSync(join(folder, file), { throwIfNoEntry: false });
  if (found?.isFile() !== true) throw new Error(`${file} is missing`);
  if (found.size > FILE_BYTES_MAX) throw new Error(`${file} is larger than 64 MB`);
  return readFileSync(join(folder, file));
}

function readJson<T>(shape: z.ZodType<T>, folder: string, file: string): T {
  const text = readBytes(folder, file).toString('utf8');
  const value = parseJson(text, file);
  const parsed = shape.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new Error(`${file} has another form at ${placeText(issue?.path ?? [])}`);
  }
  // A key that is there twice would hold a number that no check sees.
  if (JSON.stringify(value) === text.trimEnd()) return parsed.data;
  throw new Error(`${file} is not written as the release command writes it`);
}

const placeText = (path: readonly PropertyKey[]) =>
  path.length === 0 ? 'its beginning' : `"${path.map(String).join('.')}"`;

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`${file} is not JSON`);
  }
}
