import { PLAN_HEADER } from '../../core/http/headers.ts';
import type { Cost, RootCost } from '../cost/cost.ts';
import { GatewayError } from '../errors/gateway-error.ts';

/** What a client learns of an operation that it does not have executed. */
export interface PlanSummary {
  readonly cost: number;
  readonly limit: number;
  /** The most expensive path, and what each field at the root costs, in names of the schema. */
  readonly path: readonly string[];
  readonly fields: readonly RootCost[];
  /** The subgraphs that would be asked, in the order of the plan. */
  readonly subgraphs: readonly string[];
}

/** Whether the header `x-llo-plan` asks for the plan alone. Throws for a value that has no meaning. */
export function isPlanOnly(header: string | readonly string[] | undefined): boolean {
  if (header === undefined) return false;
  if (header === 'only') return true;
  throw new GatewayError('BAD_REQUEST', `Header "${PLAN_HEADER}" must be "only"`);
}

export function planSummary(
  { total, path, roots }: Cost,
  limit: number,
  subgraphs: readonly string[],
): PlanSummary {
  return { cost: total, limit, path, fields: roots, subgraphs };
}
