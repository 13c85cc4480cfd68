import { useState } from 'react';
import type { RegioOpleidingenQuery } from '../../operations/generated.ts';
import { failuresOf, sendQuery, type QueryResult } from '../../operations/send-query.ts';
import { useQuery } from '../../operations/use-query.ts';
import { todayInNetherlands } from '../../../ui/today.ts';
import { trainingsQuery } from './queries.ts';
import type { Training } from './trainings.ts';

type Result = QueryResult<RegioOpleidingenQuery>;

export interface Trainings {
  readonly variables: { readonly regio: string; readonly vandaag: string; readonly na: null };
  /** The first page; null until it has arrived. */
  readonly result: Result | null;
  /** Of all pages that were loaded. */
  readonly nodes: readonly Training[];
  /** Loads the next page; null when there is none, or while one is loading. */
  readonly loadMore: (() => void) | null;
}

/** The trainings with a free seat in a region, page by page. */
export function useTrainings(code: string, isEnabled: boolean): Trainings {
  const variables = { regio: code, vandaag: todayInNetherlands(), na: null };
  const first = useQuery(trainingsQuery, variables, isEnabled);
  const [more, setMore] = useState<readonly Result[]>([]);
  const [isLoading, setIsLoading] = useState(false);
  const pages = [...(first ? [first] : []), ...more];
  const last = pages.at(-1);
  const pageInfo = last?.data?.trainings?.pageInfo;
  const load = async (na: string) => {
    setIsLoading(true);
    const next = await sendQuery(trainingsQuery, { ...variables, na });
    setMore((loaded) => [...loaded, next]);
    setIsLoading(false);
  };
  const cursor = pageInfo?.hasNextPage === true ? pageInfo.endCursor : null;
  return {
    variables,
    result: first && {
      ...first,
      failures: failuresOf(pages),
      hasFailed: pages.some(({ hasFailed }) => hasFailed),
    },
    nodes: pages.flatMap(({ data }) => data?.trainings?.nodes ?? []),
    loadMore: cursor === null || isLoading ? null : () => void load(cursor),
  };
}
