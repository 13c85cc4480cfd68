import { textFor, type Locale } from '../texts/locale.ts';
import type { Qualifier } from '../operations/generated.ts';

interface Figure {
  readonly value: number | null;
  readonly min: number | null;
  readonly max: number | null;
  readonly qualifier: Qualifier;
}

/** The number with the word that its source puts before it: `circa 350`, `500–1.000`. */
export function figureText(
  { value, min, max, qualifier }: Figure,
  { number, texts }: Locale,
): string {
  const ends = [value ?? min, value === null && min !== null ? max : null];
  const figure = ends.flatMap((end) => (end === null ? [] : [number(end)])).join('–');
  const isGoal = qualifier === 'TARGET' || qualifier === 'AMBITION';
  const isNamed = isGoal || qualifier === 'ESTIMATE';
  const word = isNamed ? '' : textFor(texts.qualifiers, qualifier);
  return [word, figure || (max === null ? '' : number(max))].filter(Boolean).join(' ');
}
