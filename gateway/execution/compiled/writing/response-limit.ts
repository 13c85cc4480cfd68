/** How large a response may be, and how writing a large one gives way to other requests. */
import { setImmediate } from 'node:timers/promises';
import type { GraphQLFormattedError } from 'graphql';
import { TOO_LARGE_MESSAGE } from '../../../../core/limits/execute-within.ts';
import { OutputTooLarge, type JsonWriter } from './json-writer.ts';

export const RESPONSE_BYTES_MAX = 16 * 1024 * 1024;

/** What a response may be, and who waits for it. */
export interface ResponseLimit {
  readonly bytesMax: number;
  /** Ends when the client disconnects or the request's time is up. */
  readonly signal: AbortSignal;
}

/** A response that is too large is this error alone, without data: never a part of the data. */
export const TOO_LARGE_ERROR: GraphQLFormattedError = {
  message: TOO_LARGE_MESSAGE,
  extensions: { code: 'TOO_LARGE' },
};

/** The same as the body of a response. */
export const JSON_TOO_LARGE = JSON.stringify({ data: null, errors: [TOO_LARGE_ERROR] });

/** Written between two turns of the event loop: a few milliseconds. */
const STEP_BYTES = 256 * 1024;
/** Large responses that are written at the same time; each takes memory while it is. */
const WRITERS_MAX = 2;

let writersCount = 0;
const waiting: (() => void)[] = [];

/**
 * Writes in steps until there are no more. Throws `OutputTooLarge` when the writer reaches its limit, the
 * client disconnects or the request's time is up.
 */
export async function writeInTurns<Result>(
  writer: JsonWriter,
  steps: Iterator<undefined, Result>,
  signal: AbortSignal,
): Promise<Result> {
  if (writersCount >= WRITERS_MAX) await new Promise<void>((resolve) => waiting.push(resolve));
  else writersCount += 1;
  try {
    for (;;) {
      if (signal.aborted) throw new OutputTooLarge();
      writer.pauseAt = writer.at + STEP_BYTES;
      const step = steps.next();
      if (step.done === true) return step.value;
      await setImmediate();
    }
  } finally {
    const next = waiting.shift();
    if (next) next();
    else writersCount -= 1;
  }
}
