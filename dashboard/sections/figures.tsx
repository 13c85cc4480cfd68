import type { Indicator } from '../asking/answers.ts';
import { Alert } from '../parts/alert.tsx';
import { SourceLine } from '../parts/source-line.tsx';
import { Badge, Dutch, Paragraph } from '../parts/text.tsx';
import { useReading, wordFor } from '../words/reading.ts';
import type { Reading } from '../words/reading.ts';

/** The published figures, each with what its source states and how firmly. */
export function Figures({ indicators }: { readonly indicators: readonly Indicator[] }) {
  const { words } = useReading();
  if (indicators.length === 0) return <Paragraph>{words.figures.none}</Paragraph>;
  return (
    <>
      <Paragraph isQuiet>{words.figures.intro}</Paragraph>
      <ul className="figures">
        {indicators.map((indicator) => (
          <Figure key={indicator.id} indicator={indicator} />
        ))}
      </ul>
    </>
  );
}

function Figure({ indicator }: { readonly indicator: Indicator }) {
  const reading = useReading();
  const { words, date } = reading;
  const goal = goalOf(indicator);
  return (
    <li className="figure">
      <p className="figure-value">{valueOf(indicator, reading)}</p>
      <div className="figure-text">
        <h3 className="figure-measure">
          <Dutch>{capital(indicator.measure.name ?? '')}</Dutch>{' '}
          {goal !== null && <Badge tone="accent">{wordFor(words.qualifiers, goal)}</Badge>}
        </h3>
        {indicator.source.states && (
          <Paragraph>
            <Dutch>{indicator.source.states}</Dutch>
          </Paragraph>
        )}
        {indicator.correction && (
          <Alert tone="info">
            <Paragraph>
              <strong>{words.correction}:</strong> <Dutch>{indicator.correction}</Dutch>
            </Paragraph>
          </Alert>
        )}
        <p className="nl-paragraph quiet figure-foot">
          {indicator.asOf && `${capital(words.figures.asOf)} ${date(indicator.asOf)} · `}
          <SourceLine source={indicator.source} />
        </p>
      </div>
    </li>
  );
}

/** A goal is no result: such a figure carries a badge, the others a word before the number. */
const GOALS = new Set(['TARGET', 'AMBITION', 'ORDER_OF_MAGNITUDE', 'SHARE']);

function goalOf({ qualifier }: Indicator): string | null {
  return GOALS.has(qualifier) ? qualifier : null;
}

function valueOf(indicator: Indicator, { words, number }: Reading) {
  const { value, min, max, unit, qualifier } = indicator;
  const figure = rangeOf([value, min, max], number);
  if (figure === null) return <span className="figure-none">{words.figures.noNumber}</span>;
  const [one, many] = unitWords(words.units, unit);
  const prefix = GOALS.has(qualifier) ? '' : wordFor(words.qualifiers, qualifier);
  return (
    <>
      {prefix !== '' && <span className="figure-prefix">{prefix} </span>}
      <strong>{figure}</strong> <span className="figure-unit">{value === 1 ? one : many}</span>
    </>
  );
}

function rangeOf(
  [value, min, max]: readonly (number | null)[],
  number: Reading['number'],
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
