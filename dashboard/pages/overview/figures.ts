/** Which published figures of a programme can be compared, and how each is drawn. */
import { kindOf, type FigureKind } from '../../indicators/figure-kind.ts';
import type { OverzichtQuery } from '../../operations/generated.ts';

export type PublishedFigure = NonNullable<
  NonNullable<OverzichtQuery['programmes']>['nodes'][number]['indicators']
>[number];

/** A result, an estimate, a goal and a wish never look alike. */
export type Mark = 'RESULT' | 'ESTIMATE' | 'TARGET' | 'AMBITION';

export interface Figure extends PublishedFigure {
  readonly mark: Mark;
  /** Where its bar begins: of a range its lower end, otherwise 0. */
  readonly from: number;
  readonly to: number;
}

export interface Figures {
  /** In one unit, so that their bars can stand on one scale. */
  readonly compared: readonly Figure[];
  /** The other figures about reach. */
  readonly others: readonly Figure[];
  /** What is needed, according to a source: neither a goal nor a result. */
  readonly needs: readonly Figure[];
}

const MARKS: Readonly<Partial<Record<FigureKind, Mark>>> = {
  result: 'RESULT',
  estimate: 'ESTIMATE',
  target: 'TARGET',
  ambition: 'AMBITION',
};
const ORDER: readonly Mark[] = ['RESULT', 'ESTIMATE', 'TARGET', 'AMBITION'];

/** More bars than this would no longer be read at a glance. */
const COMPARED_MAX = 4;

/** The figures about reach: those of the unit that says most about goal and result, the others, and what is needed. */
export function figuresOf(indicators: readonly PublishedFigure[]): Figures {
  const figures = indicators.flatMap((one) => toFigure(one, MARKS[kindOf(one)]));
  // The words of a need have no mark of their own.
  const needs = indicators
    .filter((one) => kindOf(one) === 'need')
    .flatMap((one) => toFigure(one, 'RESULT'));
  const units = [...new Set(figures.map(({ unit }) => unit))];
  const groups = units.map((unit) => figures.filter((figure) => figure.unit === unit));
  const [best = []] = groups.toSorted(compareGroups);
  const compared = best
    .toSorted((a, b) => ORDER.indexOf(a.mark) - ORDER.indexOf(b.mark) || b.to - a.to)
    .slice(0, COMPARED_MAX);
  return { compared, others: figures.filter((figure) => !compared.includes(figure)), needs };
}

function toFigure(indicator: PublishedFigure, mark: Mark | undefined): readonly Figure[] {
  const to = indicator.value ?? indicator.max ?? indicator.min;
  if (mark === undefined || to === null || to <= 0) return [];
  const from = indicator.value === null && indicator.max !== null ? (indicator.min ?? 0) : 0;
  return [{ ...indicator, mark, from, to }];
}

/** Goal and result together first, then a result or an estimate, then people, then the largest number. */
function compareGroups(a: readonly Figure[], b: readonly Figure[]): number {
  const scores = [a, b].map((group) => {
    const hasResult = group.some(isMeasured);
    const hasGoal = !group.every(isMeasured);
    const isPeople = group.some(({ unit }) => unit === 'PEOPLE');
    return Number(hasResult && hasGoal) * 4 + Number(hasResult) * 2 + Number(isPeople);
  });
  const [scoreA = 0, scoreB = 0] = scores;
  return scoreB - scoreA || largest(b) - largest(a);
}

/** A result or an estimate, and not a goal or a wish. */
export function isMeasured({ mark }: Figure): boolean {
  return mark === 'RESULT' || mark === 'ESTIMATE';
}

/** The end of the scale that these figures share. */
export function largest(figures: readonly Figure[]): number {
  return Math.max(0, ...figures.map(({ to }) => to));
}
