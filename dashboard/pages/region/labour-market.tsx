import { figureText } from '../../indicators/figure-text.ts';
import { Alert } from '../../parts/alert.tsx';
import { Joined } from '../../parts/joined.tsx';
import { Dutch, Paragraph } from '../../parts/text.tsx';
import { capital, textFor, useLocale, useTexts } from '../../texts/locale.ts';
import type { Region } from './region-areas.ts';
import { regionTexts } from './texts.ts';

type LabourMarketFigure = NonNullable<Region['labourMarket']>[number];

/** Published figures on supply and demand, each with its source. */
export function LabourMarket({ figures }: { readonly figures: readonly LabourMarketFigure[] }) {
  const texts = useTexts(regionTexts).labourMarket;
  if (figures.length === 0) return <Paragraph>{texts.none}</Paragraph>;
  return (
    <>
      <Paragraph isQuiet>{texts.intro}</Paragraph>
      <ul className="figures">
        {figures.map((figure) => (
          <Figure key={figure.id} figure={figure} />
        ))}
      </ul>
    </>
  );
}

function Figure({ figure }: { readonly figure: LabourMarketFigure }) {
  const locale = useLocale();
  const texts = useTexts(regionTexts).labourMarket;
  const { measure, sector, asOf, source, correction } = figure;
  const hasNumber = [figure.value, figure.min, figure.max].some((one) => one !== null);
  return (
    <li className="figure">
      <p className="figure-value">
        {hasNumber ? (
          <strong>{figureText(figure, locale)}</strong>
        ) : (
          <span className="figure-none">{texts.noNumber}</span>
        )}
      </p>
      <div className="figure-text">
        <h3 className="figure-measure">
          <Dutch>{capital(measure.name ?? '')}</Dutch>
          {', '}
          {sector === null ? texts.allSectors : textFor(locale.texts.sectors, sector)}
        </h3>
        {source.states && (
          <Paragraph>
            <Dutch>{source.states}</Dutch>
          </Paragraph>
        )}
        {correction && (
          <Alert tone="info">
            <Paragraph>
              <Dutch>{correction}</Dutch>
            </Paragraph>
          </Alert>
        )}
        <p className="nl-paragraph quiet figure-foot">
          <Joined
            parts={[
              asOf && capital(texts.asOf(locale.date(asOf))),
              <span key="source">
                {texts.source}: <Dutch>{source.publisher ?? source.title}</Dutch>,{' '}
                {source.date ? locale.date(source.date) : texts.undated}
              </span>,
            ]}
          />
        </p>
      </div>
    </li>
  );
}
