import type { Indicator } from '../../operations/responses.ts';
import { textFor, unitText, type Locale } from '../../texts/locale.ts';
import { sizeIn } from './story.ts';

/** A published figure in words: what stands before the number, the number, and what it counts. */
export interface FigureValue {
  readonly before: string;
  /** A word of the source where it gives no number; null when it has neither. */
  readonly figure: string | null;
  readonly unit: string;
}

/** The word before a number; a goal says so elsewhere, with a label. */
const BEFORE: ReadonlySet<string> = new Set(['CIRCA', 'MINIMUM', 'MAXIMUM', 'ESTIMATE', 'SHARE']);

export function valueOf(indicator: Indicator, { texts, number }: Locale): FigureValue {
  const { value, min, max, unit, qualifier, source } = indicator;
  const figure = rangeOf([value, min, max], number);
  if (figure !== null) {
    const before = BEFORE.has(qualifier) ? textFor(texts.qualifiers, qualifier) : '';
    return { before, figure, unit: unitText(texts, unit, value) };
  }
  const size = sizeIn(source.states);
  return {
    before: '',
    figure: size,
    unit: size?.endsWith(' op') === false ? unitText(texts, unit, null) : '',
  };
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
