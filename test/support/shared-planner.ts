import type { Planner } from '../../gateway/planning/planner.ts';
import { startPlannerThread } from '../../gateway/planning/planner-thread.ts';

const planners = new Map<string, Planner>();

/**
 * The planner thread that ships, one for all gateways of a test file that have the same supergraph,
 * since starting one takes seconds. It ends with the process; tests of its end start their own.
 */
export function startSharedPlanner(supergraphSdl: string): Planner {
  const planner = planners.get(supergraphSdl) ?? startPlannerThread(supergraphSdl);
  planners.set(supergraphSdl, planner);
  return { plan: (operation) => planner.plan(operation), stop: async () => {} };
}
