import type { Programme, Source } from '../../operations/responses.ts';
import { sourceKey, SourceText } from '../../parts/source-line.tsx';
import { Dutch, Heading, Link } from '../../parts/text.tsx';
import { isWebAddress } from '../../parts/web-address.ts';
import { useLocale } from '../../texts/locale.ts';

/** All sources of the page, once each; `#bron-…` links lead to them. */
export function Sources({ programme }: { readonly programme: Programme }) {
  const { texts } = useLocale();
  const sources = sourcesOf(programme);
  if (sources.length === 0) return null;
  return (
    <section className="section" aria-labelledby="bronnen">
      <Heading level={2} id="bronnen">
        {texts.sources}
      </Heading>
      <ul className="sources">
        {sources.map((source) => (
          <li key={sourceKey(source)} id={`bron-${sourceKey(source)}`} tabIndex={-1}>
            <Dutch>
              <cite>{source.title}</cite>
            </Dutch>
            <span className="quiet">
              <SourceText source={source} />
            </span>
            {isWebAddress(source.url) && (
              <Link href={source.url}>{new URL(source.url).hostname}</Link>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The documents behind everything that is published about a programme, once each. */
export function sourcesOf(programme: Programme): readonly Source[] {
  return distinctSources([
    ...(programme.indicators ?? []),
    ...(programme.officials ?? []),
    ...(programme.publicEvents ?? []),
    ...(programme.deliverables ?? []),
    ...(programme.learningPoints ?? []),
  ]);
}

/** The document behind each of the items, once each. */
export function distinctSources(
  items: readonly { readonly source: Source | null }[],
): readonly Source[] {
  const all = items.flatMap(({ source }) => source ?? []);
  return [...new Map(all.map((source) => [sourceKey(source), source])).values()];
}
