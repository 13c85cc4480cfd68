import { useSyncExternalStore } from 'react';
import { Link } from '../parts/text.tsx';
import { useLocale } from '../texts/locale.ts';
import type { Texts } from '../texts/nl.ts';
import type { PageResults } from './page-results.ts';
import { ProgrammeList } from './programme-list.tsx';

const wide = window.matchMedia('(min-width: 64rem)');

interface NavProps extends Pick<PageResults, 'programmes'> {
  readonly hasContents: boolean;
}

/** Shown beside the content on a wide page; collapsed above the content on a narrow page. */
export function ProgrammeNav({ programmes, hasContents }: NavProps) {
  const { texts } = useLocale();
  const isWide = useSyncExternalStore(listenToWidth, () => wide.matches);
  return (
    <div className="page-nav">
      {hasContents && (
        <details open={isWide}>
          <summary>{texts.contents}</summary>
          <nav aria-label={texts.contents}>
            <ul>
              {contentsOf(texts).map(([id, title]) => (
                <li key={id}>
                  <Link href={`#${id}`}>{title}</Link>
                </li>
              ))}
            </ul>
          </nav>
        </details>
      )}
      <details open={isWide}>
        <summary>{texts.programmes}</summary>
        <nav aria-label={texts.programmes}>
          <ProgrammeList programmes={programmes} />
        </nav>
      </details>
    </div>
  );
}

function contentsOf(texts: Texts): readonly (readonly [string, string])[] {
  return [
    ['cijfers', texts.figures.title],
    ['statistiek', texts.statistics.title],
    ['regelingen', texts.schemes.title],
    ['pilots', texts.pilots.title],
    ['subsidies', texts.grants.title],
    ['partners', texts.roles.title],
    ['gebeurtenissen', texts.events.title],
    ['leerpunten', texts.learning.title],
    ['geen-antwoord', texts.status.title],
    ['bronnen', texts.sources],
  ];
}

function listenToWidth(onChange: () => void): () => void {
  wide.addEventListener('change', onChange);
  return () => wide.removeEventListener('change', onChange);
}
