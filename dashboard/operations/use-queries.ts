import { useEffect, useState } from 'react';
import { sendQuery } from './send-query.ts';
import type { QueryResult, TypedQuery } from './send-query.ts';

/**
 * The results of one query for each of these variables, sent side by side; `null` until all have arrived. At most
 * `max` are sent, because the list may come from a response.
 */
export function useQueries<Data, Variables>(
  query: TypedQuery<Data, Variables>,
  all: readonly Variables[] | null,
  max: number,
): readonly QueryResult<Data>[] | null {
  const [loaded, setLoaded] = useState<{
    readonly key: string;
    readonly results: readonly QueryResult<Data>[];
  } | null>(null);
  const key = JSON.stringify(all?.slice(0, max) ?? null);
  useEffect(() => {
    const variables = JSON.parse(key) as readonly Variables[] | null;
    if (variables === null) return undefined;
    let isCurrent = true;
    const load = async () => {
      const results = await Promise.all(variables.map((one) => sendQuery(query, one)));
      if (isCurrent) setLoaded({ key, results });
    };
    void load();
    return () => {
      isCurrent = false;
    };
  }, [query, key]);
  return loaded?.key === key ? loaded.results : null;
}
