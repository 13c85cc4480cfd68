/** The quarters in which a record can have a step, by the programme that it belongs to. */
import { quartersBetween } from '../../kit/statistics/quarters.ts';
import { windowOf, type Predicate, type StepName } from '../registry/registered-tables.ts';
import { PROGRAMME, type Registry } from '../registry/registry.ts';

export interface QuarterWindows {
  /** Every quarter since the first programme began, oldest first. */
  readonly all: readonly string[];
  /** Those of records of one programme; all of them for a code that is no registered programme. */
  of(programme: string, step: StepName): ReadonlySet<string>;
  /** Those of its quarters in which a record that it counts can have the step. */
  clip(predicate: Omit<Predicate, 'key'>): ReadonlySet<string>;
}

export function quarterWindows(registry: Registry, release: string): QuarterWindows {
  const { programmes } = registry;
  const from = Object.values(programmes)
    .map(({ quarters }) => quarters.from)
    .toSorted()[0];
  const all = quartersBetween(from ?? release, release);
  const everyQuarter: ReadonlySet<string> = new Set(all);
  const known = new Map<string, ReadonlySet<string>>();
  const windowFor = (programme: string, step: StepName) => {
    if (programmes[programme] === undefined) return everyQuarter;
    const key = JSON.stringify([programme, step.recordSet, step.step]);
    const window = known.get(key) ?? new Set(windowOf(registry, programme, release, step));
    known.set(key, window);
    return window;
  };
  return {
    all,
    of: windowFor,
    clip({ quarters, where, ...step }) {
      const open = [...(where.get(PROGRAMME) ?? [])].map((one) => windowFor(one, step));
      return new Set(
        all.filter(
          (one) =>
            quarters.has(one) && (!where.has(PROGRAMME) || open.some((window) => window.has(one))),
        ),
      );
    },
  };
}
