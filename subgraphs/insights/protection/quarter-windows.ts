/** The quarters in which a record can fall, by the programme that it belongs to. */
import { quartersBetween } from '../../kit/statistics/quarters.ts';
import { PROGRAMME, type Registry } from '../registry/registry.ts';

export interface QuarterWindows {
  /** Every quarter since the first programme began, oldest first. */
  readonly all: readonly string[];
  /** Those of records of one programme; all of them for a code that is no registered programme. */
  of(programme: string): ReadonlySet<string>;
  /** The quarters in which a record with these values can have a step. */
  clip(
    quarters: ReadonlySet<string>,
    where: ReadonlyMap<string, ReadonlySet<string>>,
  ): ReadonlySet<string>;
}

export function quarterWindows({ programmes }: Registry, release: string): QuarterWindows {
  const from = Object.values(programmes)
    .map(({ quarters }) => quarters.from)
    .toSorted()[0];
  const all = quartersBetween(from ?? release, release);
  const everyQuarter: ReadonlySet<string> = new Set(all);
  const windows = new Map(
    Object.entries(programmes).map(([id, { quarters }]) => [
      id,
      new Set(
        all.filter(
          (one) => one >= quarters.from && (quarters.to === undefined || one <= quarters.to),
        ),
      ),
    ]),
  );
  const windowOf = (programme: string) => windows.get(programme) ?? everyQuarter;
  return {
    all,
    of: windowOf,
    clip(quarters, where) {
      const open = [...(where.get(PROGRAMME) ?? [])].map(windowOf);
      return new Set(
        all.filter(
          (one) =>
            quarters.has(one) && (!where.has(PROGRAMME) || open.some((window) => window.has(one))),
        ),
      );
    },
  };
}
