/** Runs the fetches of a joined call: each as if alone, but what they ask goes as one request. */
import type { Fault } from '../../../../core/errors/error-codes.ts';
import type { SubgraphResponse, SubgraphError } from '../../subgraph-response.ts';
import { sharedErrors } from '../errors/fetch-errors.ts';
import type { BatchedCall } from '../batching/batched-call.ts';
import type { MatchResponse } from '../reading/match-response.ts';
import {
  entitiesBody,
  requestBody,
  variablesText,
  type AskedKeys,
} from '../fetches/request-body.ts';
import { othersFirst, runFetch, type Run } from './run-fetch.ts';
import { splitResponse, type ResponseRange } from '../batching/split-response.ts';

/** What one fetch asks, and where its answer goes. */
interface Asked extends AskedKeys {
  readonly resolve: (response: Promise<SubgraphResponse | Fault>) => void;
}

/** A larger request is left as several: subgraphs have limits on that, and nothing much is saved. */
const BATCHED_BYTES_MAX = 256 * 1024;
/** After so many it is the subgraph's rule, and the call is not joined again while it is compiled. */
const REFUSALS_MAX = 3;

export async function runBatched(call: BatchedCall, run: Run): Promise<void> {
  const asked: Asked[] = [];
  for (const fetch of call.fetches) {
    run.batched.set(
      fetch,
      (keys) => new Promise((resolve) => asked.push({ fetch, keys, resolve })),
    );
  }
  // A fetch asks before it waits for anything, so here all that have something to ask have asked.
  const running = call.fetches.map((fetch) => runFetch(fetch, run));
  send(call, asked, run);
  await Promise.all(running);
  if (asked.length === 0) await othersFirst();
}

function send(call: BatchedCall, asked: readonly Asked[], run: Run): void {
  if (asked.length === 0) return;
  const isJoining = asked.length > 1 && call.refusalsCount < REFUSALS_MAX;
  const request = isJoining ? createRequest(call, asked, run) : undefined;
  if (request === undefined || request.body.length > BATCHED_BYTES_MAX) {
    for (const one of asked) one.resolve(askAlone(one, run));
    return;
  }
  const responses = askTogether(call, request, asked, run);
  for (const [index, { resolve }] of asked.entries()) {
    resolve(responses.then((all) => all[index] ?? 'garbled'));
  }
}

interface Request {
  readonly body: Buffer;
  readonly read: MatchResponse | undefined;
  /** For each that asked, where its answer stands. */
  readonly ranges: readonly ResponseRange[];
}

/** With the parts that have something to ask; a part that is left alone goes as its own plain text. */
function createRequest(call: BatchedCall, asked: readonly Asked[], run: Run): Request | undefined {
  const { operation, partOf } = call;
  const numberOf = ({ fetch }: Asked) => partOf.get(fetch) ?? -1;
  const numbers = [...new Set(asked.map(numberOf))].toSorted((left, right) => left - right);
  const [first] = asked;
  const isOnePart = numbers.length === 1;
  const prepared = isOnePart ? first?.fetch : operation.request(numbers);
  if (prepared === undefined) return undefined;

  const ranges = new Map<Asked, ResponseRange>();
  const lists = numbers.map((number) => {
    const { key, list } = operation.parts[number] ?? ALONE;
    const together = asked.filter((one) => numberOf(one) === number);
    const total = together.reduce((sum, { keys }) => sum + keys.length, 0);
    let at = 0;
    for (const one of together) {
      const { fetch, keys } = one;
      const place = { fetch, start: at, size: keys.length, total };
      ranges.set(one, { ...place, key: isOnePart ? ALONE.key : key });
      at += keys.length;
    }
    return { variable: isOnePart ? ALONE.list : list, asked: together };
  });
  const variables = new Set(asked.flatMap(({ fetch }) => fetch.variableNames));
  const given = variablesText(variables, run.variables);
  const body = requestBody(prepared.bodyStart, given, lists);
  return { body, read: prepared.read, ranges: asked.flatMap((one) => ranges.get(one) ?? []) };
}

const ALONE = { key: '_entities', list: 'representations' };

async function askTogether(
  call: BatchedCall,
  { body, read, ranges }: Request,
  asked: readonly Asked[],
  run: Run,
): Promise<readonly (SubgraphResponse | Fault)[]> {
  const startedAtMs = performance.now();
  const { subgraph } = call;
  const needsContext = asked.some(({ fetch }) => fetch.needsContext);
  const response = await run.ask({ subgraph, isMutation: false, read, needsContext }, body);
  if (isPerhapsOfOne(response)) {
    const alone = await Promise.all(asked.map((one) => askAlone(one, run, startedAtMs)));
    if (alone.every((one) => typeof one !== 'string' && one.data !== null)) call.refusalsCount += 1;
    return alone;
  }
  if (typeof response === 'string') return asked.map(() => response);
  const { responses, shared } = splitResponse(response, ranges);
  run.errors.push(...sharedErrors(shared));
  return responses;
}

/**
 * Whether what went wrong may be the fault of one of them, or of their being together: then all are asked
 * again, each alone and once. A subgraph that is silent is not asked again.
 */
function isPerhapsOfOne(response: SubgraphResponse | Fault): boolean {
  if (typeof response === 'string') return response === 'refused' || response === 'garbled';
  // What was too large has done its work, and would do it once more for each.
  return response.data === null && !response.errors.some(isTooLarge);
}

const isTooLarge = ({ extensions }: SubgraphError) => extensions?.['code'] === 'TOO_LARGE';

/** `startedAtMs`: when an asking began of which this is the second; it shares that one's deadline. */
function askAlone(asked: AskedKeys, run: Run, startedAtMs?: number) {
  return run.ask(asked.fetch, entitiesBody(asked, run.variables), startedAtMs);
}
