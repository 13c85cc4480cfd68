/** Writes the result of a finished run: a small response synchronously, a large one in steps. */
import type { GraphQLFormattedError } from 'graphql';
import { oncePerSubgraph } from '../unavailable-subgraph.ts';
import type { CompiledOperation } from './compile-operation.ts';
import { completionErrors } from './errors/completion-errors.ts';
import type { Run } from './running/run-fetch.ts';
import { JsonWriter } from './writing/json-writer.ts';
import { OutputTooLarge } from '../output-too-large.ts';
import { RESPONSE_BYTES_MAX, writeInTurns, type ResponseLimit } from './writing/response-limit.ts';
import type { WrittenResponse } from './writing/written-response.ts';

export interface FinishedRun {
  readonly compiled: CompiledOperation;
  readonly run: Run;
  /** The subgraph responses that raw leaves are copied from. */
  readonly bodies: readonly Buffer[];
  readonly introspection: Readonly<Record<string, unknown>>;
}

/** Writing this much takes a few milliseconds. */
const AT_ONCE_BYTES = 1024 * 1024;
const DATA = Buffer.from('{"data":');
const END = Buffer.from('}');

/** Undefined when the response is, or seems, too large to be written synchronously. Throws `OutputTooLarge`. */
export function writeAtOnce(
  writer: JsonWriter,
  finished: FinishedRun,
  bytesMax: number,
): WrittenResponse | undefined {
  const { compiled, run, introspection } = finished;
  if (bytesIn(finished.bodies) > AT_ONCE_BYTES) return undefined;
  try {
    start(writer, finished, Math.min(bytesMax, AT_ONCE_BYTES));
    end(writer, compiled.write(run.data, writer, introspection));
    return { body: writer.finish(), errors: errorsOf(finished, writer.isBroken) };
  } catch (error) {
    if (error instanceof OutputTooLarge && bytesMax > AT_ONCE_BYTES) return undefined;
    throw error;
  }
}

/** Writes the response from the start in a separate writer. Throws `OutputTooLarge`. */
export async function writeLarge(
  finished: FinishedRun,
  { bytesMax, signal }: ResponseLimit,
): Promise<WrittenResponse> {
  const { compiled, run, introspection } = finished;
  // More memory than is needed would count as garbage; it grows where an alias writes a value twice.
  const expected = bytesIn(finished.bodies) + AT_ONCE_BYTES;
  const writer = new JsonWriter(Math.min(bytesMax, RESPONSE_BYTES_MAX, expected));
  start(writer, finished, bytesMax);
  const steps = compiled.writeInSteps()(run.data, writer, introspection);
  end(writer, await writeInTurns(writer, steps, signal));
  if (run.turns.isOver()) await run.turns.next();
  return { body: writer.finishLast(), errors: errorsOf(finished, writer.isBroken) };
}

/** About what is written: the names and keys that only subgraphs send make up for what is written twice. */
function bytesIn(bodies: readonly Buffer[]): number {
  return bodies.reduce((sum, { length }) => sum + length, 0);
}

function start(writer: JsonWriter, { run, bodies }: FinishedRun, bytesMax: number): void {
  writer.start(run.isPlain, bodies, bytesMax);
  writer.put(DATA);
}

function end(writer: JsonWriter, isData: boolean): void {
  if (!isData) writer.null();
  writer.put(END);
}

function errorsOf(
  { compiled, run, bodies }: FinishedRun,
  isBroken: boolean,
): readonly GraphQLFormattedError[] {
  return isBroken && run.errors.length === 0
    ? completionErrors(compiled, run.data, bodies)
    : oncePerSubgraph(run.errors);
}
