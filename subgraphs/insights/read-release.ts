/** Reads the folder of a release, whose files are trusted no further than their hashes and shapes. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { eachInTurns, turnsOf } from '../kit/turns/in-turns.ts';
import { parseJson } from '../kit/turns/parse-json.ts';
import type { PublishedRelease, PublishedTable, ReleasedFile } from './records.ts';
import {
  cellKey,
  cellsOf,
  minimumOf,
  tablesOf,
  type Cell,
  type RegisteredTable,
} from './registry/registered-tables.ts';
import { registryFile, type Registry } from './registry/registry.ts';
import { MANIFEST, manifestFile } from './release/manifest.ts';
import { releaseFile, releaseTable, type ReleaseRow } from './release/release-file.ts';

/** The folder within that of a release which holds evaluation tables. */
export const EVALUATION = 'evaluation/';
export const RELEASE_FILE = 'release.json';
const REGISTRY_FILE = 'registry.json';

/** A release is left out as a whole for this reason, which names files and tables alone. */
export class BrokenRelease extends Error {
  override readonly name = 'BrokenRelease';
}

const DIFFERS = 'differs from its hash in the manifest';
const FILE_NAME = /^[a-z0-9][a-z0-9._-]*$/;
const FILES_MAX = 2_000;
const MANIFEST_BYTES_MAX = 1024 * 1024;
const REGISTRY_BYTES_MAX = 8 * 1024 * 1024;
/** Some hundred thousand rows, which take a few times as much memory. */
const TABLES_BYTES_MAX = 16 * 1024 * 1024;
/** A certificate is streamed, and never read whole. */
const FILE_BYTES_MAX = 1024 * 1024 * 1024;

const head = releaseFile.extend({ tables: z.array(z.unknown()).max(FILES_MAX) });
const tableHead = releaseTable.extend({ rows: z.array(z.unknown()) });
const { element: row } = releaseTable.shape.rows;

/**
 * The release in a folder of this name. Throws `BrokenRelease` when a file is missing, differs from its hash or has
 * another shape. With `isPublic` the evaluation part is not read; it may be absent.
 */
export async function readRelease(
  folder: string,
  id: string,
  { isPublic }: { readonly isPublic: boolean },
): Promise<PublishedRelease> {
  const files = new Map<string, ReleasedFile>();
  const listed = await readManifest(folder, '', id, files);
  if (!isPublic && (await isFile(join(folder, EVALUATION, MANIFEST)))) {
    await readManifest(folder, EVALUATION, id, files);
    for (const [path, hash] of listed) {
      if (files.get(path)?.hash !== hash) throw broken(path, DIFFERS);
    }
  }
  const registry = await readSnapshot(files);
  const registered = new Map(tablesOf(registry, id).map((one) => [one.id, one]));
  const scope = { files, id, registry, registered };
  const own = await readTables(scope, '');
  const found = new Map(own.tables);
  if (files.has(`${EVALUATION}${RELEASE_FILE}`)) {
    const { tables } = await readTables(scope, EVALUATION);
    for (const [table, one] of tables) found.set(table, one);
  }
  const { quarter, publishedAt, policy, synthetic } = own;
  const tables = [...registered.keys()].flatMap((one) => {
    const table = found.get(one);
    return table === undefined ? [] : [[one, table] as const];
  });
  return { id, quarter, publishedAt, policy, synthetic, registry, files, tables: new Map(tables) };
}

/** The rows of every published table of one part. Throws `BrokenRelease` when the file was changed since it was checked. */
export async function readRows(
  { id, files, registry, tables }: PublishedRelease,
  part: string,
): Promise<ReadonlyMap<string, readonly ReleaseRow[]>> {
  const registered = new Map([...tables].map(([name, one]) => [name, one.registered]));
  const rows = new Map<string, readonly ReleaseRow[]>();
  await readTables({ files, id, registry, registered }, part, (table, its) => rows.set(table, its));
  return rows;
}

async function isFile(path: string): Promise<boolean> {
  const found = await lstat(path).catch(() => null);
  return found?.isFile() === true;
}

/** Adds the files of one part, and gives the hashes of evaluation files that the manifest of the whole lists. */
async function readManifest(
  folder: string,
  part: string,
  release: string,
  files: Map<string, ReleasedFile>,
): Promise<ReadonlyMap<string, string>> {
  const name = `${part}${MANIFEST}`;
  const own = await hashFile(join(folder, name), MANIFEST_BYTES_MAX, name);
  const listed = manifestFile.safeParse(await parseFile(own, name));
  if (!listed.success || listed.data.release !== release)
    throw broken(name, 'is not that of this release');
  const entries = Object.entries(listed.data.files);
  if (entries.length > FILES_MAX) throw broken(name, 'lists too many files');
  const inEvaluation = new Map<string, string>();
  for (const [file, hash] of entries) {
    const path = `${part}${file}`;
    if (part === '' && file.startsWith(EVALUATION)) {
      inEvaluation.set(file, hash);
      continue;
    }
    if (!FILE_NAME.test(file) || file === MANIFEST) {
      throw broken(name, 'lists a file of another folder');
    }
    const found = await hashFile(join(folder, path), FILE_BYTES_MAX, path);
    if (found.hash !== hash) throw broken(path, DIFFERS);
    files.set(path, found);
  }
  files.set(name, own);
  return inEvaluation;
}

