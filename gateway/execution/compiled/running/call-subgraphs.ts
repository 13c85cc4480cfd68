/** Sends the requests of a run to the subgraphs and reads their responses. */
import { isAscii, isUtf8 } from 'node:buffer';
import { parseExact } from '../../../../core/structures/exact-numbers.ts';
import type { Cancellation } from '../../cancellation.ts';
import type { ExecutionOptions } from '../../execution.ts';
import type { FetchHeaders } from '../../fetch-headers.ts';
import { cutAuditExtensions, type ReceiptCollector } from '../../audit-extensions.ts';
import { addResponseHeaders } from '../../header-rules.ts';
import { createSubgraphClient, type SubgraphClient } from '../../subgraph-client.ts';
import {
  parseSubgraphResponse,
  readSubgraphResponse,
  type SubgraphResponse,
} from '../../subgraph-response.ts';
import type { MatchResponse } from '../reading/match-response.ts';
import { parseInTurns } from '../../../../core/turns/parse-in-turns.ts';
import { RAW_LEAF_BYTES } from '../reading/raw-leaves.ts';
import { isCopyable } from '../reading/scan-json.ts';
import { countSubgraphCall } from '../../../metrics/gateway-metrics.ts';
import { OutputTooLarge } from '../../output-too-large.ts';
import type { LargeBodies } from './large-bodies.ts';
import type { Run } from './run-fetch.ts';
import type { Trace } from '../../../../core/trace/trace.ts';
import type { Turns } from '../../../../core/turns/turns.ts';

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
  readonly receipts: ReceiptCollector;
  /** The bodies that have raw leaves. */
  readonly bodies: Buffer[];
  readonly largeBodies: LargeBodies;
  readonly turns: Turns;
  readonly observeCall: ((subgraph: string) => void) | undefined;
  readonly trace: Trace | undefined;
}

/** Reading a body of this size takes less than a millisecond; from here on it may wait for a turn. */
const SMALL_BYTES = 64 * 1024;
/** The matcher does not give way, and takes up to ten milliseconds for this much. */
const MATCHED_BYTES_MAX = 1024 * 1024;
/** `JSON.parse` does not give way, and takes up to ten milliseconds for this much. */
const PARSED_AT_ONCE_BYTES = 256 * 1024;

export function createSend(subgraphs: Subgraphs, state: RequestState): Run['send'] {
  const { headersOf, cancellation, responseHeaders, receipts, bodies, turns, observeCall, trace } =
    state;
  return async (call, body, startedAtMs) => {
    observeCall?.(call.subgraph);
    const headers = headersOf(call.subgraph, call.needsContext, body);
    const client = subgraphs.get(call.subgraph);
    if (!client) throw new Error(`Cannot call "${call.subgraph}": no such subgraph`);
    const sentMs = performance.now();
    const response = await client.send(body, headers, cancellation, startedAtMs);
    countSubgraphCall(call.subgraph, response.fault, sentMs, trace);
    if (cancellation.isOverfull()) throw new OutputTooLarge();
    if (response.fault) {
      receipts.miss(call.subgraph);
      return response.fault;
    }
    addResponseHeaders(responseHeaders, response.headers);
    const { rest: bytes, extensions } = cutAuditExtensions(response.bytes);
    receipts.add(extensions);
    if (bytes.length > SMALL_BYTES && turns.isOver()) await turns.next();
    const matched = matchResponse(call.match, bytes, bodies);
    if (matched) return matched;
    const read = await readBody(bytes, state);
    if (!read) receipts.miss(call.subgraph);
    receipts.add(read?.extensions);
    return read ?? 'garbled';
  };
}

async function readBody(
  bytes: Buffer,
  { largeBodies, turns }: RequestState,
): Promise<SubgraphResponse | undefined> {
  if (bytes.length <= PARSED_AT_ONCE_BYTES) return parseSubgraphResponse(bytes);
  await largeBodies.add(bytes.length);
  return readSubgraphResponse(await parseInTurns(bytes, turns, { parse: parseExact }), bytes);
}

/** Reads the response with raw leaves; undefined when it does not match. */
function matchResponse(
  match: MatchResponse | undefined,
  bytes: Buffer,
  bodies: Buffer[],
): SubgraphResponse | undefined {
  if (!match || bytes.length > MATCHED_BYTES_MAX || !isCopyable(bytes)) return undefined;
  const isPlain = isAscii(bytes);
  if (!isPlain && !isUtf8(bytes)) return undefined;
  const data = match(bytes, bodies.length * RAW_LEAF_BYTES, isPlain);
  if (!data) return undefined;
  bodies.push(bytes);
  return { data, errors: [], isPlain };
}
