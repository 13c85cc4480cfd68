/** Apollo's door to a subgraph, opened with our own client. */
import type { GraphQLDataSource } from '@apollo/gateway';
import { GraphQLError } from 'graphql';
import type { Fault } from '../../../core/errors/error-codes.ts';
import type { Cancellation } from '../cancellation.ts';
import type { Call, NeedsContext } from '../execution.ts';
import type { FetchHeaders } from '../fetch-headers.ts';
import { addResponseHeaders } from '../header-rules.ts';
import { fixedPart, unavailableSubgraphError } from '../unavailable-subgraph.ts';
import { parseSubgraphResponse } from '../subgraph-response.ts';
import type { SubgraphClient } from '../subgraph-client.ts';

/** One asking: what it carries, and the headers that came back so far. */
export interface SubgraphContext {
  readonly call: Call;
  readonly headersOf: FetchHeaders;
  /** Of all its calls. */
  readonly cancellation: Cancellation;
  readonly responseHeaders: Map<string, string[]>;
}

type ProcessOptions = Parameters<GraphQLDataSource<SubgraphContext>['process']>[0];

export function createSubgraphDataSource(
  client: SubgraphClient,
  needsContext: NeedsContext,
): GraphQLDataSource<SubgraphContext> {
  return {
    async process(options) {
      // Health checks of Apollo's own are switched off; only a client's operation has a call.
      if (!('incomingRequestContext' in options)) return { data: null };
      const { query, variables, operationName } = options.request;
      const { cancellation, headersOf, responseHeaders } = options.context;
      const body = JSON.stringify({ query, variables, operationName });
      const headers = await headersOf(client.name, needsContext(query ?? ''));
      const reply = await client.ask(body, headers, cancellation);
      if (reply.fault) throw failure(client.name, reply.fault, options);
      addResponseHeaders(responseHeaders, reply.headers);
      const response = parseSubgraphResponse(reply.bytes);
      if (!response) throw failure(client.name, 'garbled', options);
      const errors = response.errors.map(({ message, path, extensions }) => ({
        message,
        ...(path ? { path } : {}),
        ...(extensions ? { extensions } : {}),
      }));
      return { data: response.data, ...(errors.length > 0 ? { errors } : {}) };
    },
  };
}

function failure(kind: string, fault: Fault, options: ProcessOptions): GraphQLError {
  const path = 'pathInIncomingRequest' in options ? options.pathInIncomingRequest : undefined;
  const { message, extensions } = unavailableSubgraphError(kind, fault);
  return new GraphQLError(message, {
    path: path && path.length > 0 ? fixedPart(path) : undefined,
    extensions,
  });
}