async function hashFile(path: string, bytesMax: number, name: string): Promise<ReleasedFile> {
  const found = await lstat(path).catch(() => null);
  if (found === null || !found.isFile()) throw broken(name, 'is missing');
  if (found.size > bytesMax) throw broken(name, 'is too large');
  const sha256 = createHash('sha256');
  // A file that grows is read no further than it was.
  for await (const chunk of createReadStream(path, { end: Math.max(found.size - 1, 0) })) {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a stream without an encoding gives buffers
    sha256.update(chunk as Buffer);
  }
  return { path, hash: sha256.digest('hex'), bytes: found.size, changedAtMs: found.mtimeMs };
}

/** The JSON in a file that still has its hash; undefined where it is none. */
async function parseFile(file: ReleasedFile, name: string): Promise<unknown> {
  const bytes = await readFile(file.path).catch(() => null);
  if (bytes === null) throw broken(name, 'is missing');
  if (createHash('sha256').update(bytes).digest('hex') !== file.hash) {
    throw broken(name, 'was changed while it was read');
  }
  return await parseJson(bytes);
}

async function parseWithin(
  files: PublishedRelease['files'],
  name: string,
  bytesMax: number,
): Promise<unknown> {
  const file = files.get(name);
  if (file === undefined) throw broken(name, 'is missing');
  if (file.bytes > bytesMax) throw broken(name, 'is too large');
  return await parseFile(file, name);
}

async function readSnapshot(files: PublishedRelease['files']): Promise<Registry> {
  const read = registryFile.safeParse(await parseWithin(files, REGISTRY_FILE, REGISTRY_BYTES_MAX));
  if (!read.success) throw broken(REGISTRY_FILE, 'is no registry of statistics');
  return read.data;
}

interface TableScope extends Pick<PublishedRelease, 'files' | 'id' | 'registry'> {
  readonly registered: ReadonlyMap<string, RegisteredTable>;
}

async function readTables(
  { files, id, registry, registered }: TableScope,
  part: string,
  take: (table: string, rows: readonly ReleaseRow[]) => void = () => undefined,
) {
  const name = `${part}${RELEASE_FILE}`;
  const read = head.safeParse(await parseWithin(files, name, TABLES_BYTES_MAX));
  const audience = part === EVALUATION ? 'EVALUATION' : 'PUBLIC';
  if (!read.success || read.data.id !== id || read.data.audience !== audience) {
    throw broken(name, 'is not that of this release');
  }
  const turns = turnsOf(undefined);
  const tables = new Map<string, PublishedTable>();
  for (const one of read.data.tables) {
    if (turns.isOver()) await turns.next();
    const table = tableHead.safeParse(one);
    const known = table.success ? registered.get(table.data.id) : undefined;
    // A table for evaluation among those for everyone would be a leak.
    if (!table.success || known?.entry.audience !== audience || tables.has(table.data.id)) {
      throw broken(name, 'has a table that the registry does not have for this audience');
    }
    const { rows, loss: _, ...rest } = table.data;
    const checked = await checkRows(rows, known, registry, `${name}: ${known.id}`);
    if ((rest.status === 'PUBLISHED') !== checked.length > 0) {
      throw broken(name, 'has a table whose status and rows do not agree');
    }
    take(known.id, checked);
    tables.set(known.id, { ...rest, registered: known });
  }
  return { ...read.data, tables };
}

/** Each row is a cell of the table, and shows only what its minimum allows. */
async function checkRows(
  rows: readonly unknown[],
  table: RegisteredTable,
  registry: Registry,
  name: string,
): Promise<readonly ReleaseRow[]> {
  if (rows.length === 0) return [];
  const { roundedTo } = registry.policy;
  const cells = new Map<string, Cell>();
  await eachInTurns(cellsOf(table), (cell) => void cells.set(cellKey(cell), cell));
  const checked: ReleaseRow[] = [];
  await eachInTurns(rows, (one) => {
    const { success, data } = row.safeParse(one);
    const key = success ? data.keys.join('|') : '';
    const cell = cells.get(key);
    if (!success || cell === undefined) throw broken(name, 'has a row that is no cell of it');
    cells.delete(key);
    const smallest = roundedUp(minimumOf(registry, table, cell), roundedTo);
    const { value } = data;
    const isAllowed = value === null || (value % roundedTo === 0 && value >= smallest);
    if (!isAllowed) throw broken(name, 'has a number that may not be shown');
    checked.push(data);
  });
  return checked;
}

/** Half up, as numbers are rounded. */
const roundedUp = (number: number, to: number) => Math.floor((number + to / 2) / to) * to;

const broken = (name: string, what: string) => new BrokenRelease(`${name} ${what}`);
