/** Runs one fetch: collects its objects, requests each different entity once and merges the response. */
import type { GraphQLFormattedError, GraphQLSchema } from 'graphql';
import type { Fault } from '../../../../core/errors/error-codes.ts';
import { isObject } from '../../../../core/structures/is-object.ts';
import { pathBeforeList, unavailableSubgraphError } from '../../unavailable-subgraph.ts';
import type { SubgraphResponse } from '../../subgraph-response.ts';
import { requestEntities, type Batch, type RequestedEntities } from '../fetches/entity-batches.ts';
import type { CompiledFetch } from '../fetches/compile-fetch.ts';
import { copyObject, type CopyBudget } from '../fetches/copy-data.ts';
import { own } from '../shape/generate-code.ts';
import { entityErrors, clientPath, rootErrors } from '../errors/fetch-errors.ts';
import { distinctTargets } from '../fetches/entity-positions.ts';
import { mergeElements, takePostponed } from '../fetches/merge.ts';
import {
  BuiltRepresentations,
  type BuildRepresentation,
  type RepresentationKey,
} from '../fetches/representations.ts';
import { entitiesBody, variablesText, type EntityRequest } from '../fetches/request-body.ts';
import { rewriteInSteps } from '../fetches/data-rewrites.ts';
import { inParts, type Turns } from '../../../../core/turns/turns.ts';

/** The state of one execution of an operation. */
export interface Run {
  readonly data: object;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly errors: GraphQLFormattedError[];
  /** Whether no string that was received so far needs escaping in the response. */
  isPlain: boolean;
  /** Whether an object may be at several positions. Until an entity is found twice, none is. */
  hasShared: boolean;
  /** Set when no object may be shared by several positions. */
  readonly copies: CopyBudget | undefined;
  readonly fullSchema: GraphQLSchema;
  readonly turns: Turns;
  /** Entities that were requested by fetches with the same selection at another position. */
  readonly requested: RequestedEntities;
  /** How a batched fetch requests its entities; see `run-batched.ts`. */
  readonly batched: Map<CompiledFetch, RequestEntities>;
  /** `startedAtMs` is when the first attempt of this request began, which has the same deadline. */
  send(
    call: SubgraphCall,
    body: string | Buffer,
    startedAtMs?: number,
  ): Promise<SubgraphResponse | Fault>;
  /** Called for every fetch of entities. */
  readonly observe: ObserveFetch | undefined;
}

/** One request to a subgraph: of a fetch, or of a batch of them. */
type SubgraphCall = Pick<CompiledFetch, 'subgraph' | 'isMutation' | 'match' | 'needsContext'>;

export type RequestEntities = (
  keys: readonly RepresentationKey[],
) => Promise<SubgraphResponse | Fault>;

export type ObserveFetch = (entities: FetchedEntities) => void;

export interface FetchedEntities {
  readonly subgraph: string;
  readonly path: CompiledFetch['path'];
  /** Positions in the response that need data of the subgraph. */
  readonly positionsCount: number;
  /** Different entities at those positions. */
  readonly entitiesCount: number;
  /** Entities that were requested; another fetch has requested the others. */
  readonly requestedCount: number;
}

export async function runFetch(fetch: CompiledFetch, run: Run): Promise<void> {
  const found: object[] = [];
  const isComplete = fetch.collect(run.data, found);
  if (isComplete && found.length === 0) return;
  try {
    const targets = isComplete
      ? once(found, run)
      : await distinctTargets(run.data, fetch.path, run.turns);
    if (targets.length > MANY_TARGETS && run.turns.isOver()) await run.turns.next();
    await (fetch.buildRepresentation
      ? fetchEntities(fetch, fetch.buildRepresentation, targets, run)
      : fetchRoot(fetch, targets, run));
  } catch (error) {
    reportNesting(fetch, run, error);
  }
}

/** Reports a nesting of the data that exceeds the stack, which only a hostile subgraph sends. Throws any other error. */
export function reportNesting(fetch: CompiledFetch, run: Run, error: unknown): void {
  if (!(error instanceof RangeError)) throw error;
  run.errors.push(failure(fetch, 'garbled'));
}

