import { Fragment } from 'react';
import { figureText } from '../../indicators/figure-text.ts';
import { SourceText } from '../../parts/source-line.tsx';
import { Dutch } from '../../parts/text.tsx';
import { capital, unitText, useLocale, useTexts } from '../../texts/locale.ts';
import { isMeasured, largest, type Figure, type Figures } from './figures.ts';
import { overviewTexts } from './texts.ts';

/** Figures in one unit as bars on one scale; the others in words; the sources under them. */
export function FigureBars({ figures }: { readonly figures: Figures }) {
  const locale = useLocale();
  const texts = useTexts(overviewTexts).programmes;
  const { compared, others, needs } = figures;
  if (compared.length === 0) return null;
  const hasResult = [...compared, ...others].some(isMeasured);
  return (
    <>
      <ul className="bars">
        {compared.map((figure) => (
          <Bar key={figure.id} figure={figure} compared={compared} />
        ))}
      </ul>
      {others.length > 0 && <InWords title={texts.also} figures={others} />}
      {needs.length > 0 && <InWords title={texts.need} figures={needs} />}
      <div className="bars-foot quiet">
        <p>
          {!hasResult && `${texts.noResult} `}
          {locale.texts.source}:{' '}
          {sourcesOf(compared).map((source, index) => (
            <Fragment key={`${source.publisher} ${source.title}`}>
              {index > 0 && '; '}
              <SourceText source={source} />
            </Fragment>
          ))}
          {asOf(compared).map((day) => `, ${texts.asOf(locale.date(day))}`)}.
        </p>
        <Notes figures={compared} />
      </div>
    </>
  );
}

interface BarProps {
  readonly figure: Figure;
  /** All figures on its scale. */
  readonly compared: readonly Figure[];
}

function Bar({ figure, compared }: BarProps) {
  const locale = useLocale();
  const texts = useTexts(overviewTexts);
  const { mark, measure, from, to } = figure;
  const end = largest(compared);
  const share = (value: number) => `${(value / end) * 100}%`;
  // A goal is a line where a bar would end; a result also shows the goals that it can be measured against.
  const goals = isMeasured(figure) ? compared.filter((one) => !isMeasured(one)) : [figure];
  return (
    <li className="bar">
      <span>
        <Dutch>{capital(measure.name ?? '')}</Dutch>
      </span>
      <span className="bar-track" aria-hidden="true">
        {isMeasured(figure) && (
          <span
            className={`mark mark--${mark.toLowerCase()}`}
            style={{ insetInlineStart: share(from), inlineSize: share(to - from) }}
          />
        )}
        {goals.map((goal) => (
          <span
            key={goal.id}
            className={`mark mark--${goal.mark.toLowerCase()}`}
            style={{ insetInlineStart: share(goal.to) }}
          />
        ))}
      </span>
      <span className="bar-value">
        {mark !== 'RESULT' && <span>{texts.marks[mark]} </span>}
        <strong>{figureText(figure, locale)}</strong>{' '}
        {unitText(locale.texts, figure.unit, figure.value)}
      </span>
    </li>
  );
}

function InWords({
  title,
  figures,
}: {
  readonly title: string;
  readonly figures: readonly Figure[];
}) {
  const locale = useLocale();
  const texts = useTexts(overviewTexts);
  return (
    <p>
      <span className="quiet">{title}</span>{' '}
      {figures.map((figure, index) => (
        <span key={figure.id}>
          {index > 0 && '; '}
          <Dutch>{figure.measure.name}</Dutch>{' '}
          {figure.mark !== 'RESULT' && `${texts.marks[figure.mark]} `}
          <strong>{figureText(figure, locale)}</strong>
        </span>
      ))}
      .
    </p>
  );
}

/** What the graph knows to be unclear about the figures. */
function Notes({ figures }: { readonly figures: readonly Figure[] }) {
  const texts = useTexts(overviewTexts).programmes;
  const notes = [...new Set(figures.flatMap(({ correction }) => correction ?? []))];
  if (notes.length === 0) return null;
  return (
    <details className="bars-notes">
      <summary>{texts.note}</summary>
      {notes.map((note) => (
        <p key={note}>
          <Dutch>{note}</Dutch>
        </p>
      ))}
    </details>
  );
}

/** One of each publisher and day. */
function sourcesOf(figures: readonly Figure[]): readonly Figure['source'][] {
  const sources = figures.map(({ source }) => source);
  return [
    ...new Map(sources.map((one) => [`${one.publisher ?? one.title} ${one.date}`, one])).values(),
  ];
}

function asOf(figures: readonly Figure[]): readonly string[] {
  return [
    ...new Set(
      figures.flatMap(({ asOf: day, source }) => (day && day !== source.date ? [day] : [])),
    ),
  ];
}
