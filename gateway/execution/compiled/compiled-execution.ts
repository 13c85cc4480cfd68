/**
 * Our own execution of Apollo's plans. An operation is compiled once; each asking of it then walks the
 * plan, gathers data, and writes the answer straight to bytes.
 */
import { isAscii, isUtf8 } from 'node:buffer';
import type { GraphQLFormattedError } from 'graphql';
import { parseSupergraph, type ReadSupergraph } from '../../planning/supergraph.ts';
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
  /** Shares identical queries in flight to a subgraph across requests, forwarded headers included. */
  readonly isSharingInFlight?: boolean;
  readonly observe?: ObserveFetch;
  /** Called for every request to a subgraph, with its name. */
  readonly observeCall?: (subgraph: string) => void;
  /** Rewrites that save calls, where they differ from `PLAN_REWRITES`. */
  readonly rewrites?: Partial<PlanRewrites>;
}

/** Opens no connection until an operation is executed. */
export function createCompiledExecution(options: CompiledExecutionOptions): Execution {
  const supergraph = parseSupergraph(options.supergraphSdl);
  const subgraphs = createSubgraphs(supergraph.subgraphUrls, options);
  // A small response is written from start to finish at once, so that they can share one writer.
  const writer = new JsonWriter();
  const run = createRunner({ supergraph, subgraphs, writer, options });

  return {
    prepare(planned) {
      const { compiledFor, compileLikely } = createCompiler(supergraph, planned, options);
      return {
        compile: compileLikely,
        async execute(call) {
          const { body, errors, responseHeaders } = await run(compiledFor(call.variables), call);
          return {
            ...(responseHeaders && { responseHeaders }),
            // Most responses are sent as the bytes that were written, without reading them back.
            get data() {
              const { data }: Pick<OperationResult, 'data'> = JSON.parse(body.toString('utf8'));
              return data;
            },
            errors,
            body,
          };
        },
      };
    },
    stop: () => subgraphs.stop(),
  };
}

/** Sets of values of `@skip` and `@include` for which one operation is kept compiled. */
const COMPILED_MAX = 16;

/** Compiles an operation once for each set of values of its `@skip` and `@include` conditions. */
function createCompiler(
  supergraph: ReadSupergraph,
  planned: PlannedOperation,
  { rewrites, needsContext }: CompiledExecutionOptions,
) {
  const operation = operationOf(planned);
  const names = conditionNames(planned.document);
  const compiled = new Map<string, CompiledOperation>();

  const compiledFor = (variables: Call['variables']): CompiledOperation => {
    const conditions = readConditions(names, operation, variables);
    const key = [...conditions.values()].map(Number).join('');
    const found = compiled.get(key);
    if (found) return found;
    const made = compileOperation(supergraph, planned, {
      operation,
      conditions,
      rewrites: { ...PLAN_REWRITES, ...rewrites },
      needsContext,
    });
    if (compiled.size >= COMPILED_MAX) compiled.delete(compiled.keys().next().value ?? '');
    compiled.set(key, made);
    return made;
  };
  const compileLikely = () => {
    for (const variables of likelyConditions(names)) compiledFor(variables);
  };
  return { compiledFor, compileLikely };
}

interface RunnerParts {
  readonly supergraph: ReadSupergraph;
  readonly subgraphs: Subgraphs;
  readonly writer: JsonWriter;
  readonly options: CompiledExecutionOptions;
}

/** Executes a compiled operation and writes its data as the bytes of a response. */
function createRunner({ supergraph, subgraphs, writer, options }: RunnerParts) {
  const bytesMax = options.responseBytesMax ?? RESPONSE_BYTES_MAX;
  const { observe, observeCall } = options;

  return async function execute(artefact: CompiledOperation, call: Call): Promise<WrittenResponse> {
    if (!artefact.isAnswerable) return refused(artefact.unanswerable);
    const { signal } = call;
    const cancellation = createCancellation(signal);
    const headersOf = createFetchHeaders(call);
    const responseHeaders = new Map<string, string[]>();
    const bodies: Buffer[] = [];
    const run: Run = {
      data: {},
      variables: call.variables,
      errors: [...artefact.unanswerable],
      isPlain: true,
      known: new Map(),
      batched: new Map(),
      observe,
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
