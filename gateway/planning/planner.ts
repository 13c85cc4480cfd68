/** Query planning: Apollo's planner, with corrections before and after. */
import { operationFromDocument } from '@apollo/federation-internals';
import { QueryPlanner, type QueryPlan } from '@apollo/query-planner';
import type { DocumentNode } from 'graphql';
import { withAlternativeKeys } from './alternative-keys.ts';
import { withTypenames } from './conditional-objects.ts';
import { readInterfaceFields, withInterfaceFields } from './interface-fields.ts';
import { createKeyFacts } from './key-facts.ts';
import {
  NO_LABELS,
  readLabelsBehindInterfaces,
  withFieldsByType,
  type OverrideLabels,
} from './override-labels.ts';
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
  /** Caches nothing: the operation store keeps the plan in the prepared operation. */
  plan(operation: NormalizedOperation, labels?: OverrideLabels): Promise<QueryPlan>;
  stop(): Promise<void>;
}

/** Plans in this thread; the gateway calls it in the thread of validation. */
export function createPlanner(supergraphSdl: string): Planner {
  const { supergraph, planningSchema, fieldNames, requiresFieldSets, apiSchema } =
    parseSupergraph(supergraphSdl);
  const interfaceFields = readInterfaceFields(supergraph);
  const behindInterfaces = readLabelsBehindInterfaces(supergraph.schema);
  const keyFacts = createKeyFacts(supergraph, requiresFieldSets);
  const planner = new QueryPlanner(supergraph);

  return {
    // Async, so that an error that the planner throws becomes a rejection.
    async plan({ document, operationName }, labels = NO_LABELS) {
      const byType = withFieldsByType(document, apiSchema, behindInterfaces, labels);
      const planned = withInterfaceFields(byType, apiSchema, interfaceFields);
      const aliased = withSafeAliases(planned, safeAliases(document, fieldNames));
      const safe = withTypenames(aliased);
      const named = operationName === undefined ? {} : { operationName };
      const operation = operationFromDocument(planningSchema, safe, named);
      const overrideConditions = new Map(labels.map((label) => [label, true]));
      const plan = planner.buildQueryPlan(operation, { overrideConditions });
      return withAlternativeKeys(plan, keyFacts);
    },
    stop: async () => {},
  };
}
