/** The maximum size of a response, and writing a large response in steps between other requests. */
import type { GraphQLFormattedError } from 'graphql';
import { TOO_LARGE_MESSAGE } from '../../../../core/limits/execute-within.ts';
import { createTurns } from '../../../../core/turns/turns.ts';
import { OutputTooLarge } from '../../output-too-large.ts';
import type { JsonWriter } from './json-writer.ts';

export const RESPONSE_BYTES_MAX = 16 * 1024 * 1024;

/** The limit of one response. */
export interface ResponseLimit {
  readonly bytesMax: number;
  /** Ends when the client disconnects or the request's time is up. */
  readonly signal: AbortSignal;
}

/** The only error of a response that is too large; such a response has no data. */
export const TOO_LARGE_ERROR: GraphQLFormattedError = {
  message: TOO_LARGE_MESSAGE,
  extensions: { code: 'TOO_LARGE' },
};

/** The body of such a response. */
export const JSON_TOO_LARGE = JSON.stringify({ errors: [TOO_LARGE_ERROR], data: null });

/** The size of one step, which takes up to a few milliseconds. */
const STEP_BYTES = 64 * 1024;
/** Large responses that are written at the same time. Each takes memory, so others wait. */
const WRITERS_MAX = 2;

let writersCount = 0;
const waiting: (() => void)[] = [];

/**
 * Runs `steps` to the end, with other events between them. Throws `OutputTooLarge` when the writer reaches its
 * limit, the client disconnects or the request's time is up.
 */
export async function writeInTurns<Result>(
  writer: JsonWriter,
  steps: Iterator<undefined, Result>,
  signal: AbortSignal,
): Promise<Result> {
  if (writersCount >= WRITERS_MAX) await new Promise<void>((resolve) => waiting.push(resolve));
  else writersCount += 1;
  const turns = createTurns(() => {
    if (signal.aborted) throw new OutputTooLarge();
  });
  try {
    for (;;) {
      if (turns.isOver()) await turns.next();
      writer.pauseAt = writer.at + STEP_BYTES;
      const step = steps.next();
      if (step.done === true) return step.value;
    }
  } finally {
    const next = waiting.shift();
    if (next) next();
    else writersCount -= 1;
  }
}