/** From so many targets on, a fetch may wait for its turn, and objects that occur several times are visited once. */
const MANY_TARGETS = 1000;

function once(targets: readonly object[], { hasShared }: Run): readonly object[] {
  return hasShared && targets.length > MANY_TARGETS ? [...new Set(targets)] : targets;
}

async function fetchRoot(fetch: CompiledFetch, targets: readonly object[], run: Run) {
  const variables = variablesText(fetch.variableNames, run.variables);
  const response = await run.send(fetch, `${fetch.bodyStart}${variables}}}`);
  if (typeof response === 'string') {
    run.errors.push(failure(fetch, response));
    return;
  }
  run.isPlain &&= response.isPlain;
  if (response.errors.length > 0) run.errors.push(...rootErrors(fetch, run.data, response));
  if (response.data === null) return;
  const { data } = response;
  run.hasShared ||= targets.length > 1;
  if (fetch.outputRewrites) await rewrite(fetch, run, data);
  const unshared = createUnshared(run, targets.length);
  const merging = mergeInParts(targets.length, run, (index) => {
    const target = targets[index];
    if (target) fetch.merge(target, unshared(data));
  });
  if (merging) await merging;
}

/** Gives a copy of an object for each of its positions where no object may be shared. */
function createUnshared({ copies }: Run, positionsCount: number): (object: object) => object {
  if (!copies || positionsCount < 2) return (object) => object;
  return (object) => copyObject(object, copies);
}

async function rewrite(
  { outputRewrites }: CompiledFetch,
  { fullSchema, turns }: Run,
  data: object,
) {
  let stepsCount = 0;
  for (const _step of rewriteInSteps(fullSchema, outputRewrites, data)) {
    stepsCount += 1;
    if (stepsCount % CLOCK_EVERY === 0 && turns.isOver()) await turns.next();
  }
}

const CLOCK_EVERY = 256;

/** Merges into every target, and then what was postponed. Undefined when all is done. */
function mergeInParts(
  count: number,
  run: Run,
  mergeInto: (index: number) => void,
): Promise<void> | undefined {
  const postponed: ReturnType<typeof takePostponed>[] = [];
  const merging = inParts(count, run.turns, (from, to) => {
    for (let index = from; index < to; index += 1) mergeInto(index);
    const lists = takePostponed();
    if (lists.length > 0) postponed.push(lists);
  });
  return merging || postponed.length > 0 ? mergePostponed(merging, postponed, run) : undefined;
}

async function mergePostponed(
  merging: Promise<void> | undefined,
  postponed: ReturnType<typeof takePostponed>[],
  { turns }: Run,
): Promise<void> {
  await merging;
  for (const some of postponed) {
    for (const lists of some) {
      await inParts(lists.value.length, turns, (from, to) => {
        mergeElements(lists, from, to);
        const inner = takePostponed();
        if (inner.length > 0) postponed.push(inner);
      });
    }
  }
}

/** Rejects and never throws, because callers start several at once and wait for all of them. */
export async function fetchEntities(
  fetch: CompiledFetch,
  buildRepresentation: BuildRepresentation,
  candidates: readonly object[],
  run: Run,
): Promise<void> {
  const built = new BuiltRepresentations(buildRepresentation);
  const building = inParts(candidates.length, run.turns, (from, to) => {
    built.add(candidates, from, to);
  });
  if (building) await building;
  await (built.incomplete.length === 0
    ? fetchBuilt(fetch, built, run)
    : fetchWithPartials(fetch, built, run));
}

async function fetchWithPartials(
  fetch: CompiledFetch,
  built: BuiltRepresentations,
  run: Run,
): Promise<void> {
  const { targets, incomplete } = built;
  await Promise.all([
    targets.length > 0 ? fetchBuilt(fetch, built, run) : undefined,
    ...fetch
      .partials()
      .map((partial) =>
        partial.buildRepresentation
          ? fetchEntities(partial, partial.buildRepresentation, incomplete, run)
          : undefined,
      ),
  ]);
}

