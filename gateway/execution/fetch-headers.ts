import type { Call } from './execution.ts';
import { subgraphHeaders } from './subgraph-client.ts';

/** The headers of one fetch, as the HTTP client takes them. */
export type FetchHeaders = (
  subgraph: string,
  needsContext: boolean,
) => readonly string[] | Promise<readonly string[]>;

/**
 * Chooses the headers of each fetch of one request. The signed context goes with a fetch that needs it
 * and with no other, and is the same for every fetch, and every retry, at one subgraph.
 */
export function createFetchHeaders({ headers, contextHeaders }: Call): FetchHeaders {
  const common = subgraphHeaders(headers);
  if (contextHeaders === undefined) return () => common;
  return (subgraph, needsContext) => {
    if (!needsContext) return common;
    return contextHeaders(subgraph).then((own) => subgraphHeaders({ ...headers, ...own }));
  };
}
