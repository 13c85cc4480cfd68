/** The error that names a subgraph without a usable response to the client. */
import type { GraphQLFormattedError } from 'graphql';
import type { Fault } from '../../core/errors/error-codes.ts';
import type { PlanPath } from '../planning/plan-nodes.ts';

/** A path in the response to the client. */
export type ResponsePath = readonly (string | number)[];

/** The path is that of the list or object that the fetch is about. */
export function unavailableSubgraphError(
  subgraph: string,
  fault: Fault,
  path?: ResponsePath,
): GraphQLFormattedError {
  return {
    message: `Cannot read from "${subgraph}": ${fault}`,
    ...(path && path.length > 0 ? { path } : {}),
    extensions: { code: 'PARTNER_NO_ANSWER', kind: subgraph, partner: null, fault },
  };
}

/** The part of a plan's path before the first list, which is a path in the response. */
export function pathBeforeList(path: PlanPath): ResponsePath {
  const list = path.indexOf('@');
  return list === -1 ? path : path.slice(0, list);
}

/** Keeps one error for each unavailable subgraph, however many of its fetches failed. */
export function oncePerSubgraph(
  errors: readonly GraphQLFormattedError[],
): readonly GraphQLFormattedError[] {
  const named = new Set<unknown>();
  return errors.filter(({ extensions }) => {
    if (extensions?.['code'] !== 'PARTNER_NO_ANSWER' || extensions['partner'] !== null) return true;
    const isFirst = !named.has(extensions['kind']);
    named.add(extensions['kind']);
    return isFirst;
  });
}
