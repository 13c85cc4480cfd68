import type { Source } from '../operations/responses.ts';
import { useLocale } from '../texts/locale.ts';
import { Dutch } from './text.tsx';
import { usePresentName } from './use-organisation-names.ts';

/** Key of a source in the list of sources: the id without its fragment. */
export function sourceKey(source: Source): string {
  return source.id.split('#')[0] ?? source.id;
}

interface SourceTextProps {
  readonly source: Pick<Source, 'publisher' | 'title' | 'date'>;
}

/** Who published a source, or else its title, and when. */
export function SourceText({ source: { publisher, title, date: day } }: SourceTextProps) {
  const { texts, date } = useLocale();
  const present = usePresentName()(publisher ?? '');
  return (
    <>
      <Dutch>{present ?? publisher ?? title}</Dutch>
      {present !== undefined && ` (${texts.atThatTime} ${publisher})`},{' '}
      {day ? date(day) : texts.undated}
    </>
  );
}

/** Publisher and date, with a link to the entry in the list of sources. */
export function SourceLine({ source }: { readonly source: Source | null }) {
  const { texts } = useLocale();
  if (!source) return null;
  return (
    <span>
      {texts.source}:{' '}
      <a className="nl-link" href={`#bron-${sourceKey(source)}`}>
        <SourceText source={source} />
      </a>
    </span>
  );
}
