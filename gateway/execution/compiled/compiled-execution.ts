/**
 * Our own execution of Apollo's plans. An operation is compiled once; each asking of it then walks the
 * plan, gathers data, and writes the answer straight to bytes.
 */
import { isAscii, isUtf8 } from 'node:buffer';
import {
  getVariableValues,
  type GraphQLError,
  type GraphQLFormattedError,
  type OperationDefinitionNode,
} from 'graphql';
import { createBoundedCache } from '../../../core/structures/bounded-cache.ts';
import { parseSupergraph } from '../../planning/supergraph.ts';
import { createCancellation, type Cancellation } from '../cancellation.ts';
import type {
  OperationResult,
  Call,
  Execution,
  ExecutionOptions,
  PlannedOperation,
} from '../execution.ts';
import { addResponseHeaders } from '../header-rules.ts';
import { parseSubgraphResponse, type SubgraphResponse } from '../subgraph-response.ts';
import { createFetchHeaders, type FetchHeaders } from '../fetch-headers.ts';
import { compileOperation, operationOf, type CompiledOperation } from './compile-operation.ts';
import { conditionNames, readConditions } from './shape/conditions.ts';
import { JsonWriter, OutputTooLarge } from './writing/json-writer.ts';
import { RESPONSE_BYTES_MAX, TOO_LARGE_ERROR } from './writing/response-limit.ts';
import { writeAtOnce, writeLarge } from './write-run.ts';
import { PLAN_REWRITES, type PlanRewrites } from './rewriting/plan-rewrites.ts';
import type { MatchResponse } from './reading/match-response.ts';
import type { ObserveFetch, Run } from './running/run-fetch.ts';
import { runPlan } from './running/run-plan.ts';
import { isCopyable } from './reading/scan-json.ts';
import { RAW_LEAF_BYTES } from './reading/raw-leaves.ts';
import { createSubgraphs, type Subgraphs } from './running/call-subgraphs.ts';
import type { WrittenResponse } from './writing/written-response.ts';

export interface CompiledExecutionOptions extends ExecutionOptions {
  /** Operations kept compiled; the one used longest ago makes room. */
  readonly operationsMax?: number;
  /** Shares identical queries under way to a subgraph across requests, forwarded headers included. */
  readonly isSharingInFlight?: boolean;
  readonly observe?: ObserveFetch;
  /** Told of every call, by subgraph. */
  readonly observeCall?: (subgraph: string) => void;
  /** Rewrites that save calls, where they differ from `PLAN_REWRITES`. */
  readonly rewrites?: Partial<PlanRewrites>;
}

export interface CompiledExecution extends Execution {
  /** The same answer as `execute`, as the bytes of a response. */
  executeToBytes(planned: PlannedOperation, call: Call): Promise<WrittenResponse>;
  prepare(planned: PlannedOperation): void;
}

const OPERATIONS_MAX = 1000;

/** Connects to nothing until a question is asked. */
export function createCompiledExecution(options: CompiledExecutionOptions): CompiledExecution {
  const supergraph = parseSupergraph(options.supergraphSdl);
  const subgraphs = createSubgraphs(supergraph.subgraphUrls, options);
  const compiled = createBoundedCache<CompiledOperation>(options.operationsMax ?? OPERATIONS_MAX);
  const known = createBoundedCache<KnownOperation>(options.operationsMax ?? OPERATIONS_MAX);
  // A small response is written from start to finish at once, so that they can share one writer.
  const writer = new JsonWriter();
  const bytesMax = options.responseBytesMax ?? RESPONSE_BYTES_MAX;

  const compiledFor = (
    planned: PlannedOperation,
    operation: KnownOperation,
    { variables }: Pick<Call, 'variables'>,
  ) => {
    const conditions = readConditions(operation.conditions, operation.node, variables);
    const key = `${[...conditions.values()].map(Number).join('')}:${planned.key}`;
    const found = compiled.get(key);
    if (found) return found;
    const made = compileOperation(supergraph, planned, {
      operation: operation.node,
      conditions,
      rewrites: { ...PLAN_REWRITES, ...options.rewrites },
      needsContext: options.needsContext,
    });
    compiled.set(key, made);
    return made;
  };

  const executeToBytes = async (
    planned: PlannedOperation,
    call: Call,
  ): Promise<WrittenResponse> => {
    const operation = knownOperation(planned, known);
    const refusal = refuseVariables(operation.node, call);
    if (refusal) return refusal;
    const artefact = compiledFor(planned, operation, call);
    if (!artefact.isAnswerable) return refused(artefact.unanswerable);
    const { signal } = call;
    const cancellation = createCancellation(signal);
    const headersOf = createFetchHeaders(call);
    const responseHeaders = new Map<string, string[]>();
    const bodies: Buffer[] = [];
    const { observeCall } = options;
    const run: Run = {
      data: {},
      variables: call.variables,
      errors: [...artefact.unanswerable],
      isPlain: true,
      known: new Map(),
      batched: new Map(),
      observe: options.observe,
      fullSchema: supergraph.fullSchema,
      ask: createAsk(subgraphs, { headersOf, cancellation, responseHeaders, bodies, observeCall }),
    };
    const written = await orTooLarge(async () => {
      try {
        await runPlan(artefact.plan, run);
      } catch (error) {
        cancellation.cancel();
        throw error;
      } finally {
        cancellation.release();
      }
      const finished = { artefact, run, bodies, introspection: await introspect(artefact, call) };
      return writeAtOnce(writer, finished, bytesMax) ?? writeLarge(finished, { bytesMax, signal });
    });
    return responseHeaders.size > 0 ? { ...written, responseHeaders } : written;
  };

  const refuseVariables = (node: OperationDefinitionNode, call: Call) => {
    if (!node.variableDefinitions || node.variableDefinitions.length === 0) return undefined;
    const { errors } = getVariableValues(supergraph.apiSchema, node.variableDefinitions, {
      ...call.variables,
    });
    if (!errors) return undefined;
    return refused(errors.map(badInput));
  };

  return {
    executeToBytes,
    async execute(planned, call) {
      const { body, errors, responseHeaders } = await executeToBytes(planned, call);
      return {
        ...(responseHeaders && { responseHeaders }),
        // Who sends the bytes needs no objects.
        get data() {
          const { data }: Pick<OperationResult, 'data'> = JSON.parse(body.toString('utf8'));
          return data;
        },
        errors,
        body,
      };
    },
    prepare(planned) {
      const operation = knownOperation(planned, known);
      for (const variables of likelyConditions(operation.conditions)) {
        compiledFor(planned, operation, { variables });
      }
    },
    stop: () => subgraphs.stop(),
  };
}

