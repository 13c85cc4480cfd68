// oxlint-disable-next-line import/no-unassigned-import -- styles are imported for their effect
import '../../parts/figure-tiles.css';
import type { FigureKind } from '../../indicators/figure-kind.ts';
import type { Indicator } from '../../operations/responses.ts';
import { SourceLine } from '../../parts/source-line.tsx';
import { Dutch, Paragraph } from '../../parts/text.tsx';
import { capital, useLocale, useTexts } from '../../texts/locale.ts';
import { valueOf } from './figure-value.ts';
import { byKind } from './story.ts';
import { programmeTexts } from './texts.ts';

/** The published figures, each with what it is and the statement of its source. */
export function Figures({ indicators }: { readonly indicators: readonly Indicator[] }) {
  const texts = useTexts(programmeTexts);
  return (
    <>
      <Paragraph isQuiet>{texts.figuresIntro}</Paragraph>
      <ul className="figure-tiles">
        {byKind(indicators).flatMap(([kind, figures]) =>
          figures.map((indicator) => (
            <Figure key={indicator.id} indicator={indicator} kind={kind} />
          )),
        )}
      </ul>
    </>
  );
}

interface FigureProps {
  readonly indicator: Indicator;
  readonly kind: FigureKind;
}

function Figure({ indicator, kind }: FigureProps) {
  const locale = useLocale();
  const { texts, date } = locale;
  const own = useTexts(programmeTexts);
  const { before, figure, unit } = valueOf(indicator, locale);
  const { source, asOf } = indicator;
  const isOlder = asOf !== null && asOf !== source.date;
  return (
    <li className={`figure-tile figure-tile--${kind}`}>
      <h3 className="figure-tile-measure">
        <Dutch>{capital(indicator.measure.name ?? '')}</Dutch>
      </h3>
      <p className="figure-tile-value">
        {before !== '' && `${before} `}
        <strong>
          <Dutch>{figure ?? source.states}</Dutch>
        </strong>{' '}
        {unit}
        {kind !== 'context' && <span className={`mark mark--${kind}`}>{own.kinds[kind]}</span>}
      </p>
      {figure !== null && source.states !== null && (
        <p className="figure-tile-text">
          <Dutch>{source.states}</Dutch>
        </p>
      )}
      {indicator.correction !== null && (
        <p className="figure-tile-text quiet">
          {texts.correction}: <Dutch>{indicator.correction}</Dutch>
        </p>
      )}
      <p className="figure-tile-foot quiet">
        {isOlder && `${capital(texts.figures.asOf)} ${date(asOf)} · `}
        <SourceLine source={source} />
      </p>
    </li>
  );
}
