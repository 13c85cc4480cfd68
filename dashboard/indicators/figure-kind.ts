/** What a published figure is. Every page takes it from here, so that a goal is nowhere shown as a result. */
import type { Qualifier, Unit } from '../operations/generated.ts';

/** Reached, estimated, wanted, wished for, needed, or only context. */
export type FigureKind = 'result' | 'estimate' | 'target' | 'ambition' | 'need' | 'context';

/** What a saved query must select of a figure. */
export interface StatedFigure {
  readonly qualifier: Qualifier;
  readonly unit: Unit;
  readonly value: number | null;
  readonly min: number | null;
  readonly max: number | null;
  readonly measure: { readonly name: string | null };
}

/** Units of what was reached. A duration, a share or a number of parties says something else. */
const REACHED: ReadonlySet<Unit> = new Set<Unit>([
  'PEOPLE',
  'VOUCHERS',
  'TRAJECTORIES',
  'ARRANGEMENTS',
  'EMPLOYERS',
  'PUPILS',
  'JOBS',
]);

const KINDS: Readonly<Partial<Record<Qualifier, FigureKind>>> = {
  EXACT: 'result',
  CIRCA: 'result',
  MINIMUM: 'result',
  ESTIMATE: 'estimate',
  RANGE: 'estimate',
  MAXIMUM: 'estimate',
  TARGET: 'target',
  AMBITION: 'ambition',
};

/** The graph has no qualifier for a need, which a source states as firmly as a result: the measure's name tells it. */
const NEED = /\bnodig\b/i;

export function kindOf({ qualifier, unit, measure, value, min, max }: StatedFigure): FigureKind {
  if (!REACHED.has(unit) || (value ?? min ?? max) === null) return 'context';
  const kind = KINDS[qualifier] ?? 'context';
  return kind === 'result' && NEED.test(measure.name ?? '') ? 'need' : kind;
}
