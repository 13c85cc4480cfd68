import type { Call } from './execution.ts';
import { subgraphHeaders } from './subgraph-client.ts';

/** The headers of one fetch: names and values in turn. A promise only where the context has to be signed. */
export type FetchHeaders = (
  subgraph: string,
  needsContext: boolean,
  body: string | Buffer,
) => readonly string[] | Promise<readonly string[]>;

/**
 * Chooses the headers of each fetch of one client request. Only a fetch that needs the signed context gets it,
 * and each has its own, which names the body.
 */
export function createFetchHeaders({ headers, contextHeaders }: Call): FetchHeaders {
  const common = subgraphHeaders(headers);
  if (contextHeaders === undefined) return () => common;
  return (subgraph, needsContext, body) => {
    if (!needsContext) return common;
    return contextHeaders(subgraph, body).then((own) => subgraphHeaders({ ...headers, ...own }));
  };
}
