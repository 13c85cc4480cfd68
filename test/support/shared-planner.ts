import type { QueryPlan } from '@apollo/query-planner';
import type { Planner } from '../../gateway/planning/planner.ts';
import { startPlannerThread } from '../../gateway/planning/planner-thread.ts';

const planners = new Map<string, Planner>();
/** Gateways of a test file plan many of the same operations. */
const plans = new Map<string, Promise<QueryPlan>>();

/**
 * The planner thread of production, shared by all gateways with the same supergraph, because starting one
 * takes seconds. It ends with the process; a test of its end starts its own planner.
 */
export function startSharedPlanner(supergraphSdl: string): Planner {
  const planner = planners.get(supergraphSdl) ?? startPlannerThread(supergraphSdl);
  planners.set(supergraphSdl, planner);
  return {
    plan(operation) {
      const key = `${operation.key} ${supergraphSdl}`;
      const plan = plans.get(key) ?? planner.plan(operation);
      plans.set(key, plan);
      plan.catch(() => plans.delete(key));
      return plan;
    },
    stop: async () => {},
  };
}
