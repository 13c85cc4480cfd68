/** The files of a release, from its protected tables. */
import { randomBytes } from 'node:crypto';
import type { RegisteredTable } from '../registry/registered-tables.ts';
import type { Registry } from '../registry/registry.ts';
import { keyColumnsOf } from './key-columns.ts';
import { MANIFEST, sha256, type ManifestFile } from './manifest.ts';
import type { CertificateFile, ReleaseFile } from './release-file.ts';
import { EVALUATION_FOLDER, type ReleaseContents } from './releases-folder.ts';
import { tableCsv } from './table-csv.ts';
import { tableJsonStat } from './table-json-stat.ts';

/** A release of one audience, with the certificate that belongs to it. */
export interface ProtectedRelease {
  readonly release: ReleaseFile;
  readonly certificate: CertificateFile;
}

export interface ReleaseParts {
  readonly registry: Registry;
  readonly tables: readonly RegisteredTable[];
  readonly public: ProtectedRelease;
  /** Its certificate is over the public tables too. */
  readonly evaluation: ProtectedRelease;
}

/** Every file, by path. The manifest holds the hashes of all others; those of evaluation files through their own one. */
export function releaseContents({ registry, tables, ...audiences }: ReleaseParts): ReleaseContents {
  const evaluation = filesOf(registry, tables, audiences.evaluation);
  const nonce = randomBytes(32).toString('base64url');
  evaluation.set(MANIFEST, manifestOf(audiences.evaluation.release.id, evaluation, nonce));
  const own = filesOf(registry, tables, audiences.public);
  own.set('registry.json', jsonOf(registry));
  const inner = [...evaluation].map(
    ([path, content]) => [`${EVALUATION_FOLDER}/${path}`, content] as const,
  );
  const inManifest = new Map(own);
  for (const [path, content] of inner) if (path.endsWith(MANIFEST)) inManifest.set(path, content);
  return new Map([
    ...own,
    ...inner,
    [MANIFEST, manifestOf(audiences.public.release.id, inManifest)],
  ]);
}

function filesOf(
  registry: Registry,
  tables: readonly RegisteredTable[],
  { release, certificate }: ProtectedRelease,
): Map<string, string> {
  return new Map([
    ['release.json', jsonOf(release)],
    ['certificate.json', jsonOf(certificate)],
    ...tableFiles(registry, tables, release),
  ]);
}

/** The files of each published table. */
export function tableFiles(
  registry: Registry,
  tables: readonly RegisteredTable[],
  release: ReleaseFile,
): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const one of release.tables) {
    const table = tables.find(({ id }) => id === one.id);
    if (table === undefined || one.status !== 'PUBLISHED') continue;
    const columns = keyColumnsOf(registry, table);
    files.set(`${one.id}.csv`, tableCsv(columns, one.rows));
    files.set(`${one.id}.json`, jsonOf(tableJsonStat(release, table, one, columns)));
  }
  return files;
}

function manifestOf(release: string, contents: ReleaseContents, nonce?: string): string {
  const manifest: ManifestFile = {
    release,
    ...(nonce !== undefined && { nonce }),
    files: Object.fromEntries([...contents].map(([path, content]) => [path, sha256(content)])),
  };
  return jsonOf(manifest);
}

const jsonOf = (value: object): string => `${JSON.stringify(value)}\n`;
