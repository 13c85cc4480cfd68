import type { Call } from './execution.ts';
import { subgraphHeaders } from './subgraph-client.ts';

/** The headers of one fetch: names and values in turn. */
export type FetchHeaders = (
  subgraph: string,
  needsContext: boolean,
  body: string | Buffer,
) => readonly string[];

/**
 * Chooses the headers of each fetch of one client request. Only a fetch that needs the signed context gets it,
 * and each has its own, which names the body.
 */
export function createFetchHeaders({ headers, contextHeaders }: Call): FetchHeaders {
  const common = subgraphHeaders(headers);
  if (contextHeaders === undefined) return () => common;
  return (subgraph, needsContext, body) => {
    if (!needsContext) return common;
    return subgraphHeaders({ ...headers, ...contextHeaders(subgraph, body) });
  };
}
