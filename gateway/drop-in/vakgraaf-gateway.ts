// oxlint-disable-next-line import/no-unassigned-import -- must run before Apollo is imported
import '../../core/federation/apollo-telemetry-off.ts';
import type { ApolloServerOptionsWithGateway, BaseContext } from '@apollo/server';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { firstDenials, type Grants } from '../../core/access/access-denials.ts';
import { rulesOf } from '../authorization/authorize.ts';
import { costError } from '../cost/cost-error.ts';
import { createCostOf } from '../cost/cost.ts';
import {
  createCompiledExecution,
  type CompiledExecutionOptions,
} from '../execution/compiled/compiled-execution.ts';
import type { NewDocument } from '../operations/validation.ts';
import { startValidationThread } from '../operations/validation-thread.ts';
import {
  createOperationStore,
  type OperationCall,
  type ScannedDocument,
} from '../operations/operation-store.ts';
import { createPrepare } from '../operations/prepared-operation.ts';
import { createOverrideChoice } from '../planning/override-labels.ts';
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
  /** Labels of `@override` that are in force, beside `percent(N)`. */
  readonly overrideLabels?: readonly string[];
}

const REQUEST_DEADLINE_MS = 30_000;

/** Apollo Server does not say whose request it is, so there is one queue. */
const TURN = { queue: '', isTrusted: false };
const WAITING_MAX = 400;

const POST = { method: 'POST', mediaType: 'application/json', isPlainJson: true } as const;

/**
 * The executor and the validation thread of Vakgraaf, as the `gateway` of any Apollo Server. It contacts no host but
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
  const { apiSchema, overrideLabels } = parseSupergraph(supergraphSdl);
  const validation = startValidationThread(supergraphSdl, { waitingMax: WAITING_MAX });
  const execution = createCompiledExecution({ ...options, subgraphUrls });
  const costOf = createCostOf({
    supergraph: rulesOf(supergraphSdl).schema,
    apiSchema,
    budget: costMax,
  });
  const prepare = createPrepare(execution, costOf);
  const chooseLabels = createOverrideChoice(overrideLabels, new Set(options.overrideLabels));
  const operations = createOperationStore(apiSchema, validation, prepare, chooseLabels);

  /** Limits and plans a document; Apollo Server has validated it for its own schema. */
  async function validate(
    scanned: ScannedDocument,
    document: Pick<NewDocument, 'query' | 'operationName' | 'variables'>,
  ): Promise<OperationCall | { readonly errors: readonly GraphQLFormattedError[] }> {
    const validated = await validation.validate(
      { ...document, isPersisted: true, format: POST, labels: scanned.labels },
      TURN,
    );
    if (!validated) throw new Error('Cannot validate a document without asking for it');
    if (!('response' in validated)) return operations.put(scanned, validated);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by Apollo Server
    return JSON.parse(String(validated.response.body)) as { errors: GraphQLFormattedError[] };
  }

  return {
    onSchemaLoadOrUpdate(callback) {
      callback({ apiSchema, coreSupergraphSdl: supergraphSdl });
      return () => {};
    },
    load: async () => ({
      async executor({ request, source: query, context }) {
        const { operationName, variables = {} } = request;
        const scanned = operations.scan({ query, operationName });
        const call =
          scanned.toCall(variables) ??
          (await validate(scanned, { query, operationName, variables }));
        if ('errors' in call) return { errors: call.errors.map(toError) };
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Apollo Server types it no closer
        const own = context as Context;
        const { requirements, executable, cost } = await operations.prepare(call, TURN);
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
      await Promise.all([validation.stop(), execution.stop()]);
    },
  };
}

function denialError({ code, message, path }: ReturnType<typeof firstDenials>[number]) {
  return toError({ message, path, extensions: { code } });
}

function toError({ message, path, extensions }: GraphQLFormattedError): GraphQLError {
  return new GraphQLError(message, { path: path ?? null, extensions: extensions ?? {} });
}
