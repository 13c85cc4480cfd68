/** Runs one fetch: collect the objects, ask about each different one once, merge the answers. */
import type { GraphQLFormattedError, GraphQLSchema } from 'graphql';
import type { Fault } from '../../../../core/errors/error-codes.ts';
import { fixedPart, unavailableSubgraphError } from '../../unavailable-subgraph.ts';
import { isObject } from '../../../../core/structures/is-object.ts';
import type { SubgraphResponse } from '../../subgraph-response.ts';
import { askAbout, type Batch, type KnownEntities } from '../fetches/entity-batches.ts';
import type { CompiledFetch } from '../fetches/compile-fetch.ts';
import { own } from '../shape/generate-code.ts';
import { entityErrors, clientPath, rootErrors } from '../errors/fetch-errors.ts';
import type { RepresentationKey } from '../fetches/representations.ts';
import { buildRepresentations, type BuiltRepresentations } from '../fetches/represented.ts';
import { entitiesBody, variablesText } from '../fetches/request-body.ts';
import { applyRewrites } from '../fetches/data-rewrites.ts';

/** One asking under way. */
export interface Run {
  readonly data: object;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly errors: GraphQLFormattedError[];
  /** Whether no string that arrived so far needs escaping in the answer. */
  isPlain: boolean;
  readonly fullSchema: GraphQLSchema;
  /** What was already asked by fetches that ask the same of different places. */
  readonly known: KnownEntities;
  /** How to ask for a fetch that others go together with, see `run-joined.ts`. */
  readonly batched: Map<CompiledFetch, AskKeys>;
  /** `startedAtMs`: when the asking began that this one repeats, within the same deadline. */
  ask(
    asked: Askable,
    body: string | Buffer,
    startedAtMs?: number,
  ): Promise<SubgraphResponse | Fault>;
  /** Told of every fetch of entities; for explaining plans. */
  readonly observe: ObserveFetch | undefined;
}

/** One call to a subgraph: of a fetch, or of several that go together. */
export type Askable = Pick<CompiledFetch, 'subgraph' | 'isMutation' | 'read' | 'needsContext'>;

export type AskKeys = (keys: readonly RepresentationKey[]) => Promise<SubgraphResponse | Fault>;

export type ObserveFetch = (fetched: FetchedEntities) => void;

export interface FetchedEntities {
  readonly subgraph: string;
  readonly path: CompiledFetch['path'];
  /** Places in the answer that need something of the subgraph. */
  readonly positionsCount: number;
  /** Different things among them. */
  readonly entitiesCount: number;
  /** Things that were asked for; the others were known from another fetch. */
  readonly askedCount: number;
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
    // Nesting too deep for the stack: only a hostile subgraph nests like that.
    if (!(error instanceof RangeError)) throw error;
    run.errors.push(failure(fetch, 'garbled'));
  }
}

async function fetchRoot(fetch: CompiledFetch, targets: readonly object[], run: Run) {
  const variables = variablesText(fetch.variableNames, run.variables);
  const response = await run.ask(fetch, `${fetch.bodyStart}${variables}}}`);
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
  const { left } = built;
  if (left.length === 0) return fetchBuilt(fetch, built, run);
  const partials = fetch.partials();
  return Promise.all([
    built.targets.length > 0 ? fetchBuilt(fetch, built, run) : undefined,
    ...partials.map((partial) =>
      partial.buildRepresentation
        ? fetchEntities(partial, partial.buildRepresentation, left, run)
        : undefined,
    ),
  ]);
}

async function fetchBuilt(fetch: CompiledFetch, built: BuiltRepresentations, run: Run) {
  const askAlone = (keys: readonly RepresentationKey[]) =>
    run.ask(fetch, entitiesBody({ fetch, keys }, run.variables));
  const ask = run.batched.get(fetch) ?? askAlone;
  const batches = askAbout(fetch, built.keys, run.known, ask);
  run.observe?.({
    subgraph: fetch.subgraph,
    path: fetch.path,
    positionsCount: built.targets.length,
    entitiesCount: built.keys.length,
    askedCount: batches.find(({ isOwn }) => isOwn)?.size ?? 0,
  });
  const [only] = batches;
  const responses =
    only && batches.length === 1
      ? [await only.response]
      : await Promise.all(batches.map(({ response }) => response));
  const isTogether = run.batched.has(fetch);
  if (!isTogether && !batches.some(({ isOwn }) => isOwn)) await othersFirst();

  let entities: readonly unknown[] = [];
  for (const [index, batch] of batches.entries()) {
    const found = entitiesOf(fetch, batch, responses[index], built, run);
    entities = batch.places ? placed(entities, batch.places, found) : found;
  }
  mergeEntities(fetch, run, built, entities);
}

/**
 * Whoever asked goes on before those who only waited for the same answer: what it asks next, with more
 * things in it, the others then need not ask for. A turn of the process's own queue, and no time.
 */
export function othersFirst(): Promise<void> {
  return new Promise((resolve) => process.nextTick(resolve));
}

function placed(
  entities: readonly unknown[],
  places: NonNullable<Batch['places']>,
  found: readonly unknown[],
): readonly unknown[] {
  const all = [...entities];
  for (const [place, number] of places) all[place] = found[number];
  return all;
}

/** The entities of one call, its errors told; none when the answer is not what was asked for. */
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
  const { targets, numbers } = built;
  for (let index = 0; index < targets.length; index += 1) {
    const target = targets[index];
    const entity: unknown = entities[numbers[index] ?? -1];
    if (target && isObject(entity)) fetch.merge(target, entity);
  }
}

function rewriteEntities(
  fetch: CompiledFetch,
  run: Run,
  built: BuiltRepresentations,
  entities: readonly unknown[],
): void {
  const { targets, numbers } = built;
  const firstOf = new Map<number, object>();
  for (const [index, target] of targets.entries()) {
    const number = numbers[index] ?? -1;
    if (!firstOf.has(number)) firstOf.set(number, target);
  }
  for (const [number, entity] of entities.entries()) {
    if (!isObject(entity)) continue;
    const target = firstOf.get(number);
    const typename = target && own(target, '__typename');
    if (own(entity, '__typename') === undefined) entity['__typename'] = typename;
    applyRewrites(run.fullSchema, fetch.outputRewrites, entity);
  }
}

function failure(fetch: CompiledFetch, fault: Fault): GraphQLFormattedError {
  const { path, rootKeys } = fetch;
  const place = path.length === 0 && rootKeys.length === 1 ? rootKeys : fixedPart(path);
  return unavailableSubgraphError(fetch.subgraph, fault, clientPath(fetch, place));
}
