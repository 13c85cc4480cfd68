import { Heading, Link, Paragraph } from '../../parts/text.tsx';
import { useLocale, useTexts } from '../../texts/locale.ts';
import { Proof } from '../../statistics/figure-foot.tsx';
import type { ListedRelease } from './queries.ts';
import { changesOf } from './release-changes.ts';
import { texts as pageTexts } from './texts.ts';

interface ReleasesProps {
  readonly id: string;
  /** The newest first. */
  readonly releases: readonly ListedRelease[];
  readonly hasMore: boolean;
}

/** Every release with its date, what is new in it, and how anyone can check it. */
export function Releases({ id, releases, hasMore }: ReleasesProps) {
  const { quarter, date } = useLocale();
  const texts = useTexts(pageTexts);
  const [newest] = releases;
  return (
    <section className="section" aria-labelledby={id}>
      <Heading level={2} id={id}>
        {texts.releases}
      </Heading>
      <Paragraph>{texts.releasesIntro}</Paragraph>
      <ul className="plain-list">
        {releases.map((release, index) => (
          <li key={release.id}>
            <strong>{texts.upTo(quarter(release.id))}</strong>
            <span className="quiet">{texts.publishedOn(date(release.publishedAt))}</span>
            <Changes
              release={release}
              before={releases[index + 1] ?? null}
              isFirst={!hasMore && index === releases.length - 1}
            />
            <span>
              <Link href={release.certificate}>{texts.certificateOf(quarter(release.id))}</Link>
            </span>
          </li>
        ))}
      </ul>
      {hasMore && <Paragraph>{texts.moreReleases}</Paragraph>}
      {newest && (
        <div className="release-proof">
          <Proof certificate={newest.certificate} />
          <p>
            {texts.check} <code>vakgraaf certify</code>. {texts.checkAfter}
          </p>
        </div>
      )}
    </section>
  );
}

function Changes({
  release,
  before,
  isFirst,
}: {
  readonly release: ListedRelease;
  readonly before: ListedRelease | null;
  readonly isFirst: boolean;
}) {
  const { quarter, text } = useLocale();
  const texts = useTexts(pageTexts);
  if (isFirst) return <span>{texts.firstRelease}</span>;
  if (before === null) return <span>{texts.newQuarter(quarter(release.id))}</span>;
  const { published, withdrawn } = changesOf(release, before);
  const titlesOf = (titles: readonly { readonly nl: string; readonly en: string }[]) =>
    [...new Set(titles.map((title) => text(title)))].join(', ');
  return (
    <span>
      {texts.newQuarter(quarter(release.id))}{' '}
      {published.length + withdrawn.length === 0 && texts.sameTables}
      {published.length > 0 && texts.newTables(titlesOf(published))}{' '}
      {withdrawn.length > 0 && texts.withdrawn(titlesOf(withdrawn))}
    </span>
  );
}
