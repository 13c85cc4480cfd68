import type { SubgraphContext } from '../kit/subgraph/subgraph-definition.ts';
import type { StatisticsTableModel } from './models.ts';
import type { PublishedRelease } from './records.ts';
import type { ReleaseSource } from './source.ts';

export type InsightsLoaders = ReturnType<typeof createInsightsLoaders>;

export type Context = SubgraphContext<InsightsLoaders>;

/** A release is the same for everyone, so nothing is kept for one request but which releases there are. */
export function createInsightsLoaders(source: ReleaseSource) {
  let found: ReturnType<ReleaseSource['releases']> | undefined;
  // The same for every field of a request, also when a release appears meanwhile.
  const releases = () => (found ??= source.releases());
  return {
    releases,
    /** The newest without an id; null where there is none. */
    release: async (id: string | null): Promise<PublishedRelease | null> => {
      const all = await releases();
      return (id === null ? all[0] : all.find((one) => one.id === id)) ?? null;
    },
    rowsOf: ({ release, table }: StatisticsTableModel) => source.rowsOf(release, table),
  };
}
