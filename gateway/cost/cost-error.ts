import type { GraphQLFormattedError } from 'graphql';
import type { Cost } from './cost.ts';

/** The error of an operation that costs more than the limit; it names no alias and no value of a client. */
export function costError({ total, path }: Cost, limit: number): GraphQLFormattedError | undefined {
  if (total <= limit) return undefined;
  const at = path.join('.');
  const message =
    `Operation costs ${total}, and ${limit} is allowed: ask for fewer rows or for fewer lists inside` +
    ` each other; most expensive is "${at}"` +
    ` / Uw vraag kost ${total}, en ${limit} mag: vraag minder rijen of minder lijsten in elkaar;` +
    ` het duurst is "${at}"`;
  return { message, extensions: { code: 'COST_EXCEEDED', cost: total, limit, path } };
}
