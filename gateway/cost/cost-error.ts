import type { GraphQLFormattedError } from 'graphql';
import type { Cost } from './cost.ts';
import { SATURATED } from './saturate.ts';

/** The error of an operation that costs more than the limit; it names no alias and no value of a client. */
export function costError(cost: Cost, limit: number): GraphQLFormattedError | undefined {
  const { total } = cost;
  if (total <= limit) return undefined;
  // Found only when it is read, because nearly every operation is within its limit.
  const { path } = cost;
  const at = path.join('.');
  const message = total >= SATURATED ? withoutBound(at) : tooMuch(total, limit, at);
  return { message, extensions: { code: 'COST_EXCEEDED', cost: total, limit, path } };
}

const tooMuch = (total: number, limit: number, at: string) =>
  `Operation costs ${total}, and ${limit} is allowed: ask for fewer rows or for fewer lists inside` +
  ` each other; most expensive is "${at}"` +
  ` / Uw vraag kost ${total}, en ${limit} mag: vraag minder rijen of minder lijsten in elkaar;` +
  ` het duurst is "${at}"`;

const withoutBound = (at: string) =>
  `Operation has a list without a bound at "${at}": give each list exactly one of the arguments that tell its` +
  ` size, and ask for fewer rows / Uw vraag heeft een lijst zonder grens bij "${at}": geef bij elke lijst precies` +
  ' één van de argumenten die de lengte bepalen, en vraag minder rijen';
