import type { Source } from '../asking/answers.ts';
import { useReading } from '../words/reading.ts';
import { Dutch } from './text.tsx';

/** A source stands once in the list of sources; the part before `#` names it there. */
export function sourceKey(source: Source): string {
  return source.id.split('#')[0] ?? source.id;
}

/** Who published it and when, leading to the source's own entry. */
export function SourceLine({ source }: { readonly source: Source | null }) {
  const { words, date } = useReading();
  if (!source) return null;
  return (
    <span className="source-line">
      {words.source}:{' '}
      <a className="nl-link" href={`#bron-${sourceKey(source)}`}>
        <Dutch>{source.publisher ?? source.title}</Dutch>
        {`, ${source.date ? date(source.date) : words.undated}`}
      </a>
    </span>
  );
}
