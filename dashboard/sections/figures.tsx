import type { Indicator } from '../operations/responses.ts';
import { Alert } from '../parts/alert.tsx';
import { SourceLine } from '../parts/source-line.tsx';
import { Badge, Dutch, Paragraph } from '../parts/text.tsx';
import { useLocale, textFor } from '../texts/locale.ts';
import type { Locale } from '../texts/locale.ts';

/** The published figures, each with its qualifier and the statement of its source. */
export function Figures({ indicators }: { readonly indicators: readonly Indicator[] }) {
  const { texts } = useLocale();
  if (indicators.length === 0) return <Paragraph>{texts.figures.none}</Paragraph>;
  return (
    <>
      <Paragraph isQuiet>{texts.figures.intro}</Paragraph>
      <ul className="figures">
        {indicators.map((indicator) => (
          <Figure key={indicator.id} indicator={indicator} />
        ))}
      </ul>
    </>
  );
}

function Figure({ indicator }: { readonly indicator: Indicator }) {
  const locale = useLocale();
  const { texts, date } = locale;
  const goal = goalOf(indicator);
  return (
    <li className="figure">
      <p className="figure-value">{valueOf(indicator, locale)}</p>
      <div className="figure-text">
        <h3 className="figure-measure">
          <Dutch>{capital(indicator.measure.name ?? '')}</Dutch>{' '}
          {goal !== null && <Badge tone="accent">{textFor(texts.qualifiers, goal)}</Badge>}
        </h3>
        {indicator.source.states && (
          <Paragraph>
            <Dutch>{indicator.source.states}</Dutch>
          </Paragraph>
        )}
        {indicator.correction && (
          <Alert tone="info">
            <Paragraph>
              <strong>{texts.correction}:</strong> <Dutch>{indicator.correction}</Dutch>
            </Paragraph>
          </Alert>
        )}
        <p className="nl-paragraph quiet figure-foot">
          {indicator.asOf && `${capital(texts.figures.asOf)} ${date(indicator.asOf)} · `}
          <SourceLine source={indicator.source} />
        </p>
      </div>
    </li>
  );
}

/** A goal is not a result: it gets a badge, other qualifiers a word before the number. */
const GOALS = new Set(['TARGET', 'AMBITION', 'ORDER_OF_MAGNITUDE', 'SHARE']);

function goalOf({ qualifier }: Indicator): string | null {
  return GOALS.has(qualifier) ? qualifier : null;
}

function valueOf(indicator: Indicator, { texts, number }: Locale) {
  const { value, min, max, unit, qualifier } = indicator;
  const figure = rangeOf([value, min, max], number);
  if (figure === null) return <span className="figure-none">{texts.figures.noNumber}</span>;
  const [one, many] = unitWords(texts.units, unit);
  const prefix = GOALS.has(qualifier) ? '' : textFor(texts.qualifiers, qualifier);
  return (
    <>
      {prefix !== '' && <span className="figure-prefix">{prefix} </span>}
      <strong>{figure}</strong> <span className="figure-unit">{value === 1 ? one : many}</span>
    </>
  );
}

function rangeOf(
  [value, min, max]: readonly (number | null)[],
  number: Locale['number'],
): string | null {
  if (value != null) return number(value);
  if (min != null && max != null) return `${number(min)}–${number(max)}`;
  const end = min ?? max;
  return end == null ? null : number(end);
}

function unitWords(
  units: Readonly<Record<string, readonly string[]>>,
  unit: string,
): readonly string[] {
  return units[unit] ?? [unit, unit];
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
