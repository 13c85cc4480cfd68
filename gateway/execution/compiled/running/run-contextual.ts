/**
 * Runs a fetch of which arguments take their value from a context (`@fromContext`). Objects with equal values are
 * fetched as if they were a fetch alone, and one request is sent for several such groups.
 */
import type { Fault } from '../../../../core/errors/error-codes.ts';
import { stringifyExact } from '../../../../core/structures/exact-numbers.ts';
import { OutputTooLarge } from '../../output-too-large.ts';
import type { SubgraphResponse } from '../../subgraph-response.ts';
import { contextKey, contextVariable } from '../fetches/contextual-operation.ts';
import type { CompiledFetch, FetchInContexts } from '../fetches/compile-fetch.ts';
import { contextValues, nestedTargets } from '../fetches/context-values.ts';
import type { RepresentationKey } from '../fetches/representations.ts';
import { requestBody, variablesText, type EntityRequest } from '../fetches/request-body.ts';
import { sendBatched, type PendingFetch } from './run-batched.ts';
import { fetchEntities, reportNesting, sendAlone, type Run } from './run-fetch.ts';

/** Different contexts of the objects of one fetch. */
const CONTEXTS_MAX = 1000;
/** Contexts of one request. */
const BATCHED_MAX = 50;

/** The objects with equal values, and the state of their part of the run. */
interface Group {
  readonly values: Readonly<Record<string, unknown>>;
  readonly targets: object[];
  readonly run: Run;
}

interface PendingGroup extends PendingFetch {
  readonly values: Group['values'];
}

export async function runContextual(fetch: FetchInContexts, run: Run): Promise<void> {
  try {
    await fetchInContexts(fetch, run);
  } catch (error) {
    reportNesting(fetch, run, error);
  }
}

async function fetchInContexts(fetch: FetchInContexts, run: Run): Promise<void> {
  const { buildRepresentation } = fetch;
  const groups = groupsOf(fetch, run);
  const pending: PendingGroup[] = [];
  let isSent = false;
  for (const group of groups) {
    group.run.batched.set(fetch, (keys: readonly RepresentationKey[]) => {
      const request = { fetch, keys, run: group.run };
      if (isSent) return sendAlone(request, group.run);
      return new Promise((resolve) => pending.push({ ...request, values: group.values, resolve }));
    });
  }
  const running = groups.map((group) =>
    fetchEntities(fetch, buildRepresentation, group.targets, group.run),
  );
  isSent = true;
  for (let from = 0; from < pending.length; from += BATCHED_MAX) {
    send(fetch, pending.slice(from, from + BATCHED_MAX), run);
  }
  await Promise.all(running);
  run.isPlain &&= groups.every((group) => group.run.isPlain);
  run.hasShared ||= groups.some((group) => group.run.hasShared);
}

function groupsOf(fetch: FetchInContexts, run: Run): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const nested of nestedTargets(run.data, fetch.path)) {
    const values = contextValues(run.fullSchema, fetch.contexts.sources, nested);
    const key = stringifyExact(values) ?? '';
    let group = groups.get(key);
    if (!group) {
      if (groups.size === CONTEXTS_MAX) throw new OutputTooLarge();
      const variables = { ...run.variables, ...values };
      const own = { ...run, variables, requested: new Map(), batched: new Map() };
      group = { values, targets: [], run: own };
      groups.set(key, group);
    }
    group.targets.push(nested.target);
  }
  return [...groups.values()];
}

function send(fetch: FetchInContexts, pending: readonly PendingGroup[], run: Run): void {
  const [first, second] = pending;
  if (first && !second) return first.resolve(sendAlone(first, first.run ?? run));
  const responses = sendTogether(fetch, pending, run);
  for (const [index, { resolve }] of pending.entries()) {
    resolve(responses.then((all) => all[index] ?? 'garbled'));
  }
  return undefined;
}

async function sendTogether(
  fetch: FetchInContexts,
  pending: readonly PendingGroup[],
  run: Run,
): Promise<readonly (SubgraphResponse | Fault)[]> {
  const body = requestBody(
    fetch.contexts.operation.start(pending.length),
    variablesOf(fetch, pending, run),
    pending.map((request: EntityRequest, index) => ({
      variable: contextVariable('representations', index),
      requests: [request],
    })),
  );
  const ranges = pending.map(({ keys }, index) => ({
    fetch,
    key: contextKey(index),
    start: 0,
    size: keys.length,
    total: keys.length,
  }));
  const call = { subgraph: fetch.subgraph, rejectionsCount: 0 };
  return await sendBatched(call, { body, match: undefined, ranges }, pending, run);
}

/** The variables of the client, and those of each context under names of their own. */
function variablesOf(fetch: CompiledFetch, pending: readonly PendingGroup[], run: Run): string {
  const contextual = new Set(Object.keys(pending[0]?.values ?? {}));
  const ofClient = fetch.variableNames.filter((name) => !contextual.has(name));
  const values = pending.flatMap((group, index) =>
    Object.entries(group.values).map(
      ([name, value]) => [contextVariable(name, index), value] as const,
    ),
  );
  const ofContexts = Object.fromEntries(values);
  return [
    variablesText(ofClient, run.variables),
    variablesText(Object.keys(ofContexts), ofContexts),
  ]
    .filter((text) => text !== '')
    .join();
}
