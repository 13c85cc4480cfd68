import type { Registry } from './registry/registry.ts';
import type { RegisteredTable } from './registry/registered-tables.ts';
import type { ReleaseFile, ReleaseTable } from './release/release-file.ts';

/** A file of a release, as it was when its hash was checked. */
export interface ReleasedFile {
  /** On disk. */
  readonly path: string;
  /** SHA-256, in hex. */
  readonly hash: string;
  readonly bytes: number;
  /** A file that was changed since then is not given. */
  readonly changedAtMs: number;
}

/** A table of a release without its rows, which are read when somebody asks for them. */
export interface PublishedTable extends Omit<ReleaseTable, 'rows' | 'loss'> {
  readonly registered: RegisteredTable;
}

/** A release whose files are whole. */
export interface PublishedRelease extends Pick<
  ReleaseFile,
  'id' | 'quarter' | 'publishedAt' | 'policy' | 'synthetic'
> {
  readonly registry: Registry;
  /** By id, in the order of the registry. */
  readonly tables: ReadonlyMap<string, PublishedTable>;
  /** By path within the folder of the release, such as `evaluation/release.json`. */
  readonly files: ReadonlyMap<string, ReleasedFile>;
}
