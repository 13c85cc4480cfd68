import type * as Generated from '../../operations/generated.ts';
import { partnersQuery } from '../../operations/saved-queries.ts';
import type { QueryResult } from '../../operations/send-query.ts';
import { useQueries } from '../../operations/use-queries.ts';
import { useQuery } from '../../operations/use-query.ts';
import { keyOf } from '../../programmes/areas.ts';
import {
  activityOf,
  inOrder,
  isWhole,
  programmeState,
  type Activity,
  type FigureKind,
  type ProgrammeState,
} from '../../programmes/programme-state.ts';
import { runningQuery } from '../../programmes/running-query.ts';
import { figuresOf, isMeasured, type Figures } from './figures.ts';
import { overlapQuery, overviewQuery, reachQuery } from './queries.ts';
import { areasToAsk, programmesByRegion } from './reached-regions.ts';

export type OverviewProgramme = NonNullable<
  Generated.OverzichtQuery['programmes']
>['nodes'][number];

export interface ProgrammeOverview {
  readonly programme: OverviewProgramme;
  readonly name: string | null;
  /** Null until the registers have answered. */
  readonly state: ProgrammeState | null;
  readonly activity: Activity;
  readonly figures: Figures;
  readonly figureKind: FigureKind;
  /** Whether it has a voucher scheme; null while that is not known, as when a fund failed. */
  readonly hasVouchers: boolean | null;
}

/** A result is null until it has arrived. */
export interface OverviewResults {
  readonly overview: QueryResult<Generated.OverzichtQuery> | null;
  readonly running: QueryResult<Generated.WatLooptNuQuery> | null;
  readonly reach: QueryResult<Generated.BereikQuery> | null;
  readonly partners: QueryResult<Generated.PartnersQuery> | null;
  /** In the order of the page. */
  readonly programmes: readonly ProgrammeOverview[] | null;
  /** How many programmes run in each labour market region; null until known, and when that failed. */
  readonly counts: ReadonlyMap<string, number> | null;
  /** A part of the answer did not come, so that the counts will not either. */
  readonly haveCountsFailed: boolean;
  /** Every register answered in full: otherwise more programmes may run than are counted. */
  readonly isWhole: boolean;
}

/** More areas than this are not asked: each is a query of its own. */
const AREAS_MAX = 40;

/** Asks side by side what does not depend on another answer; the partners last, so that they have been asked something. */
export function useOverviewResults(): OverviewResults {
  const overview = useQuery(overviewQuery, {});
  const running = useQuery(runningQuery, {});
  const reach = useQuery(reachQuery, {});
  const isAsked = overview !== null && running !== null && reach !== null;
  const partners = useQuery(partnersQuery, {}, isAsked);
  const nodes = overview?.data?.programmes?.nodes ?? null;
  const programmes = nodes && inOrder(nodes.map((one) => programmeOverview(one, running)));
  const active = programmes
    ?.filter(({ state }) => state === 'RUNNING')
    .map(({ programme }) => programme);
  const areas = active && running ? areasToAsk(active) : null;
  const overlaps = useQueries(
    overlapQuery,
    areas && areas.map(({ kind, code }) => ({ soort: kind, code })),
    AREAS_MAX,
  );
  const counts = active && areas && overlaps ? countsOf(active, areas, overlaps) : null;
  return {
    overview,
    running,
    reach,
    partners,
    programmes,
    counts,
    haveCountsFailed: counts === null && (overlaps !== null || (overview !== null && !nodes)),
    isWhole: isWhole(running),
  };
}

function programmeOverview(
  programme: OverviewProgramme,
  running: OverviewResults['running'],
): ProgrammeOverview {
  const activity = activityOf(programme.id, running?.data ?? null);
  const figures = figuresOf(programme.indicators ?? []);
  return {
    programme,
    name: programme.name,
    state: programmeState(programme, running),
    activity,
    figures,
    figureKind: kindOf(figures),
    hasVouchers: activity.schemes > 0 || (isWhole(running) ? false : null),
  };
}

function kindOf({ compared }: Figures): FigureKind {
  if (compared.length === 0) return 'NONE';
  return compared.some(isMeasured) ? 'RESULT' : 'GOAL';
}

function countsOf(
  active: readonly OverviewProgramme[],
  areas: ReturnType<typeof areasToAsk>,
  results: readonly QueryResult<Generated.RegioOverlapQuery>[],
): ReadonlyMap<string, number> | null {
  if (results.some(({ hasFailed }) => hasFailed)) return null;
  const overlaps = new Map(
    areas.map((area, index) => [
      keyOf(area),
      results[index]?.data?.region?.overlaps?.map(({ code }) => code) ?? null,
    ]),
  );
  const byRegion = programmesByRegion(active, overlaps);
  return new Map([...byRegion].map(([code, programmes]) => [code, programmes.length]));
}
