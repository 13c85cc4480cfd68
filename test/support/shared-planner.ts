import type { Planner } from '../../gateway/planning/planner.ts';
import { startPlannerThread } from '../../gateway/planning/planner-thread.ts';

const planners = new Map<string, Planner>();

/**
 * The planner thread of production, shared by all gateways with the same supergraph, because starting one
 * takes seconds. It ends with the process; a test of its end starts its own planner.
 */
export function startSharedPlanner(supergraphSdl: string): Planner {
  const planner = planners.get(supergraphSdl) ?? startPlannerThread(supergraphSdl);
  planners.set(supergraphSdl, planner);
  return { plan: (operation) => planner.plan(operation), stop: async () => {} };
}
