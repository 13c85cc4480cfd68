// oxlint-disable-next-line import/no-unassigned-import -- styles are imported for their effect
import '../../parts/figure-tiles.css';
import { figureText } from '../../indicators/figure-text.ts';
import { Joined } from '../../parts/joined.tsx';
import { SourceText } from '../../parts/source-line.tsx';
import { Dutch, Paragraph } from '../../parts/text.tsx';
import { capital, textFor, unitText, useLocale, useTexts } from '../../texts/locale.ts';
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
      <ul className="figure-tiles">
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
  const { measure, sector, asOf, source, correction, value, unit } = figure;
  const hasNumber = [value, figure.min, figure.max].some((one) => one !== null);
  return (
    <li className="figure-tile">
      <h3 className="figure-tile-measure">
        <Dutch>{capital(measure.name ?? '')}</Dutch>
        {', '}
        {sector === null ? texts.allSectors : textFor(locale.texts.sectors, sector)}
      </h3>
      <p className="figure-tile-value">
        {hasNumber ? (
          <>
            <strong>{figureText(figure, locale)}</strong> {unitText(locale.texts, unit, value)}
          </>
        ) : (
          texts.noNumber
        )}
      </p>
      {source.states && (
        <p className="figure-tile-text">
          <Dutch>{source.states}</Dutch>
        </p>
      )}
      {correction && (
        <p className="figure-tile-text quiet">
          {locale.texts.correction}: <Dutch>{correction}</Dutch>
        </p>
      )}
      <p className="figure-tile-foot quiet">
        <Joined
          parts={[
            asOf && capital(texts.asOf(locale.date(asOf))),
            <span key="source">
              {locale.texts.source}: <SourceText source={source} />
            </span>,
          ]}
        />
      </p>
    </li>
  );
}
