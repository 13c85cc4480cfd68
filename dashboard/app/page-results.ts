import type * as Generated from '../operations/generated.ts';
import {
  grantsQuery,
  partnersQuery,
  pilotsQuery,
  programmeQuery,
  programmesQuery,
  schemesQuery,
  statisticsQuery,
} from '../operations/saved-queries.ts';
import { failuresOf } from '../operations/send-query.ts';
import type { PartnerFailure, QueryResult } from '../operations/send-query.ts';
import { useQuery } from '../operations/use-query.ts';

/** A result is null until it has arrived. */
export interface PageResults {
  readonly programme: QueryResult<Generated.ProgrammaQuery> | null;
  readonly programmes: QueryResult<Generated.ProgrammasQuery> | null;
  readonly statistics: QueryResult<Generated.StatistiekQuery> | null;
  readonly schemes: QueryResult<Generated.VoucherregelingenQuery> | null;
  readonly pilots: QueryResult<Generated.PilotsQuery> | null;
  readonly grants: QueryResult<Generated.SubsidiesQuery> | null;
  readonly partners: QueryResult<Generated.PartnersQuery> | null;
  /** Partners that failed in any of the results; null until all results have arrived. */
  readonly failures: readonly PartnerFailure[] | null;
}

/**
 * Sends all queries at once, so that a slow partner delays only its own section. The status of the
 * partners is requested last, because it depends on how they responded to the other queries.
 */
export function usePageResults(id: string): PageResults {
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
  const partners = useQuery(partnersQuery, {}, isComplete);
  const failures = isComplete && partners !== null ? failuresOf([...results, partners]) : null;
  return { programme, programmes, statistics, schemes, pilots, grants, partners, failures };
}

/** The programme does not exist: it is null although no partner failed and there is no error. */
export function isUnknownProgramme(result: PageResults['programme']): boolean {
  if (result === null || result.hasFailed || result.failures.length > 0) return false;
  return result.data?.programme === null;
}

/** How many of the partners' records on the page are marked as synthetic by their provenance. */
export type SyntheticShare = 'all' | 'some' | 'none';

export function syntheticShareOf({ schemes, pilots, grants }: PageResults): SyntheticShare {
  const records = [
    ...(schemes?.data?.voucherSchemes?.nodes ?? []),
    ...(pilots?.data?.pilots?.nodes ?? []),
    ...(grants?.data?.programme?.grants ?? []),
  ];
  const count = records.filter(({ provenance }) => provenance?.synthetic === true).length;
  if (count === 0) return 'none';
  return count === records.length ? 'all' : 'some';
}
