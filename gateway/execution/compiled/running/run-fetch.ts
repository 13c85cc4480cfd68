/** Runs one fetch: collects its objects, requests each different entity once and merges the response. */
import type { GraphQLFormattedError, GraphQLSchema } from 'graphql';
import type { Fault } from '../../../../core/errors/error-codes.ts';
import { isObject } from '../../../../core/structures/is-object.ts';
import { pathBeforeList, unavailableSubgraphError } from '../../unavailable-subgraph.ts';
import type { SubgraphResponse } from '../../subgraph-response.ts';
import { requestEntities, type Batch, type RequestedEntities } from '../fetches/entity-batches.ts';
import type { CompiledFetch } from '../fetches/compile-fetch.ts';
import { own } from '../shape/generate-code.ts';
import { entityErrors, clientPath, rootErrors } from '../errors/fetch-errors.ts';
import {
  buildRepresentations,
  type BuiltRepresentations,
  type RepresentationKey,
} from '../fetches/representations.ts';
import { entitiesBody, variablesText } from '../fetches/request-body.ts';
import { applyRewrites } from '../fetches/data-rewrites.ts';

/** The state of one execution of an operation. */
export interface Run {
  readonly data: object;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly errors: GraphQLFormattedError[];
  /** Whether no string that was received so far needs escaping in the response. */
  isPlain: boolean;
  readonly fullSchema: GraphQLSchema;
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
  const targets: object[] = [];
  fetch.collect(run.data, targets);
  if (targets.length === 0) return;
  try {
    await (fetch.buildRepresentation
      ? fetchEntities(fetch, fetch.buildRepresentation, targets, run)
      : fetchRoot(fetch, targets, run));
  } catch (error) {
    // The nesting of the data exceeds the stack, which only a hostile subgraph sends.
    if (!(error instanceof RangeError)) throw error;
    run.errors.push(failure(fetch, 'garbled'));
  }
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
  applyRewrites(run.fullSchema, fetch.outputRewrites, response.data);
  for (const target of targets) fetch.merge(target, response.data);
}

function fetchEntities(
  fetch: CompiledFetch,
  buildRepresentation: NonNullable<CompiledFetch['buildRepresentation']>,
  candidates: readonly object[],
  run: Run,
): Promise<unknown> {
  const built = buildRepresentations(buildRepresentation, candidates);
  const { incomplete } = built;
  if (incomplete.length === 0) return fetchBuilt(fetch, built, run);
  const partials = fetch.partials();
  return Promise.all([
    built.targets.length > 0 ? fetchBuilt(fetch, built, run) : undefined,
    ...partials.map((partial) =>
      partial.buildRepresentation
        ? fetchEntities(partial, partial.buildRepresentation, incomplete, run)
        : undefined,
    ),
  ]);
}

async function fetchBuilt(fetch: CompiledFetch, built: BuiltRepresentations, run: Run) {
  const sendAlone = (keys: readonly RepresentationKey[]) =>
    run.send(fetch, entitiesBody({ fetch, keys }, run.variables));
  const send = run.batched.get(fetch) ?? sendAlone;
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
  mergeEntities(fetch, run, built, entities);
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

function mergeEntities(
  fetch: CompiledFetch,
  run: Run,
  built: BuiltRepresentations,
  entities: readonly unknown[],
): void {
  if (fetch.outputRewrites) rewriteEntities(fetch, run, built, entities);
  const { targets, keyIndexes } = built;
  for (let index = 0; index < targets.length; index += 1) {
    const target = targets[index];
    const entity: unknown = entities[keyIndexes[index] ?? -1];
    if (target && isObject(entity)) fetch.merge(target, entity);
  }
}

function rewriteEntities(
  fetch: CompiledFetch,
  run: Run,
  built: BuiltRepresentations,
  entities: readonly unknown[],
): void {
  const { targets, keyIndexes } = built;
  // Reversed, so that the first target of each key is kept.
  const targetOf = new Map(
    keyIndexes.map((key, index) => [key, targets[index]] as const).toReversed(),
  );
  for (const [index, entity] of entities.entries()) {
    if (!isObject(entity)) continue;
    const target = targetOf.get(index);
    const typename = target && own(target, '__typename');
    if (own(entity, '__typename') === undefined) entity['__typename'] = typename;
    applyRewrites(run.fullSchema, fetch.outputRewrites, entity);
  }
}

function failure(fetch: CompiledFetch, fault: Fault): GraphQLFormattedError {
  const { path, rootKeys } = fetch;
  const responsePath = path.length === 0 && rootKeys.length === 1 ? rootKeys : pathBeforeList(path);
  return unavailableSubgraphError(fetch.subgraph, fault, clientPath(fetch, responsePath));
}
