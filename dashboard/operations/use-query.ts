import { useEffect, useState } from 'react';
import { sendQuery } from './send-query.ts';
import type { QueryResult, TypedQuery } from './send-query.ts';

/** The result of a query; `null` until it has arrived. The query is not sent while `isEnabled` is false. */
export function useQuery<Data, Variables>(
  query: TypedQuery<Data, Variables>,
  variables: Variables,
  isEnabled = true,
): QueryResult<Data> | null {
  const [result, setResult] = useState<QueryResult<Data> | null>(null);
  const key = JSON.stringify(variables);
  useEffect(() => {
    if (!isEnabled) return undefined;
    let isCurrent = true;
    const load = async () => {
      const loaded = await sendQuery(query, JSON.parse(key) as Variables);
      if (isCurrent) setResult(loaded);
    };
    void load();
    return () => {
      isCurrent = false;
    };
  }, [query, key, isEnabled]);
  return result;
}
