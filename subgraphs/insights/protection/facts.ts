/** What anyone knows about totals, as figures with an interval. */
import type { Registry } from '../registry/registry.ts';
import { PUBLISHED_FACTS, type Figure, type Interval } from './figures.ts';
import type { QuarterWindows } from './quarter-windows.ts';

export interface FactFigure {
  readonly figure: Figure;
  readonly interval: Interval;
}

/** The facts about a record set that bind a release. */
export function factsOf(
  { publishedFacts, programmes }: Registry,
  recordSet: string,
  release: string,
  windows: QuarterWindows,
): readonly FactFigure[] {
  return publishedFacts.flatMap((fact, at) => {
    if (fact.recordSet !== recordSet) return [];
    const ends = (fact.where['programme'] ?? []).map((id) => {
      const { quarters, lastQuarters } = programmes[id] ?? {};
      return lastQuarters?.[recordSet]?.[fact.step] ?? quarters?.to ?? release;
    });
    const last = fact.until ?? ends.toSorted().at(-1) ?? release;
    const where = new Map(
      Object.entries(fact.where).map(([name, codes]) => [name, new Set(codes)]),
    );
    const quarters = new Set(windows.all.filter((one) => one <= last));
    const figure: Figure = {
      key: `${PUBLISHED_FACTS}|${at}`,
      recordSet,
      step: fact.step,
      quarters: windows.clip({ recordSet, step: fact.step, quarters, where }),
      where,
      places: [{ release, table: PUBLISHED_FACTS, keys: [String(at)] }],
      minimum: 0,
      value: null,
      isHidden: false,
      isFixed: true,
    };
    // Records that a fact counts may come after the quarter of the release.
    const low = last > release ? 0 : (fact.eq ?? fact.ge ?? 0);
    return [{ figure, interval: { low, high: fact.eq ?? fact.le ?? Infinity } }];
  });
}
