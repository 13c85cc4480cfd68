/** How much one operation may cost, by who sends it. */
import type { Principal } from '../authentication/principal.ts';

export interface CostBudgets {
  /** Without a token. */
  readonly public: number;
  /** With a token, without a purpose. */
  readonly client: number;
  readonly purpose: number;
}

/** Saved operations cost less than half of these; a test compares. */
export const COST_BUDGETS: CostBudgets = { public: 10_000, client: 20_000, purpose: 40_000 };

/** A supergraph without `@listSize` gives guesses: this bounds lists inside lists, and little else. */
export const STANDALONE_COST_MAX = 1_000_000;

/** The part of the public budget that the usual introspection query costs: it passes once in an operation. */
export const INTROSPECTION_SHARE = 0.6;

export function budgetOf(principal: Principal, budgets: CostBudgets): number {
  if (principal.isPublic) return budgets.public;
  return principal.purpose ? budgets.purpose : budgets.client;
}
