/** What is new in a release, compared with the one before it. */
import type { LocalizedText } from '../../texts/locale.ts';

export interface ComparedRelease {
  readonly id: string;
  readonly tables: readonly {
    readonly id: string;
    readonly status: string;
    readonly title: LocalizedText;
  }[];
}

export interface ReleaseChanges {
  /** Published in this release, and not in the one before. */
  readonly published: readonly LocalizedText[];
  /** Published in the one before, and not in this release. */
  readonly withdrawn: readonly LocalizedText[];
}

export function changesOf(release: ComparedRelease, before: ComparedRelease): ReleaseChanges {
  return {
    published: publishedOnlyIn(release, before),
    withdrawn: publishedOnlyIn(before, release),
  };
}

function publishedOnlyIn(one: ComparedRelease, other: ComparedRelease): readonly LocalizedText[] {
  const published = new Set(
    other.tables.filter(({ status }) => status === 'PUBLISHED').map(({ id }) => id),
  );
  return one.tables
    .filter(({ id, status }) => status === 'PUBLISHED' && !published.has(id))
    .map(({ title }) => title);
}
