// oxlint-disable-next-line import/no-unassigned-import -- must run before Apollo is imported
import '../../core/federation/apollo-telemetry-off.ts';
import type { ApolloServerOptionsWithGateway, BaseContext } from '@apollo/server';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { firstDenials, type Grants } from '../../core/access/access-denials.ts';
import { createRequirementsOf, rulesOf } from '../authorization/authorize.ts';
import { costError } from '../cost/cost-error.ts';
import { createCostOf } from '../cost/cost.ts';
import {
  createCompiledExecution,
  type CompiledExecutionOptions,
} from '../execution/compiled/compiled-execution.ts';
import { coerceVariables } from '../operations/coerce-variables.ts';
import { createOperationStore, type OperationCall } from '../operations/operation-store.ts';
import { createPrepare } from '../operations/prepared-operation.ts';
import { startPlannerThread } from '../planning/planner-thread.ts';
import { parseSupergraph } from '../planning/supergraph.ts';

export type ApolloGatewayObject = ApolloServerOptionsWithGateway<BaseContext>['gateway'];

export interface VakgraafGatewayOptions<Context extends BaseContext> extends Omit<
  CompiledExecutionOptions,
  'subgraphUrls' | 'needsContext'
> {
  /** Addresses that replace those in the supergraph, by subgraph name. */
  readonly subgraphUrls?: ReadonlyMap<string, string>;
  /** Headers that every subgraph receives with a request. */
  readonly headersOf?: (context: Context) => Readonly<Record<string, string>>;
  /**
   * What the client of a request holds, for `@authenticated`, `@requiresScopes` and `@policy` in the
   * supergraph; null for a client without credentials. Without this function nobody holds anything.
   */
  readonly grantsOf?: (context: Context) => Grants | null;
  /** How long one operation may take; 30 seconds without it. */
  readonly requestDeadlineMs?: number;
  /** Largest cost of an operation, by `@cost` and `@listSize`; without it costs have no limit. */
  readonly costMax?: number;
}

const REQUEST_DEADLINE_MS = 30_000;

/**
 * The executor and the planner thread of Vakgraaf, as the `gateway` of any Apollo Server. It contacts no host but
 * the subgraphs, and it enforces the access directives of the supergraph before a subgraph is called.
 *
 * @example
 * const server = new ApolloServer({ gateway: vakgraafGateway({ supergraphSdl }) });
 */
export function vakgraafGateway<Context extends BaseContext = BaseContext>(
  options: VakgraafGatewayOptions<Context>,
): ApolloGatewayObject {
  const { supergraphSdl, subgraphUrls = new Map(), grantsOf, headersOf } = options;
  const { requestDeadlineMs = REQUEST_DEADLINE_MS, costMax } = options;
  const { apiSchema } = parseSupergraph(supergraphSdl);
  const planner = startPlannerThread(supergraphSdl);
  const execution = createCompiledExecution({ ...options, subgraphUrls });
  const rules = rulesOf(supergraphSdl);
  const requirementsOf = createRequirementsOf(rules);
  const costOf = createCostOf({ supergraph: rules.schema, apiSchema, budget: costMax });
  const operations = createOperationStore(
    apiSchema,
    createPrepare({ planner, execution, requirementsOf, costOf }),
  );

  return {
    onSchemaLoadOrUpdate(callback) {
      callback({ apiSchema, coreSupergraphSdl: supergraphSdl });
      return () => {};
    },
    load: async () => ({
      async executor({ request, source, document, operation, context }) {
        const scanned = operations.scan({ query: source, operationName: request.operationName });
        const given = request.variables ?? {};
        let call: OperationCall | null = scanned.toCall(given);
        if (!call) {
          const variables = coerceVariables(apiSchema, operation, given);
          if ('errors' in variables) return { errors: variables.errors };
          call = operations.put(scanned, document, operation, variables.values);
        }
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Apollo Server types it no closer
        const own = context as Context;
        const { requirements, executable, cost } = await operations.prepare(call.operation);
        const denials = firstDenials(requirements, grantsOf?.(own) ?? null);
        if (denials.length > 0) return { errors: denials.map(denialError) };
        const exceeded = costError(cost(call.variables), costMax ?? Infinity);
        if (exceeded) return { errors: [toError(exceeded)] };
        const { data, errors } = await executable.execute({
          variables: call.variables,
          headers: headersOf?.(own) ?? {},
          signal: AbortSignal.timeout(requestDeadlineMs),
        });
        return { data, ...(errors.length > 0 && { errors: errors.map(toError) }) };
      },
    }),
    async stop() {
      await Promise.all([planner.stop(), execution.stop()]);
    },
  };
}

function denialError({ code, message, path }: ReturnType<typeof firstDenials>[number]) {
  return toError({ message, path, extensions: { code } });
}

function toError({ message, path, extensions }: GraphQLFormattedError): GraphQLError {
  return new GraphQLError(message, { path: path ?? null, extensions: extensions ?? {} });
}
