import type { Indicator } from '../../operations/responses.ts';
import { Joined } from '../../parts/joined.tsx';
import { SourceLine } from '../../parts/source-line.tsx';
import { Dutch } from '../../parts/text.tsx';
import { useLocale, useTexts } from '../../texts/locale.ts';
import { valueOf } from './figure-value.ts';
import { distinctSources } from './sources.tsx';
import { byKind } from './story.ts';
import { programmeTexts } from './texts.ts';
import { WordList } from './word-list.tsx';

/** What was reached and what was wanted, in one sentence for each; they never look alike. */
export function Story({ indicators }: { readonly indicators: readonly Indicator[] }) {
  const texts = useTexts(programmeTexts);
  const groups = byKind(indicators).filter(([kind]) => kind !== 'context');
  const kinds = new Set(groups.map(([kind]) => kind));
  const sources = distinctSources(groups.flatMap(([, figures]) => figures));
  const isWanted = kinds.has('target') || kinds.has('ambition');
  if (groups.length === 0) return <p className="story-none quiet">{texts.noFigures}</p>;
  return (
    <>
      <dl className="story">
        {!kinds.has('result') && (
          <div>
            <dt className="mark mark--result">{texts.kinds.result}</dt>
            <dd className="quiet">{texts.noResult}</dd>
          </div>
        )}
        {groups.map(([kind, figures]) => (
          <div key={kind}>
            <dt className={`mark mark--${kind}`}>{texts.kinds[kind]}</dt>
            <dd>
              <WordList
                items={figures.map((figure) => (
                  <StoryFigure key={figure.id} figure={figure} />
                ))}
              />
              .
            </dd>
          </div>
        ))}
        {!isWanted && (
          <div>
            <dt className="mark mark--target">{texts.kinds.target}</dt>
            <dd className="quiet">{texts.noGoal}</dd>
          </div>
        )}
      </dl>
      <p className="story-sources quiet">
        <Joined
          parts={sources.map((source) => (
            <SourceLine key={source.id} source={source} />
          ))}
        />
      </p>
    </>
  );
}

/** `circa 350 uitgevoerde begeleidingstrajecten`: the name of a measure of a count follows its number. */
function StoryFigure({ figure: indicator }: { readonly figure: Indicator }) {
  const { before, figure } = valueOf(indicator, useLocale());
  return (
    <>
      {before !== '' && `${before} `}
      <strong>{figure}</strong> <Dutch>{indicator.measure.name}</Dutch>
    </>
  );
}
