import type * as Generated from '../../operations/generated.ts';
import { failuresOf, type PartnerFailure, type QueryResult } from '../../operations/send-query.ts';
import { useQueries } from '../../operations/use-queries.ts';
import { useQuery } from '../../operations/use-query.ts';
import { runningQuery } from '../../programmes/running-query.ts';
import { tableQuery } from '../../statistics/table-query.ts';
import { instrumentsQuery, programmesWithRolesQuery, regionQuery, tablesQuery } from './queries.ts';
import {
  areasOf,
  hasRegion,
  programmesIn,
  type Areas,
  type ProgrammeWithRoles,
} from './region-areas.ts';
import { useTrainings, type Trainings } from './use-trainings.ts';

/** A result is null until it has arrived. */
export interface RegionResults {
  readonly region: QueryResult<Generated.RegioQuery> | null;
  readonly programmes: QueryResult<Generated.ProgrammasMetRollenQuery> | null;
  readonly running: QueryResult<Generated.WatLooptNuQuery> | null;
  readonly instruments: QueryResult<Generated.RegioInstrumentenQuery> | null;
  readonly tableList: QueryResult<Generated.RegioTabellenQuery> | null;
  readonly tables: readonly QueryResult<Generated.StatistiekTabelQuery>[] | null;
  readonly trainings: Trainings;
  /** The areas that overlap, and the programmes that work in them; null until both are known. */
  readonly areas: Areas | null;
  readonly programmesHere: readonly ProgrammeWithRoles[] | null;
  readonly isComplete: boolean;
  /** Partners that failed in any of the results; null until all have arrived, and when one could not be read. */
  readonly failures: readonly PartnerFailure[] | null;
}

/** A table is a query of its own, so no more than these. */
const TABLES_MAX = 20;

/** Sends the queries side by side, so that a slow partner delays only its own section. */
export function useRegionResults(code: string, isKnown: boolean): RegionResults {
  const region = useQuery(regionQuery, { regio: code }, isKnown);
  const programmes = useQuery(programmesWithRolesQuery, {}, isKnown);
  const running = useQuery(runningQuery, {}, isKnown);
  const instruments = useQuery(instrumentsQuery, { regio: code }, isKnown);
  const trainings = useTrainings(code, isKnown);
  const tableList = useQuery(tablesQuery, {}, isKnown);
  const tables = useQueries(
    tableQuery,
    tableList &&
      (tableList.data?.statistics ?? [])
        .filter((table) => table.status === 'PUBLISHED' && hasRegion(table, code))
        .map(({ id }) => ({ id, release: undefined })),
    TABLES_MAX,
  );
  const areas = region?.data?.region ? areasOf(region.data.region) : null;
  const nodes = programmes?.data?.programmes?.nodes;
  const asked = [region, programmes, running, instruments, trainings.result];
  const isComplete = asked.every((result) => result !== null);
  const failures = failuresOf(asked);
  const areFailuresKnown =
    failures.length > 0 || asked.every((result) => result?.hasFailed === false);
  return {
    region,
    programmes,
    running,
    instruments,
    tableList,
    tables,
    trainings,
    areas,
    programmesHere: areas && nodes ? programmesIn(areas, nodes) : null,
    isComplete,
    failures: isComplete && areFailuresKnown ? failures : null,
  };
}
