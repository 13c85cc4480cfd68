/**
 * Our executor of Apollo's query plans. An operation is compiled once. Each request then runs the compiled plan,
 * merges the data of its fetches and writes the response as bytes.
 */
import {
  getVariableValues,
  type GraphQLFormattedError,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { createBoundedCache } from '../../../core/structures/bounded-cache.ts';
import { parseSupergraph, type ReadSupergraph } from '../../planning/supergraph.ts';
import { createCancellation } from '../cancellation.ts';
import type {
  Call,
  Execution,
  ExecutionOptions,
  OperationResult,
  PlannedOperation,
} from '../execution.ts';
import { createFetchHeaders } from '../fetch-headers.ts';
import { compileOperation, operationOf, type CompiledOperation } from './compile-operation.ts';
import { PLAN_REWRITES, type PlanRewrites } from './rewriting/plan-rewrites.ts';
import { createSend, createSubgraphs, type RequestState } from './running/call-subgraphs.ts';
import type { ObserveFetch, Run } from './running/run-fetch.ts';
import { runPlan } from './running/run-plan.ts';
import { conditionNames, readConditions } from './shape/conditions.ts';
import { writeAtOnce, writeLarge } from './write-result.ts';
import { JsonWriter, OutputTooLarge } from './writing/json-writer.ts';
import { RESPONSE_BYTES_MAX, TOO_LARGE_ERROR } from './writing/response-limit.ts';
import type { WrittenResponse } from './writing/written-response.ts';

export interface CompiledExecutionOptions extends ExecutionOptions {
  /** Compiled operations in the cache; the least recently used one is removed. */
  readonly operationsMax?: number;
  /** Shares identical queries in flight to a subgraph between client requests, if their headers are equal too. */
  readonly isSharingInFlight?: boolean;
  readonly observe?: ObserveFetch;
  /** Called with the name of the subgraph for every request to one. */
  readonly observeCall?: (subgraph: string) => void;
  /** Rewrites that differ from `PLAN_REWRITES`. */
  readonly rewrites?: Partial<PlanRewrites>;
}

export interface CompiledExecution extends Execution {
  /** The same result as `execute`, as the bytes of a response. */
  executeToBytes(planned: PlannedOperation, call: Call): Promise<WrittenResponse>;
  prepare(planned: PlannedOperation): void;
}

/** Opens no connection before the first request. */
export function createCompiledExecution(options: CompiledExecutionOptions): CompiledExecution {
  const supergraph = parseSupergraph(options.supergraphSdl);
  const subgraphs = createSubgraphs(supergraph.subgraphUrls, options);
  const operations = createOperationCache(supergraph, options);
  // A small response is written synchronously, so all of them share one writer.
  const writer = new JsonWriter();
  const bytesMax = options.responseBytesMax ?? RESPONSE_BYTES_MAX;

  const executeToBytes = async (
    planned: PlannedOperation,
    call: Call,
  ): Promise<WrittenResponse> => {
    const operation = operations.analyze(planned);
    const invalid = variableErrors(supergraph.apiSchema, operation.node, call);
    if (invalid) return errorResponse(invalid);
    const compiled = operations.compile(planned, operation, call.variables);
    if (!compiled.isFetchable) return errorResponse(compiled.unfetchable);
    const { signal, variables } = call;
    const state: RequestState = {
      headersOf: createFetchHeaders(call),
      cancellation: createCancellation(signal),
      responseHeaders: new Map(),
      bodies: [],
      observeCall: options.observeCall,
    };
    const run: Run = {
      data: {},
      variables,
      errors: [...compiled.unfetchable],
      isPlain: true,
      requested: new Map(),
      batched: new Map(),
      observe: options.observe,
      fullSchema: supergraph.fullSchema,
      send: createSend(subgraphs, state),
    };
    try {
      await runToEnd(compiled, run, state);
      // Awaited only where the operation has introspection fields.
      const introspection = compiled.introspect ? await compiled.introspect(variables, signal) : {};
      const finished = { compiled, run, bodies: state.bodies, introspection };
      const written =
        writeAtOnce(writer, finished, bytesMax) ??
        (await writeLarge(finished, { bytesMax, signal }));
      return withHeaders(written, state);
    } catch (error) {
      if (error instanceof OutputTooLarge) return withHeaders(TOO_LARGE_RESPONSE, state);
      throw error;
    }
  };

  return {
    executeToBytes,
    async execute(planned, call) {
      const { body, errors, responseHeaders } = await executeToBytes(planned, call);
      return {
        ...(responseHeaders && { responseHeaders }),
        // Parsed on demand, because a caller that sends the bytes does not read it.
        get data() {
          const { data }: Pick<OperationResult, 'data'> = JSON.parse(body.toString('utf8'));
          return data;
        },
        errors,
        body,
      };
    },
    prepare(planned) {
      const operation = operations.analyze(planned);
      for (const variables of likelyConditions(operation.conditions)) {
        operations.compile(planned, operation, variables);
      }
    },
    stop: () => subgraphs.stop(),
  };
}

async function runToEnd(
  compiled: CompiledOperation,
  run: Run,
  { cancellation }: RequestState,
): Promise<void> {
  try {
    await runPlan(compiled.plan, run);
  } catch (error) {
    cancellation.cancel();
    throw error;
  } finally {
    cancellation.release();
  }
}

function withHeaders(written: WrittenResponse, { responseHeaders }: RequestState): WrittenResponse {
  return responseHeaders.size > 0 ? { ...written, responseHeaders } : written;
}

function errorResponse(errors: readonly GraphQLFormattedError[]): WrittenResponse {
  return { body: Buffer.from('{"data":null}'), errors };
}

const TOO_LARGE_RESPONSE = errorResponse([TOO_LARGE_ERROR]);

const OPERATIONS_MAX = 1000;

/** What is the same in every compilation of an operation. */
interface AnalyzedOperation {
  readonly node: OperationDefinitionNode;
  readonly conditions: readonly string[];
}

/** Compiled operations, by operation and values of its `@skip` and `@include` variables. */
function createOperationCache(supergraph: ReadSupergraph, options: CompiledExecutionOptions) {
  const operationsMax = options.operationsMax ?? OPERATIONS_MAX;
  const analyzed = createBoundedCache<AnalyzedOperation>(operationsMax);
  const compiled = createBoundedCache<CompiledOperation>(operationsMax);
  const { needsContext } = options;
  const rewrites = { ...PLAN_REWRITES, ...options.rewrites };
  return {
    analyze(planned: PlannedOperation): AnalyzedOperation {
      const cached = analyzed.get(planned.key);
      if (cached) return cached;
      const made = { node: operationOf(planned), conditions: conditionNames(planned.document) };
      analyzed.set(planned.key, made);
      return made;
    },
    compile(
      planned: PlannedOperation,
      { node: operation, conditions: names }: AnalyzedOperation,
      variables: Call['variables'],
    ): CompiledOperation {
      const conditions = readConditions(names, operation, variables);
      const key = `${[...conditions.values()].map(Number).join('')}:${planned.key}`;
      const cached = compiled.get(key);
      if (cached) return cached;
      const compileOptions = { operation, conditions, rewrites, needsContext };
      const made = compileOperation(supergraph, planned, compileOptions);
      compiled.set(key, made);
      return made;
    },
  };
}

/** Undefined when the values of all variables fit their types. */
function variableErrors(
  schema: GraphQLSchema,
  { variableDefinitions = [] }: OperationDefinitionNode,
  { variables }: Call,
): readonly GraphQLFormattedError[] | undefined {
  if (variableDefinitions.length === 0) return undefined;
  const { errors } = getVariableValues(schema, variableDefinitions, { ...variables });
  // The message of `graphql` has the value, which may be personal data; ours has the name alone.
  return errors?.map(({ message }) => {
    const [, name = '?'] = /^Variable "(\$\w+)"/.exec(message) ?? [];
    return {
      message: `The value of variable "${name}" does not fit its type`,
      extensions: { code: 'BAD_USER_INPUT' },
    };
  });
}

const PREPARED_CONDITIONS_MAX = 2;

/** Every combination of values of one or two conditions; for more conditions only the defaults. */
function likelyConditions(names: readonly string[]): readonly Readonly<Record<string, boolean>>[] {
  if (names.length > PREPARED_CONDITIONS_MAX) return [{}];
  return names.reduce<readonly Readonly<Record<string, boolean>>[]>(
    (sets, name) =>
      sets.flatMap((set) => [
        { ...set, [name]: true },
        { ...set, [name]: false },
      ]),
    [{}],
  );
}
