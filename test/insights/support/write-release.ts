/** Writes releases into folders as the release command does, from tables that a test made or changed. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type {
  EarlierCertificates,
  EarlierRelease,
  ProtectedRelease,
} from '../../../subgraphs/insights/protection/protect-release.ts';
import { tablesOf } from '../../../subgraphs/insights/registry/registered-tables.ts';
import type { Registry } from '../../../subgraphs/insights/registry/registry.ts';
import { MANIFEST, sha256 } from '../../../subgraphs/insights/release/manifest.ts';
import type { ReleaseFile } from '../../../subgraphs/insights/release/release-file.ts';

/** A release that a test wrote, for those that follow it. */
export interface WrittenRelease extends EarlierRelease {
  readonly folder: string;
  readonly id: string;
  /** SHA-256 of its manifest. */
  readonly manifest: string;
  readonly certificates: EarlierCertificates;
}

/** Writes a release below the folder of all releases. */
export function writeRelease(
  releases: string,
  registry: Registry,
  id: string,
  made: ProtectedRelease,
  previous: WrittenRelease | null,
): WrittenRelease {
  const fileOf = (audience: ReleaseFile['audience']): ReleaseFile => ({
    id,
    quarter: id,
    publishedAt: '2026-01-01T00:00:00Z',
    policy: registry.policy.id,
    synthetic: true,
    audience,
    previous: previous === null ? null : { id: previous.id, manifest: previous.manifest },
    tables: tablesOf(registry, id)
      .filter(({ entry }) => entry.audience === audience)
      .map((table) => {
        const own = made.tables.find((one) => one.id === table.id);
        return own === undefined
          ? {
              id: table.id,
              status: 'SOURCE_UNAVAILABLE',
              reason: null,
              sources: [],
              rows: [],
              loss: null,
            }
          : {
              id: own.id,
              status: own.status,
              reason: own.reason,
              sources: [],
              rows: own.rows,
              loss: own.loss,
            };
      }),
  });
  const [open, evaluation] = [fileOf('PUBLIC'), fileOf('EVALUATION')];
  const folder = join(releases, id);
  const inner = writeFolder(join(folder, 'evaluation'), {
    'release.json': evaluation,
    'certificate.json': made.evaluationCertificate,
  });
  const manifest = writeFolder(
    folder,
    { 'release.json': open, 'certificate.json': made.certificate, 'registry.json': registry },
    { [`evaluation/${MANIFEST}`]: inner },
  );
  const certificates = { public: made.certificate, evaluation: made.evaluationCertificate };
  return { folder, id, manifest, registry, public: open, evaluation, certificates };
}

/** Writes files and their manifest; gives the hash of the manifest. */
function writeFolder(
  folder: string,
  contents: Readonly<Record<string, object>>,
  others: Readonly<Record<string, string>> = {},
): string {
  mkdirSync(folder, { recursive: true });
  const files: Record<string, string> = { ...others };
  for (const [name, content] of Object.entries(contents)) {
    const text = JSON.stringify(content);
    writeFileSync(join(folder, name), text);
    files[name] = sha256(text);
  }
  const manifest = JSON.stringify({ release: 'test', files });
  writeFileSync(join(folder, MANIFEST), manifest);
  return sha256(manifest);
}
