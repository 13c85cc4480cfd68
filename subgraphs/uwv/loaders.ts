import type { ConnectedPartner } from '../kit/partners/connect-partners.ts';
import DataLoader from 'dataloader';
import { askAll, type PartnerResults } from '../kit/partners/ask-partner.ts';
import type { Positions } from '../kit/paging/cursor.ts';
import { mergePages, type MergedPage } from '../kit/paging/merge-pages.ts';
import type { RequestContext } from '../kit/request/request-context.ts';
import type { SubgraphContext } from '../kit/subgraph/subgraph-definition.ts';
import type { PersonPart, PersonRecord } from './records.ts';
import type { JobseekerRow, JobseekerSelection, UwvSource } from './source.ts';

/** A connected system of UWV. */
export type Office = ConnectedPartner<{
  readonly source: UwvSource;
}>;

/** One part of one person's file, by citizen number. */
export interface PartKey {
  readonly number: string;
  readonly part: PersonPart;
}

/** Batches the calls of one request. */
export interface UwvLoaders {
  /** One call for all people and parts; `null` where the system does not know the person. */
  readonly partOfPerson: DataLoader<PartKey, PartnerResults<PersonRecord | null>, string>;
  jobseekerPage(request: JobseekerRequest): Promise<MergedPage<JobseekerRow>>;
  ping(): Promise<PartnerResults<void>>;
  readonly partners: readonly Office[];
}

export type Context = SubgraphContext<UwvLoaders>;

export interface JobseekerRequest {
  readonly selection: JobseekerSelection;
  readonly first: number;
  readonly start: Positions;
}

export function createUwvLoaders(
  offices: readonly Office[],
  { partnerRequest: request }: RequestContext,
): UwvLoaders {
  return {
    partners: offices,
    partOfPerson: new DataLoader(
      async (keys) => {
        const numbers = [...new Set(keys.map(({ number }) => number))];
        const parts = [...new Set(keys.map(({ part }) => part))];
        const { arrived, unavailable } = await askAll(
          offices,
          (office, call) => office.source.findByPersons(numbers, parts, call),
          request,
        );
        return keys.map(({ number }) => ({
          arrived: new Map(
            [...arrived].map(([office, found]) => [office, found.get(number) ?? null]),
          ),
          unavailable,
        }));
      },
      { cacheKeyFn: ({ number, part }) => `${part}:${number}` },
    ),
    jobseekerPage: async ({ selection, first, start }) => {
      const results = await askAll(
        offices,
        (office, call) => {
          const page = { selection, after: start[office.id], limit: first + 1 };
          return office.source.jobseekerPage(page, call);
        },
        request,
      );
      return mergePages(results, start, first, 'ASC');
    },
    ping: () => askAll(offices, (office, call) => office.source.ping(call), request),
  };
}
