/** Translates errors of subgraphs to errors of the response, at every path where the failed object occurs. */
import type { GraphQLFormattedError } from 'graphql';
import type { SubgraphError, SubgraphResponse } from '../../subgraph-response.ts';
import { pathBeforeList, type ResponsePath } from '../../unavailable-subgraph.ts';
import type { SharedError } from '../batching/split-response.ts';
import type { CompiledFetch } from '../fetches/compile-fetch.ts';
import type { Batch } from '../fetches/entity-batches.ts';
import { positionsOf } from '../fetches/entity-positions.ts';
import type { BuiltRepresentations } from '../fetches/representations.ts';

/** Errors of one response; an error about an object at more positions is reported for the first of them. */
const ERRORS_MAX = 1000;

export function rootErrors(
  fetch: CompiledFetch,
  data: object,
  response: SubgraphResponse,
): readonly GraphQLFormattedError[] {
  const positions = positionsOf(data, fetch.path, 'all');
  return formatErrors(response.errors, ({ path }) => {
    if (!path) return [fetchPath(fetch)];
    return positions.map((position) => clientPath(fetch, [...position.path, ...path]));
  });
}

/** An error about one entity applies wherever that entity occurs in the response. */
export function entityErrors(
  fetch: CompiledFetch,
  data: object,
  { targets, keyIndexes }: BuiltRepresentations,
  { indexes, isOwn }: Batch,
  response: SubgraphResponse,
): readonly GraphQLFormattedError[] {
  const keyIndexByEntity = indexes && new Map(indexes.map(([key, entity]) => [entity, key]));
  const keyIndexOf = (entity: unknown) =>
    keyIndexByEntity ? keyIndexByEntity.get(Number(entity)) : entity;
  const failed = new Set(response.errors.map(({ path }) => keyIndexOf(path?.[1])));
  const keyIndexByTarget = new Map<object, number | undefined>();
  for (const [index, target] of targets.entries()) {
    if (failed.has(keyIndexes[index])) keyIndexByTarget.set(target, keyIndexes[index]);
  }
  const pathsByKeyIndex = new Map<unknown, ResponsePath[]>();
  for (const { target, path } of positionsOf(data, fetch.path, new Set(keyIndexByTarget.keys()))) {
    const keyIndex = keyIndexByTarget.get(target);
    const paths = pathsByKeyIndex.get(keyIndex) ?? [];
    paths.push(path);
    pathsByKeyIndex.set(keyIndex, paths);
  }
  return formatErrors(response.errors, ({ path }) => {
    const [, entity, ...rest] = path ?? [];
    if (typeof entity !== 'number') return isOwn ? [fetchPath(fetch)] : [];
    const keyIndex = keyIndexOf(entity);
    if (keyIndex === undefined) return [];
    const paths = pathsByKeyIndex.get(keyIndex);
    return paths?.map((start) => clientPath(fetch, [...start, ...rest])) ?? [fetchPath(fetch)];
  });
}

/** An error about several fetches of a batched call is reported once, at the path that they have in common. */
export function sharedErrors(shared: readonly SharedError[]): readonly GraphQLFormattedError[] {
  return shared.slice(0, ERRORS_MAX).map(({ error, ranges }) => {
    const [first = [], ...others] = ranges.map(({ fetch }) => fetchPath(fetch) ?? []);
    const end = first.findIndex((part, index) => others.some((path) => path[index] !== part));
    const path = end === -1 ? first : first.slice(0, end);
    return formatError(error, path.length > 0 ? path : undefined);
  });
}

function formatErrors(
  errors: readonly SubgraphError[],
  pathsOf: (error: SubgraphError) => readonly (ResponsePath | undefined)[],
): readonly GraphQLFormattedError[] {
  const reported: GraphQLFormattedError[] = [];
  for (const error of errors) {
    for (const path of pathsOf(error)) {
      if (reported.length === ERRORS_MAX) return reported;
      reported.push(formatError(error, path));
    }
  }
  return reported;
}

/** Replaces the names that the planner gave to fields by the response names of the client. */
export function clientPath(fetch: CompiledFetch, path: ResponsePath): ResponsePath {
  return path.map((part) => {
    if (typeof part === 'number') return part;
    const renamed = fetch.outputRewrites?.find(
      (rewrite) => rewrite.kind === 'KeyRenamer' && rewrite.path.at(-1) === part,
    );
    const name = renamed?.kind === 'KeyRenamer' ? renamed.renameKeyTo : part;
    return fetch.clientNames.get(name) ?? name;
  });
}

function fetchPath(fetch: CompiledFetch): ResponsePath | undefined {
  const path = clientPath(fetch, pathBeforeList(fetch.path));
  return path.length > 0 ? path : undefined;
}

function formatError(error: SubgraphError, path: ResponsePath | undefined): GraphQLFormattedError {
  return {
    message: error.message,
    ...(path ? { path } : {}),
    ...(error.extensions ? { extensions: { ...error.extensions } } : {}),
  };
}
