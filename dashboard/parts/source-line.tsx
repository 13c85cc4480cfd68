import type { Source } from '../operations/responses.ts';
import { useLocale } from '../texts/locale.ts';
import { Dutch } from './text.tsx';

/** Key of a source in the list of sources: the id without its fragment. */
export function sourceKey(source: Source): string {
  return source.id.split('#')[0] ?? source.id;
}

/** Publisher and date, with a link to the entry in the list of sources. */
export function SourceLine({ source }: { readonly source: Source | null }) {
  const { texts, date } = useLocale();
  if (!source) return null;
  return (
    <span>
      {texts.source}:{' '}
      <a className="nl-link" href={`#bron-${sourceKey(source)}`}>
        <Dutch>{source.publisher ?? source.title}</Dutch>
        {`, ${source.date ? date(source.date) : texts.undated}`}
      </a>
    </span>
  );
}
