/**
 * Our executor of Apollo's query plans. An operation is compiled once. Each request then runs the compiled plan,
 * merges the data of its fetches and writes the response as bytes.
 */
import type { GraphQLFormattedError } from 'graphql';
import { parseSupergraph, type ReadSupergraph } from '../../planning/supergraph.ts';
import { createFairTurns } from '../../turns/fair-turns.ts';
import { Cancellation } from '../cancellation.ts';
import type { Call, Execution, ExecutionOptions, OperationResult } from '../execution.ts';
import { createReceiptCollector } from '../audit-extensions.ts';
import { createFetchHeaders } from '../fetch-headers.ts';
import {
  createCompiler,
  type CompiledOperation,
  type CompileOptions,
} from './compile-operation.ts';
import {
  createSend,
  createSubgraphs,
  type RequestState,
  type Subgraphs,
} from './running/call-subgraphs.ts';
import { createCopyBudget } from './fetches/copy-data.ts';
import type { ObserveFetch, Run } from './running/run-fetch.ts';
import { createLargeBodies } from './running/large-bodies.ts';
import { runPlan } from './running/run-plan.ts';
import { createTurns } from '../../../core/turns/turns.ts';
import { writeAtOnce, writeLarge } from './write-result.ts';
import { JsonWriter } from './writing/json-writer.ts';
import { OutputTooLarge } from '../output-too-large.ts';
import { RESPONSE_BYTES_MAX, TOO_LARGE_ERROR } from './writing/response-limit.ts';
import type { WrittenResponse } from './writing/written-response.ts';

export interface CompiledExecutionOptions
  extends ExecutionOptions, Pick<CompileOptions, 'rewrites'> {
  readonly observe?: ObserveFetch;
  /** Called with the name of the subgraph for every request to one. */
  readonly observeCall?: (subgraph: string) => void;
}

const NO_TURN = { queue: '', isTrusted: false };

/** Opens no connection before the first request. */
export function createCompiledExecution(options: CompiledExecutionOptions): Execution {
  const supergraph = parseSupergraph(options.supergraphSdl);
  const subgraphs = createSubgraphs(supergraph.subgraphUrls, options);
  const execute = createRunner(supergraph, subgraphs, options);
  const turns = createFairTurns();

  return {
    prepare(planned) {
      const compiler = createCompiler(supergraph, planned, options);
      return {
        compilationsMax: compiler.compilationsMax,
        compile: (turn) => turns.take(turn, () => compiler.compileLikely()),
        async execute(call) {
          const { variables, signal, turn = NO_TURN } = call;
          const compiled =
            compiler.known(variables) ??
            (await turns.take({ ...turn, signal }, () => compiler.compile(variables)));
          const { body, errors, responseHeaders, receipts } = await execute(compiled, call);
          return {
            ...(responseHeaders && { responseHeaders }),
            ...(receipts && { receipts }),
            // Parsed on demand, because most responses are sent as bytes.
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
    async stop() {
      turns.stop();
      await Promise.all([...subgraphs.values()].map((client) => client.stop()));
    },
  };
}

/** Executes a compiled operation and writes its result as the bytes of a response. */
function createRunner(
  supergraph: ReadSupergraph,
  subgraphs: Subgraphs,
  options: CompiledExecutionOptions,
) {
  // A small response is written synchronously, so all of them share one writer.
  const writer = new JsonWriter();
  const bytesMax = options.responseBytesMax ?? RESPONSE_BYTES_MAX;
  const { observe, observeCall } = options;

  return async (compiled: CompiledOperation, call: Call): Promise<WrittenResponse> => {
    if (!compiled.isFetchable) return errorResponse(compiled.unfetchable);
    const { signal, variables, trace } = call;
    const cancellation = new Cancellation(signal);
    const turns = createTurns(() => {
      if (cancellation.isCancelled()) throw new OutputTooLarge();
    });
    const state: RequestState = {
      headersOf: createFetchHeaders(call),
      cancellation,
      turns,
      responseHeaders: new Map(),
      receipts: createReceiptCollector(),
      bodies: [],
      largeBodies: createLargeBodies(cancellation),
      observeCall,
      trace,
    };
    const run: Run = {
      data: {},
      variables,
      errors: [...compiled.unfetchable],
      isPlain: true,
      hasShared: false,
      requested: new Map(),
      batched: new Map(),
      observe,
      copies: compiled.hasContexts ? createCopyBudget() : undefined,
      fullSchema: supergraph.fullSchema,
      turns,
      send: createSend(subgraphs, state),
    };
    try {
      await runToEnd(compiled, run, state);
      // Awaited only where the operation has introspection fields.
      const introspection = compiled.introspect ? await compiled.introspect(variables, signal) : {};
      const finished = { compiled, run, bodies: state.bodies, introspection };
      const written =
        (state.largeBodies.hasAny() ? undefined : writeAtOnce(writer, finished, bytesMax)) ??
        (await writeLarge(finished, { bytesMax, signal }));
      return withHeaders(written, state);
    } catch (error) {
      if (error instanceof OutputTooLarge) return withHeaders(TOO_LARGE_RESPONSE, state);
      throw error;
    } finally {
      state.largeBodies.release();
      cancellation.release();
    }
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
  }
}

function withHeaders(written: WrittenResponse, state: RequestState): WrittenResponse {
  const { responseHeaders } = state;
  const receipts = state.receipts.collected();
  if (responseHeaders.size === 0 && receipts === undefined) return written;
  return { ...written, ...(responseHeaders.size > 0 && { responseHeaders }), receipts };
}

function errorResponse(errors: readonly GraphQLFormattedError[]): WrittenResponse {
  return { body: Buffer.from('{"data":null}'), errors };
}

const TOO_LARGE_RESPONSE = errorResponse([TOO_LARGE_ERROR]);
