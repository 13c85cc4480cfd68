/** A subgraph's errors, told in the client's terms: at every place in the answer where they count. */
import type { GraphQLFormattedError } from 'graphql';
import { fixedPart } from '../silent-subgraph.ts';
import type { SubgraphAnswer, SubgraphError } from '../subgraph-answer.ts';
import type { CompiledFetch } from './compile-fetch.ts';
import type { Asked } from './run-fetch.ts';
import { placesOf, type Path } from './targets.ts';

/** One error about one thing that stands in a great many places is told for the first of them. */
const PLACES_MAX = 1000;

export function fetchErrors(
  fetch: CompiledFetch,
  data: object,
  asked: Asked,
  answer: SubgraphAnswer,
): readonly GraphQLFormattedError[] {
  const errors: GraphQLFormattedError[] = [];
  for (const error of answer.errors) {
    for (const path of errorPaths(fetch, data, asked, error)) {
      if (errors.length === PLACES_MAX) return errors;
      errors.push(formatError(error, path));
    }
  }
  return errors;
}

function errorPaths(
  fetch: CompiledFetch,
  data: object,
  asked: Asked,
  { path }: SubgraphError,
): readonly (Path | undefined)[] {
  if (!path) return [atFixedPart(fetch)];
  if (!fetch.represent) {
    const rest = clientPath(fetch, path);
    return placesOf(data, fetch.path, () => true).map((place) => [
      ...clientPath(fetch, place),
      ...rest,
    ]);
  }
  const [, number, ...rest] = path;
  if (typeof number !== 'number') return [atFixedPart(fetch)];
  const wanted = new Set(asked.targets.filter((_, index) => asked.numbers[index] === number));
  const places = placesOf(data, fetch.path, (target) => wanted.has(target));
  return places.map((place) => clientPath(fetch, [...place, ...rest]));
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
