import type { Programme, Source } from '../asking/answers.ts';
import { sourceKey } from '../parts/source-line.tsx';
import { Dutch, Heading, Link } from '../parts/text.tsx';
import { useReading } from '../words/reading.ts';

/** Every document that the page rests on, once: what leads here is a `#bron-…` link. */
export function Sources({ programme }: { readonly programme: Programme }) {
  const { words, date } = useReading();
  const sources = sourcesOf(programme);
  if (sources.length === 0) return null;
  return (
    <section className="section" aria-labelledby="bronnen">
      <Heading level={2} id="bronnen">
        {words.sources}
      </Heading>
      <ul className="sources">
        {sources.map((source) => (
          <li key={sourceKey(source)} id={`bron-${sourceKey(source)}`} tabIndex={-1}>
            <Dutch>
              <cite>{source.title}</cite>
            </Dutch>
            <span className="quiet">
              {[source.publisher, source.date ? date(source.date) : words.undated]
                .filter(Boolean)
                .join(', ')}{' '}
              · {source.file ? `${words.file} ${source.file}` : words.noCopy}
            </span>
            {isWebAddress(source.url) && <Link href={source.url}>{source.url}</Link>}
          </li>
        ))}
      </ul>
    </section>
  );
}

function sourcesOf(programme: Programme): readonly Source[] {
  const all = [
    ...(programme.indicators ?? []),
    ...(programme.officials ?? []),
    ...(programme.publicEvents ?? []),
    ...(programme.deliverables ?? []),
    ...(programme.learningPoints ?? []),
  ].flatMap(({ source }) => (source ? [source] : []));
  return [...new Map(all.map((source) => [sourceKey(source), source])).values()];
}

/** Only what leads to the web becomes a link: an address of another sort could run a script. */
export function isWebAddress(url: string | null): url is string {
  return url !== null && URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
}
