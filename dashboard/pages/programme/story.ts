/** What the published figures say about a programme, without its page. */
import { kindOf, type FigureKind, type StatedFigure } from '../../indicators/figure-kind.ts';

/** In the order of the page: what was reached first. */
const FIGURE_KINDS: readonly FigureKind[] = [
  'result',
  'estimate',
  'target',
  'ambition',
  'need',
  'context',
];

export function byKind<Figure extends StatedFigure>(
  indicators: readonly Figure[],
): readonly (readonly [FigureKind, readonly Figure[]])[] {
  return FIGURE_KINDS.map(
    (kind) => [kind, indicators.filter((indicator) => kindOf(indicator) === kind)] as const,
  ).filter(([, figures]) => figures.length > 0);
}

/** Words of a size without a number, in the Dutch of the sources. */
const SIZES =
  /\b(?:zo goed als op|nagenoeg op|bijna op|enkele|een paar|tientallen|honderden|duizenden)\b/iu;

/** The word of a source that stands in for a number; null when the sentence has none. */
export function sizeIn(states: string | null): string | null {
  return SIZES.exec(states ?? '')?.[0].toLowerCase() ?? null;
}