async function fetchBuilt(fetch: CompiledFetch, built: BuiltRepresentations, run: Run) {
  const send = run.batched.get(fetch) ?? ((keys) => sendAlone({ fetch, keys }, run));
  const batches = requestEntities(fetch, built.keys, run.requested, send);
  run.observe?.({
    subgraph: fetch.subgraph,
    path: fetch.path,
    positionsCount: built.targets.length,
    entitiesCount: built.keys.length,
    requestedCount: batches.find(({ isOwn }) => isOwn)?.size ?? 0,
  });
  const [only] = batches;
  const responses =
    only && batches.length === 1
      ? [await only.response]
      : await Promise.all(batches.map(({ response }) => response));
  const isBatched = run.batched.has(fetch);
  if (!isBatched && !batches.some(({ isOwn }) => isOwn)) await yieldToPending();

  let entities: readonly unknown[] = [];
  for (const [index, batch] of batches.entries()) {
    const found = entitiesOf(fetch, batch, responses[index], built, run);
    entities = batch.indexes ? withEntities(entities, batch.indexes, found) : found;
  }
  if (fetch.outputRewrites) {
    addTypenames(built, entities);
    await rewrite(fetch, run, entities);
  }
  const { targets, keyIndexes, keys } = built;
  run.hasShared ||= targets.length > keys.length || batches.some(({ indexes }) => indexes);
  const unshared = createUnshared(run, targets.length);
  const merging = mergeInParts(targets.length, run, (index) => {
    const target = targets[index];
    const entity: unknown = entities[keyIndexes[index] ?? -1];
    if (target && isObject(entity)) fetch.merge(target, unshared(entity));
  });
  if (merging) await merging;
}

/** `startedAtMs` is when an earlier attempt of this request began, which has the same deadline. */
export function sendAlone(
  request: EntityRequest,
  run: Run,
  startedAtMs?: number,
): ReturnType<Run['send']> {
  const body = entitiesBody(request, run.variables, run.turns);
  if (Buffer.isBuffer(body)) return run.send(request.fetch, body, startedAtMs);
  return body.then((written) => run.send(request.fetch, written, startedAtMs));
}

/**
 * Lets the fetch that made a call continue before fetches that only waited for it. Its next request then has the
 * entities of all of them. It takes one turn of the `nextTick` queue.
 */
export function yieldToPending(): Promise<void> {
  return new Promise((resolve) => process.nextTick(resolve));
}

function withEntities(
  entities: readonly unknown[],
  indexes: NonNullable<Batch['indexes']>,
  found: readonly unknown[],
): readonly unknown[] {
  const all = [...entities];
  for (const [key, entity] of indexes) all[key] = found[entity];
  return all;
}

/** The entities of one call, after adding its errors to the run; none when the response is invalid. */
function entitiesOf(
  fetch: CompiledFetch,
  batch: Batch,
  response: SubgraphResponse | Fault | undefined,
  built: BuiltRepresentations,
  run: Run,
): readonly unknown[] {
  if (response === undefined || typeof response === 'string') {
    run.errors.push(failure(fetch, response ?? 'garbled'));
    return [];
  }
  run.isPlain &&= response.isPlain;
  if (response.errors.length > 0) {
    run.errors.push(...entityErrors(fetch, run.data, built, batch, response));
  }
  if (response.data === null) return [];
  const entities = own(response.data, '_entities');
  if (Array.isArray(entities) && entities.length === batch.size) return entities;
  run.errors.push(failure(fetch, 'garbled'));
  return [];
}

/** Rewrites may depend on the type; without one, an entity has that of its first target. */
function addTypenames(
  { targets, keyIndexes }: BuiltRepresentations,
  entities: readonly unknown[],
): void {
  for (const [index, target] of targets.entries()) {
    const entity = entities[keyIndexes[index] ?? -1];
    if (!isObject(entity) || own(entity, '__typename') !== undefined) continue;
    entity['__typename'] = own(target, '__typename');
  }
}

function failure(fetch: CompiledFetch, fault: Fault): GraphQLFormattedError {
  const { path, rootKeys } = fetch;
  const responsePath = path.length === 0 && rootKeys.length === 1 ? rootKeys : pathBeforeList(path);
  return unavailableSubgraphError(fetch.subgraph, fault, clientPath(fetch, responsePath));
}
