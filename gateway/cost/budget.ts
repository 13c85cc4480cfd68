/** How much one operation may cost, by who sends it. */
import type { GraphQLFormattedError } from 'graphql';
import type { Principal } from '../authentication/principal.ts';
import type { Cost } from './cost.ts';

export interface CostBudgets {
  /** Without a token. */
  readonly public: number;
  /** With a token, without a purpose. */
  readonly client: number;
  readonly purpose: number;
}

/** Saved operations cost less than half of these; a test compares. */
export const COST_BUDGETS: CostBudgets = { public: 10_000, client: 20_000, purpose: 40_000 };

/** The part of the public budget that the usual introspection query costs: it passes once in an operation. */
const INTROSPECTION_SHARE = 0.6;

export const introspectionCostIn = (budgets: CostBudgets): number =>
  INTROSPECTION_SHARE * budgets.public;

export function budgetOf(principal: Principal, budgets: CostBudgets): number {
  if (principal.isPublic) return budgets.public;
  return principal.purpose ? budgets.purpose : budgets.client;
}

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
