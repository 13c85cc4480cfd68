/** How a subgraph that gave no usable answer is named to the client. */
import type { GraphQLFormattedError } from 'graphql';
import type { Fault } from '../../core/errors/error-codes.ts';

type Path = readonly (string | number)[];

/** One error for one silent subgraph. The path is that of the list or object it was asked about. */
export function unavailableSubgraphError(
  kind: string,
  fault: Fault,
  path?: Path,
): GraphQLFormattedError {
  return {
    message: `Cannot read from "${kind}": ${fault}`,
    ...(path && path.length > 0 ? { path } : {}),
    extensions: { code: 'PARTNER_NO_ANSWER', kind, partner: null, fault },
  };
}

/** The part of a plan's path that names one place: everything before the first list. */
export function fixedPart(path: Path): Path {
  const list = path.indexOf('@');
  return list === -1 ? path : path.slice(0, list);
}

/** A silent subgraph is named once, however many of its calls went unanswered. */
export function namedOnce(
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
