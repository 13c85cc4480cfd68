import DataLoader from 'dataloader';
import { createHolders, type PersonResults } from '../kit/citizen-numbers/ask-holders.ts';
import { askAll } from '../kit/partners/ask-partner.ts';
import type { ConnectedPartner } from '../kit/partners/connect-partners.ts';
import type { Positions } from '../kit/paging/cursor.ts';
import { mergePages } from '../kit/paging/merge-pages.ts';
import { rowsByDay } from '../kit/paging/rows-by-day.ts';
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

/** By the contract in `dto.ts`. */
const JOBSEEKERS_READ_MAX = 250;

/** Batches the calls of one request. */
export function createUwvLoaders(offices: readonly Office[], context: RequestContext) {
  const { partnerRequest: request, ids } = context;
  const { noteHolder, askHolders } = createHolders(offices, context);
  return {
    partners: offices,
    /** One call for all people that the system holds, and all parts. */
    partOfPerson: new DataLoader<PartKey, PersonResults<PersonRecord>, string>(
      async (keys) => {
        const numbers = [...new Set(keys.map(({ number }) => number))];
        const parts = [...new Set(keys.map(({ part }) => part))];
        const resultsOf = await askHolders(numbers, ({ source }, members, call) =>
          source.findByPersons(members, parts, call),
        );
        return keys.map(({ number }) => resultsOf(number));
      },
      { cacheKeyFn: ({ number, part }) => `${part}:${number}` },
    ),
    jobseekerPage: async ({ selection, first, start }: JobseekerRequest) => {
      const results = await askAll(
        offices,
        (office, call) =>
          rowsByDay(
            start[office.id],
            first + 1,
            (after, limit) => office.source.jobseekerPage({ selection, after, limit }, call),
            {
              direction: 'ASC',
              readMax: JOBSEEKERS_READ_MAX,
              dayOf: null,
              idOf: ({ number }) => ids.encrypt('llo-person/v1', number),
            },
          ),
        request,
      );
      for (const [office, rows] of results.arrived) {
        for (const { number } of rows) noteHolder(office, number);
      }
      return mergePages(results, start, first, 'ASC');
    },
  };
}
