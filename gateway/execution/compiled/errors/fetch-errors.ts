/** A subgraph's errors, told in the client's terms: at every place in the answer where they count. */
import type { GraphQLFormattedError } from 'graphql';
import { fixedPart } from '../../unavailable-subgraph.ts';
import type { SubgraphResponse, SubgraphError } from '../../subgraph-response.ts';
import type { Batch } from '../fetches/entity-batches.ts';
import type { CompiledFetch } from '../fetches/compile-fetch.ts';
import type { BuiltRepresentations } from '../fetches/represented.ts';
import type { SharedError } from '../batching/split-response.ts';
import { positionsOf, type Path } from '../fetches/entity-positions.ts';

/** One error about one thing that stands in a great many places is told for the first of them. */
const POSITIONS_MAX = 1000;

export function rootErrors(
  fetch: CompiledFetch,
  data: object,
  response: SubgraphResponse,
): readonly GraphQLFormattedError[] {
  const places = positionsOf(data, fetch.path, 'all');
  return tell(response.errors, ({ path }) => {
    if (!path) return [atFixedPart(fetch)];
    return places.map(({ place }) => clientPath(fetch, [...place, ...path]));
  });
}

/** An error about one entity counts wherever in the answer that entity stands. */
export function entityErrors(
  fetch: CompiledFetch,
  data: object,
  { targets, numbers }: BuiltRepresentations,
  { places: given, isOwn }: Batch,
  response: SubgraphResponse,
): readonly GraphQLFormattedError[] {
  const keyNumbers = given && new Map(given.map(([place, number]) => [number, place]));
  const keyNumberOf = (number: unknown) => (keyNumbers ? keyNumbers.get(Number(number)) : number);
  const wrong = new Set(response.errors.map(({ path }) => keyNumberOf(path?.[1])));
  const numberOf = new Map<object, number | undefined>();
  for (const [index, target] of targets.entries()) {
    if (wrong.has(numbers[index])) numberOf.set(target, numbers[index]);
  }
  const found = new Map<unknown, Path[]>();
  for (const { target, place } of positionsOf(data, fetch.path, new Set(numberOf.keys()))) {
    const number = numberOf.get(target);
    const places = found.get(number) ?? [];
    places.push(place);
    found.set(number, places);
  }
  return tell(response.errors, ({ path }) => {
    const [, number, ...rest] = path ?? [];
    if (typeof number !== 'number') return isOwn ? [atFixedPart(fetch)] : [];
    const keyNumber = keyNumberOf(number);
    if (keyNumber === undefined) return [];
    const places = found.get(keyNumber);
    return places?.map((place) => clientPath(fetch, [...place, ...rest])) ?? [atFixedPart(fetch)];
  });
}

/** An error of a joined call that is about several of its fetches is told once, where all of them are. */
export function sharedErrors(shared: readonly SharedError[]): readonly GraphQLFormattedError[] {
  return shared.slice(0, POSITIONS_MAX).map(({ error, ranges }) => {
    const [first = [], ...others] = ranges.map(({ fetch }) => atFixedPart(fetch) ?? []);
    const end = first.findIndex((part, index) => others.some((path) => path[index] !== part));
    const path = end === -1 ? first : first.slice(0, end);
    return formatError(error, path.length > 0 ? path : undefined);
  });
}

function tell(
  errors: readonly SubgraphError[],
  pathsOf: (error: SubgraphError) => readonly (Path | undefined)[],
): readonly GraphQLFormattedError[] {
  const reported: GraphQLFormattedError[] = [];
  for (const error of errors) {
    for (const path of pathsOf(error)) {
      if (reported.length === POSITIONS_MAX) return reported;
      reported.push(formatError(error, path));
    }
  }
  return reported;
}

/** The planner asks some fields under names of its own; the client knows only its own. */
export function clientPath(fetch: CompiledFetch, path: Path): Path {
  return path.map((part) => {
    if (typeof part === 'number') return part;
    const renamed = fetch.outputRewrites?.find(
      (rewrite) => rewrite.kind === 'KeyRenamer' && rewrite.path.at(-1) === part,
    );
    const name = renamed?.kind === 'KeyRenamer' ? renamed.renameKeyTo : part;
    return fetch.clientNames.get(name) ?? name;
  });
}

function atFixedPart(fetch: CompiledFetch): Path | undefined {
  const path = clientPath(fetch, fixedPart(fetch.path));
  return path.length > 0 ? path : undefined;
}

function formatError(error: SubgraphError, path: Path | undefined): GraphQLFormattedError {
  return {
    message: error.message,
    ...(path ? { path } : {}),
    ...(error.extensions ? { extensions: { ...error.extensions } } : {}),
  };
}
