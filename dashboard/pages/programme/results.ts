import type * as Generated from '../../operations/generated.ts';
import {
  grantsQuery,
  pilotsQuery,
  programmeQuery,
  programmesQuery,
  schemesQuery,
  statisticsQuery,
} from '../../operations/saved-queries.ts';
import { failuresOf } from '../../operations/send-query.ts';
import type { PartnerFailure, QueryResult } from '../../operations/send-query.ts';
import { useQuery } from '../../operations/use-query.ts';

/** A result is null until it has arrived. */
export interface ProgrammeResults {
  readonly programme: QueryResult<Generated.ProgrammaQuery> | null;
  readonly programmes: QueryResult<Generated.ProgrammasQuery> | null;
  readonly statistics: QueryResult<Generated.StatistiekQuery> | null;
  readonly schemes: QueryResult<Generated.VoucherregelingenQuery> | null;
  readonly pilots: QueryResult<Generated.PilotsQuery> | null;
  readonly grants: QueryResult<Generated.SubsidiesQuery> | null;
  /** Partners that failed in any of the results; null until all results have arrived. */
  readonly failures: readonly PartnerFailure[] | null;
}

/** Sends all queries at once, so that a slow partner delays only its own section. */
export function useProgrammeResults(id: string): ProgrammeResults {
  const variables = { programma: id };
  const programme = useQuery(programmeQuery, variables);
  const programmes = useQuery(programmesQuery, {});
  const isUnknown = isUnknownProgramme(programme);
  const statistics = useQuery(statisticsQuery, variables);
  const schemes = useQuery(schemesQuery, variables);
  const pilots = useQuery(pilotsQuery, variables);
  const grants = useQuery(grantsQuery, variables);
  const results = [programme, statistics, schemes, pilots, grants];
  const isComplete = isUnknown || results.every((result) => result !== null);
  const failures = isComplete ? failuresOf(results) : null;
  return { programme, programmes, statistics, schemes, pilots, grants, failures };
}

/** The programme does not exist: it is null although no partner failed and there is no error. */
export function isUnknownProgramme(result: ProgrammeResults['programme']): boolean {
  if (result === null || result.hasFailed || result.failures.length > 0) return false;
  return result.data?.programme === null;
}

/** The parts of the page that may have nothing to show, in the order of the page. */
export const PARTS = [
  'figures',
  'statistics',
  'schemes',
  'pilots',
  'grants',
  'roles',
  'learning',
  'events',
] as const;

export type ProgrammePart = (typeof PARTS)[number];

/** The parts that are known to be empty. While a partner gives no response, nothing is known to be empty. */
export function absentParts(results: ProgrammeResults): ReadonlySet<ProgrammePart> {
  const { schemes, pilots, grants, statistics } = results;
  const programme = whole(results.programme)?.programme;
  const lists: Readonly<Record<ProgrammePart, readonly (readonly unknown[] | null | undefined)[]>> =
    {
      figures: [programme?.indicators],
      statistics: [whole(statistics)?.statistics],
      schemes: [whole(schemes)?.voucherSchemes?.nodes],
      pilots: [whole(pilots)?.pilots?.nodes],
      grants: [whole(grants)?.programme?.grants],
      roles: [programme?.roles, programme?.officials],
      learning: [programme?.learningPoints],
      events: [programme?.publicEvents, programme?.deliverables],
    };
  return new Set(PARTS.filter((part) => lists[part].every((list) => list?.length === 0)));
}

function whole<Data>(result: QueryResult<Data> | null): Data | null {
  return result === null || result.hasFailed || result.failures.length > 0 ? null : result.data;
}
