import { useSyncExternalStore } from 'react';
import type { Answer } from '../asking/ask.ts';
import type { ProgrammesAnswer } from '../asking/answers.ts';
import { Link, Paragraph } from '../parts/text.tsx';
import { useReading } from '../words/reading.ts';
import type { Words } from '../words/nl.ts';
import { ProgrammeList } from './programme-list.tsx';

const wide = window.matchMedia('(min-width: 64rem)');

interface NavProps {
  readonly programmes: Answer<ProgrammesAnswer> | null;
  readonly hasContents: boolean;
}

/** Beside the content on a wide page; above it and folded on a narrow one. */
export function ProgrammeNav({ programmes, hasContents }: NavProps) {
  const { words } = useReading();
  const isWide = useSyncExternalStore(listenToWidth, () => wide.matches);
  return (
    <div className="page-nav">
      {hasContents && (
        <details open={isWide}>
          <summary>{words.contents}</summary>
          <nav aria-label={words.contents}>
            <ul>
              {contentsOf(words).map(([id, title]) => (
                <li key={id}>
                  <Link href={`#${id}`}>{title}</Link>
                </li>
              ))}
            </ul>
          </nav>
        </details>
      )}
      <details open={isWide}>
        <summary>{words.programmes}</summary>
        <nav aria-label={words.programmes}>
          {programmes === null ? (
            <Paragraph isQuiet>{words.loading}</Paragraph>
          ) : (
            <ProgrammeList programmes={programmes} />
          )}
        </nav>
      </details>
    </div>
  );
}

function contentsOf(words: Words): readonly (readonly [string, string])[] {
  return [
    ['cijfers', words.figures.title],
    ['aantallen', words.counts.title],
    ['regelingen', words.schemes.title],
    ['pilots', words.pilots.title],
    ['subsidies', words.grants.title],
    ['partners', words.roles.title],
    ['gebeurtenissen', words.events.title],
    ['leerpunten', words.learning.title],
    ['zwijgt', words.silence.title],
    ['bronnen', words.sources],
  ];
}

function listenToWidth(tell: () => void): () => void {
  wide.addEventListener('change', tell);
  return () => wide.removeEventListener('change', tell);
}
