import DataLoader from 'dataloader';
import { askAll, mapArrived, type PartnerResults } from '../kit/partners/ask-partner.ts';
import type { ConnectedPartner } from '../kit/partners/connect-partners.ts';
import type { Positions } from '../kit/paging/cursor.ts';
import { mergePages } from '../kit/paging/merge-pages.ts';
import type { RequestContext } from '../kit/request/request-context.ts';
import type { SubgraphContext } from '../kit/subgraph/subgraph-definition.ts';
import type { PersonPart, PersonRecord } from './records.ts';
import type { JobseekerSelection, UwvSource } from './source.ts';

/** A connected system of UWV. */
export type Office = ConnectedPartner<{
  readonly source: UwvSource;
}>;

/** One part of one person's file, by citizen number. */
interface PartKey {
  readonly number: string;
  readonly part: PersonPart;
}

export type UwvLoaders = ReturnType<typeof createUwvLoaders>;

export type Context = SubgraphContext<UwvLoaders>;

interface JobseekerRequest {
  readonly selection: JobseekerSelection;
  readonly first: number;
  readonly start: Positions;
}

/** Batches the calls of one request. */
export function createUwvLoaders(
  offices: readonly Office[],
  { partnerRequest: request }: RequestContext,
) {
  return {
    partners: offices,
    /** One call for all people and parts; `null` where the system does not know the person. */
    partOfPerson: new DataLoader<PartKey, PartnerResults<PersonRecord | null>, string>(
      async (keys) => {
        const numbers = [...new Set(keys.map(({ number }) => number))];
        const parts = [...new Set(keys.map(({ part }) => part))];
        const results = await askAll(
          offices,
          (office, call) => office.source.findByPersons(numbers, parts, call),
          request,
        );
        return keys.map(({ number }) => mapArrived(results, (found) => found.get(number) ?? null));
      },
      { cacheKeyFn: ({ number, part }) => `${part}:${number}` },
    ),
    jobseekerPage: async ({ selection, first, start }: JobseekerRequest) => {
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
