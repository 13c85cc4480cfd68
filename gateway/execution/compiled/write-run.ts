/** Writes the data of a finished run: a small response at once, a large one in turns with other requests. */
import type { GraphQLFormattedError } from 'graphql';
import { namedOnce } from '../unavailable-subgraph.ts';
import type { CompiledOperation } from './compile-operation.ts';
import { completionErrors } from './errors/completion-errors.ts';
import type { Run } from './running/run-fetch.ts';
import { JsonWriter, OutputTooLarge } from './writing/json-writer.ts';
import { RESPONSE_BYTES_MAX, writeInTurns, type ResponseLimit } from './writing/response-limit.ts';
import type { WrittenResponse } from './writing/written-response.ts';

export interface FinishedRun {
  readonly artefact: CompiledOperation;
  readonly run: Run;
  /** Where leaves are copied from that are still bytes. */
  readonly bodies: readonly Buffer[];
  readonly introspection: Readonly<Record<string, unknown>>;
}

/** A few milliseconds of writing. */
const AT_ONCE_BYTES = 1024 * 1024;
const DATA = Buffer.from('{"data":');
const END = Buffer.from('}');

/** Undefined when the response is too large to be written at once. Throws `OutputTooLarge`. */
export function writeAtOnce(
  writer: JsonWriter,
  finished: FinishedRun,
  bytesMax: number,
): WrittenResponse | undefined {
  const { artefact, run, introspection } = finished;
  try {
    start(writer, finished, Math.min(bytesMax, AT_ONCE_BYTES));
    end(writer, artefact.write(run.data, writer, introspection));
    return { body: writer.finish(), errors: errorsOf(finished, writer.isBroken) };
  } catch (error) {
    if (error instanceof OutputTooLarge && bytesMax > AT_ONCE_BYTES) return undefined;
    throw error;
  }
}

/** Begins again, in a writer of its own. Throws `OutputTooLarge`. */
export async function writeLarge(
  finished: FinishedRun,
  { bytesMax, signal }: ResponseLimit,
): Promise<WrittenResponse> {
  const { artefact, run, introspection } = finished;
  const writer = new JsonWriter(Math.min(bytesMax, RESPONSE_BYTES_MAX));
  start(writer, finished, bytesMax);
  const steps = artefact.writeInSteps()(run.data, writer, introspection);
  end(writer, await writeInTurns(writer, steps, signal));
  return { body: writer.finishLast(), errors: errorsOf(finished, writer.isBroken) };
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
  { artefact, run, bodies }: FinishedRun,
  isBroken: boolean,
): readonly GraphQLFormattedError[] {
  return isBroken && run.errors.length === 0
    ? completionErrors(artefact, run.data, bodies)
    : namedOnce(run.errors);
}
