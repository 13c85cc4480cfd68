import { GraphQLError, parse, validate } from 'graphql';
import { createRequirementsOf, rulesOf } from '../authorization/authorize.ts';
import { createLimits } from '../limits/limits.ts';
import { withExactLiterals } from '../planning/exact-literals.ts';
import type { OverrideLabels } from '../planning/override-labels.ts';
import { createPlanner, type Planner } from '../planning/planner.ts';
import { parseSupergraph } from '../planning/supergraph.ts';
import type { Validation, PlannedText } from './validation.ts';
import { startApolloValidation } from './apollo-server.ts';
import { keyOf } from './normalize-document.ts';

/**
 * Validation in this thread, without a limit on time: limits → validate → normalize → plan. The gateway runs it in
 * a worker, see `validation-thread.ts`.
 */
export async function createValidation(
  supergraphSdl: string,
  planner: Planner = createPlanner(supergraphSdl),
): Promise<Validation> {
  const { apiSchema, supergraph } = parseSupergraph(supergraphSdl);
  const limits = createLimits(apiSchema);
  const requirementsOf = createRequirementsOf(rulesOf(supergraphSdl));
  const apollo = await startApolloValidation(
    withExactLiterals(supergraph.apiSchema().toGraphQLJSSchema()),
    supergraphSdl,
  );

  /** Undefined where the planner fails: the operation is valid all the same. */
  const plannedOrNot = async (text: string, labels?: OverrideLabels) => {
    try {
      return await planned(text, labels);
    } catch {
      return undefined;
    }
  };
  const planned = async (text: string, labels?: OverrideLabels): Promise<PlannedText> => {
    const operation = {
      document: parse(text, { noLocation: true }),
      operationName: undefined,
      key: keyOf(text),
    };
    return { plan: await planner.plan(operation, labels), requirements: requirementsOf(operation) };
  };

  return {
    async validate(document) {
      limits.limitDocument(document.query);
      const validated = await apollo.validate(document);
      if ('response' in validated) return validated;
      const needsPlan = validated.selects !== 'schema';
      const { text } = validated;
      return {
        ...validated,
        planned: needsPlan ? await plannedOrNot(text, document.labels) : undefined,
      };
    },
    plan: async (text, _turn, labels) => (fits(text) ? await planned(text, labels) : null),
    stop: async () => void (await Promise.all([apollo.stop(), planner.stop()])),
  };

  function fits(text: string): boolean {
    try {
      return (
        validate(apiSchema, parse(text, { noLocation: true }), undefined, { maxErrors: 1 })
          .length === 0
      );
    } catch (error) {
      if (error instanceof GraphQLError) return false;
      throw error;
    }
  }
}
