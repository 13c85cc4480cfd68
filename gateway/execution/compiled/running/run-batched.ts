/** Runs the fetches of a batched call. Each runs as if it were alone, except that one request is sent for all. */
import type { Fault } from '../../../../core/errors/error-codes.ts';
import type { SubgraphResponse, SubgraphError } from '../../subgraph-response.ts';
import { sharedErrors } from '../errors/fetch-errors.ts';
import type { BatchedCall } from '../batching/batched-operation.ts';
import type { MatchResponse } from '../reading/match-response.ts';
import { requestBody, variablesText, type EntityRequest } from '../fetches/request-body.ts';
import { yieldToPending, runFetch, sendAlone, type Run } from './run-fetch.ts';
import { splitResponse, type ResponseRange } from '../batching/split-response.ts';

/** The entities that one fetch requests, and the promise of its response. */
export interface PendingFetch extends EntityRequest {
  /** The state of its part of the run, where that differs. */
  readonly run?: Run;
  readonly resolve: (response: Promise<SubgraphResponse | Fault>) => void;
}

/** A larger request is sent in parts: subgraphs have limits on size, and little is saved. */
const BATCHED_BYTES_MAX = 256 * 1024;
const BATCHED_ENTITIES_MAX = 5_000;
/** After so many rejections the call is not batched again for this compiled operation. */
const REJECTIONS_MAX = 3;

export async function runBatched(call: BatchedCall, run: Run): Promise<void> {
  const pending: PendingFetch[] = [];
  let isSent = false;
  for (const fetch of call.fetches) {
    run.batched.set(fetch, (keys) => {
      if (isSent) return sendAlone({ fetch, keys }, run);
      return new Promise((resolve) => pending.push({ fetch, keys, resolve }));
    });
  }
  // A fetch with few targets requests entities before its first `await`. Others are too large for the batch.
  const running = call.fetches.map((fetch) => runFetch(fetch, run));
  isSent = true;
  send(call, pending, run);
  await Promise.all(running);
  if (pending.length === 0) await yieldToPending();
}

function send(call: BatchedCall, pending: readonly PendingFetch[], run: Run): void {
  if (pending.length === 0) return;
  const entitiesCount = pending.reduce((sum, { keys }) => sum + keys.length, 0);
  const isBatched =
    pending.length > 1 &&
    entitiesCount <= BATCHED_ENTITIES_MAX &&
    call.rejectionsCount < REJECTIONS_MAX;
  const request = isBatched ? createRequest(call, pending, run) : undefined;
  if (request === undefined || request.body.length > BATCHED_BYTES_MAX) {
    for (const one of pending) one.resolve(sendAlone(one, run));
    return;
  }
  const responses = sendBatched(call, request, pending, run);
  for (const [index, { resolve }] of pending.entries()) {
    resolve(responses.then((all) => all[index] ?? 'garbled'));
  }
}

interface Request {
  readonly body: Buffer;
  readonly match: MatchResponse | undefined;
  /** For each pending fetch, where its entities are in the response. */
  readonly ranges: readonly ResponseRange[];
}

/** A request with the parts that have entities. One part alone is sent as its original operation. */
function createRequest(
  call: BatchedCall,
  pending: readonly PendingFetch[],
  run: Run,
): Request | undefined {
  const { operation, partOf } = call;
  const numberOf = ({ fetch }: PendingFetch) => partOf.get(fetch) ?? -1;
  const numbers = [...new Set(pending.map(numberOf))].toSorted((left, right) => left - right);
  const [first] = pending;
  const isOnePart = numbers.length === 1;
  const prepared = isOnePart ? first?.fetch : operation.request(numbers);
  if (prepared === undefined) return undefined;

  const ranges = new Map<PendingFetch, ResponseRange>();
  const lists = numbers.map((number) => {
    const { key, list } = operation.parts[number] ?? ALONE;
    const requests = pending.filter((one) => numberOf(one) === number);
    const total = requests.reduce((sum, { keys }) => sum + keys.length, 0);
    let at = 0;
    for (const one of requests) {
      const { fetch, keys } = one;
      ranges.set(one, {
        fetch,
        start: at,
        size: keys.length,
        total,
        key: isOnePart ? ALONE.key : key,
      });
      at += keys.length;
    }
    return { variable: isOnePart ? ALONE.list : list, requests };
  });
  const variables = new Set(pending.flatMap(({ fetch }) => fetch.variableNames));
  const body = requestBody(prepared.bodyStart, variablesText(variables, run.variables), lists);
  return { body, match: prepared.match, ranges: pending.flatMap((one) => ranges.get(one) ?? []) };
}

const ALONE = { key: '_entities', list: 'representations' };

export async function sendBatched(
  call: Pick<BatchedCall, 'subgraph' | 'rejectionsCount'>,
  { body, match, ranges }: Request,
  pending: readonly PendingFetch[],
  run: Run,
): Promise<readonly (SubgraphResponse | Fault)[]> {
  const startedAtMs = performance.now();
  const { subgraph } = call;
  const needsContext = pending.some(({ fetch }) => fetch.needsContext);
  const response = await run.send({ subgraph, isMutation: false, match, needsContext }, body);
  if (mayConcernOneFetch(response)) {
    const alone = await Promise.all(
      pending.map((one) => sendAlone(one, one.run ?? run, startedAtMs)),
    );
    if (alone.every((one) => typeof one !== 'string' && one.data !== null))
      call.rejectionsCount += 1;
    return alone;
  }
  if (typeof response === 'string') return pending.map(() => response);
  const { responses, shared } = splitResponse(response, ranges);
  run.errors.push(...sharedErrors(shared));
  return responses;
}

/**
 * Whether a failure may be caused by one of the fetches or by batching them. If so, each is sent again alone, once.
 * An unavailable subgraph receives no second request.
 */
function mayConcernOneFetch(response: SubgraphResponse | Fault): boolean {
  if (typeof response === 'string') return response === 'refused' || response === 'garbled';
  // A request that was too large would cost the subgraph the same work again.
  return response.data === null && !response.errors.some(isTooLarge);
}

const isTooLarge = ({ extensions }: SubgraphError) => extensions?.['code'] === 'TOO_LARGE';
