/** Query planning: Apollo's planner, with corrections before and after. */
import { operationFromDocument } from '@apollo/federation-internals';
import { QueryPlanner, type QueryPlan } from '@apollo/query-planner';
import type { DocumentNode } from 'graphql';
import { LRUCache } from 'lru-cache';
import { withAlternativeKeys } from './alternative-keys.ts';
import { withTypenames } from './conditional-objects.ts';
import { readInterfaceFields, withInterfaceFields } from './interface-fields.ts';
import { createKeyFacts } from './key-facts.ts';
import { safeAliases, withSafeAliases } from './safe-aliases.ts';
import { parseSupergraph } from './supergraph.ts';

/** An operation that was parsed, validated and found within the limits. */
export interface NormalizedOperation {
  readonly document: DocumentNode;
  readonly operationName: string | undefined;
  /** Hash of the text and the operation name. */
  readonly key: string;
}

export interface Planner {
  plan(operation: NormalizedOperation): Promise<QueryPlan>;
  /** Stops the planner and drops its cached plans. */
  stop(): Promise<void>;
}

const PLANS_MAX = 1000;

/** Plans in this thread and caches the plans. See `startPlannerThread` for planning in a worker. */
export function createPlanner(
  supergraphSdl: string,
  options: { readonly plansMax?: number } = {},
): Planner {
  const { supergraph, planningSchema, fieldNames, requiresFieldSets, apiSchema } =
    parseSupergraph(supergraphSdl);
  const interfaceFields = readInterfaceFields(supergraphSdl);
  const keyFacts = createKeyFacts(supergraph, requiresFieldSets);
  const planner = new QueryPlanner(supergraph);
  const plans = new LRUCache<string, QueryPlan>({ max: options.plansMax ?? PLANS_MAX });

  return {
    // Async, so that an error that the planner throws becomes a rejection.
    async plan({ document, operationName, key }) {
      const known = plans.get(key);
      if (known) return known;
      const planned = withInterfaceFields(document, apiSchema, interfaceFields);
      const aliased = withSafeAliases(planned, safeAliases(document, fieldNames));
      const safe = withTypenames(aliased);
      const named = operationName === undefined ? {} : { operationName };
      const operation = operationFromDocument(planningSchema, safe, named);
      const plan = withAlternativeKeys(planner.buildQueryPlan(operation), keyFacts);
      plans.set(key, plan);
      return plan;
    },
    stop: async () => plans.clear(),
  };
}
