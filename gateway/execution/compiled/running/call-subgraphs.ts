/** Sends the requests of a run to the subgraphs and reads their responses. */
import { isAscii, isUtf8 } from 'node:buffer';
import type { Cancellation } from '../../cancellation.ts';
import type { ExecutionOptions } from '../../execution.ts';
import type { FetchHeaders } from '../../fetch-headers.ts';
import { addResponseHeaders } from '../../header-rules.ts';
import { createSubgraphClient, type SubgraphClient } from '../../subgraph-client.ts';
import { parseSubgraphResponse, type SubgraphResponse } from '../../subgraph-response.ts';
import type { MatchResponse } from '../reading/match-response.ts';
import { RAW_LEAF_BYTES } from '../reading/raw-leaves.ts';
import { isCopyable } from '../reading/scan-json.ts';
import { OutputTooLarge } from '../writing/json-writer.ts';
import type { Run } from './run-fetch.ts';

/** The HTTP clients of all subgraphs of a supergraph, by name. */
export type Subgraphs = ReadonlyMap<string, SubgraphClient>;

export function createSubgraphs(
  urls: ReadonlyMap<string, string>,
  options: ExecutionOptions,
): Subgraphs {
  const clients = new Map<string, SubgraphClient>();
  for (const [name, url] of urls) {
    const address = () => options.subgraphUrls.get(name) ?? url;
    clients.set(name, createSubgraphClient(name, address, options));
  }
  return clients;
}

/** The state of one client request. */
export interface RequestState {
  readonly headersOf: FetchHeaders;
  readonly cancellation: Cancellation;
  readonly responseHeaders: Map<string, string[]>;
  /** The bodies that have raw leaves. */
  readonly bodies: Buffer[];
  readonly observeCall: ((subgraph: string) => void) | undefined;
}

export function createSend(
  subgraphs: Subgraphs,
  { headersOf, cancellation, responseHeaders, bodies, observeCall }: RequestState,
): Run['send'] {
  return async (call, body, startedAtMs) => {
    observeCall?.(call.subgraph);
    const chosen = headersOf(call.subgraph, call.needsContext, body);
    // Only a fetch that needs the context awaits it, so that parallel fetches are sent in the same tick.
    const headers = chosen instanceof Promise ? await chosen : chosen;
    const client = subgraphs.get(call.subgraph);
    if (!client) throw new Error(`Cannot call "${call.subgraph}": no such subgraph`);
    const response = await client.send(body, headers, cancellation, startedAtMs);
    if (cancellation.isOverfull()) throw new OutputTooLarge();
    if (response.fault) return response.fault;
    addResponseHeaders(responseHeaders, response.headers);
    return readResponse(call.match, response.bytes, bodies) ?? 'garbled';
  };
}

/** Matches the response with raw leaves, and parses it as JSON when it does not match. */
function readResponse(
  match: MatchResponse | undefined,
  bytes: Buffer,
  bodies: Buffer[],
): SubgraphResponse | undefined {
  if (!match || bytes.length > RAW_LEAF_BYTES || !isCopyable(bytes))
    return parseSubgraphResponse(bytes);
  const isPlain = isAscii(bytes);
  const isText = isPlain || isUtf8(bytes);
  const data = isText ? match(bytes, bodies.length * RAW_LEAF_BYTES, isPlain) : undefined;
  if (!data) return parseSubgraphResponse(bytes);
  bodies.push(bytes);
  return { data, errors: [], isPlain };
}