async function orTooLarge(write: () => Promise<WrittenResponse>): Promise<WrittenResponse> {
  try {
    return await write();
  } catch (error) {
    if (error instanceof OutputTooLarge) return refused([TOO_LARGE_ERROR]);
    throw error;
  }
}

/** Nothing is waited for where nothing is asked about the schema. */
function introspect({ introspect: find }: CompiledOperation, call: Call) {
  return find === undefined ? NO_INTROSPECTION : find(call.variables, call.signal);
}

const NO_INTROSPECTION: Readonly<Record<string, unknown>> = {};

function refused(errors: readonly GraphQLFormattedError[]): WrittenResponse {
  return { body: Buffer.from('{"data":null}'), errors };
}

/** Names the variable and not its value, which may be somebody's. */
function badInput({ message }: GraphQLError): GraphQLFormattedError {
  const [, name = '?'] = /^Variable "(\$\w+)"/.exec(message) ?? [];
  return {
    message: `The value of variable "${name}" does not fit its type`,
    extensions: { code: 'BAD_USER_INPUT' },
  };
}

const PREPARED_CONDITIONS_MAX = 2;

/** Every set of values of a few conditions; of many only the defaults. */
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

interface KnownOperation {
  readonly node: OperationDefinitionNode;
  readonly conditions: readonly string[];
}

function knownOperation(
  planned: PlannedOperation,
  known: ReturnType<typeof createBoundedCache<KnownOperation>>,
): KnownOperation {
  const found = known.get(planned.key);
  if (found) return found;
  const made = { node: operationOf(planned), conditions: conditionNames(planned.document) };
  known.set(planned.key, made);
  return made;
}

/** One asking's own: what it carries, and what came back. */
interface Asking {
  readonly headersOf: FetchHeaders;
  readonly cancellation: Cancellation;
  readonly responseHeaders: Map<string, string[]>;
  readonly bodies: Buffer[];
  readonly observeCall: CompiledExecutionOptions['observeCall'];
}

function createAsk(
  subgraphs: Subgraphs,
  { headersOf, cancellation, responseHeaders, bodies, observeCall }: Asking,
): Run['ask'] {
  return async (asked, body, startedAtMs) => {
    observeCall?.(asked.subgraph);
    const chosen = headersOf(asked.subgraph, asked.needsContext);
    // A fetch that needs no context does not wait for one: who asks together is sent together.
    const headers = chosen instanceof Promise ? await chosen : chosen;
    const reply = await subgraphs.ask(asked, body, headers, cancellation, startedAtMs);
    if (cancellation.isOverfull()) throw new OutputTooLarge();
    if (reply.fault) return reply.fault;
    addResponseHeaders(responseHeaders, reply.headers);
    return readAnswer(asked.read, reply.bytes, bodies) ?? 'garbled';
  };
}

/** As it is expected, leaves left where they are; else as any JSON. */
function readAnswer(
  read: MatchResponse | undefined,
  bytes: Buffer,
  bodies: Buffer[],
): SubgraphResponse | undefined {
  if (!read || bytes.length > RAW_LEAF_BYTES || !isCopyable(bytes))
    return parseSubgraphResponse(bytes);
  const isPlain = isAscii(bytes);
  const isText = isPlain || isUtf8(bytes);
  const data = isText ? read(bytes, bodies.length * RAW_LEAF_BYTES, isPlain) : undefined;
  if (!data) return parseSubgraphResponse(bytes);
  bodies.push(bytes);
  return { data, errors: [], isPlain };
}
