import type { ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { turnsOf } from '../turns/in-turns.ts';

/** Characters that are sent together. */
const PART_LENGTH = 65_536;

/** How long a client may take. One that reads several streams side by side waits for the slowest of them. */
interface StreamLimits {
  /** Between two parts that it accepts. */
  readonly pauseMs: number;
  readonly totalMs: number;
}

const LIMITS: StreamLimits = { pauseMs: 900_000, totalMs: 3_600_000 };

/**
 * Sends a stream of JSON lines with status 200, as fast as the client reads it. Rejects, and closes the connection in
 * the middle of the stream, when the lines end with an error, the signal is aborted, or the client takes too long.
 */
export async function streamLines(
  response: ServerResponse,
  lines: AsyncIterable<string>,
  left: AbortSignal,
  { pauseMs, totalMs } = LIMITS,
): Promise<void> {
  const pause = new AbortController();
  const timer = setTimeout(() => pause.abort(), pauseMs);
  const signal = AbortSignal.any([left, pause.signal, AbortSignal.timeout(totalMs)]);
  response.writeHead(200, {
    'content-type': 'application/x-ndjson; charset=utf-8',
    'cache-control': 'no-store',
  });
  try {
    const parts = partsOf(lines, signal, () => timer.refresh());
    await pipeline(Readable.from(parts), response, { signal });
  } finally {
    clearTimeout(timer);
  }
}

async function* partsOf(
  lines: AsyncIterable<string>,
  signal: AbortSignal,
  onAccepted: () => void,
): AsyncGenerator<string> {
  const turns = turnsOf(signal);
  let part = '';
  for await (const line of lines) {
    part += `${line}\n`;
    if (part.length < PART_LENGTH) continue;
    yield part;
    onAccepted();
    part = '';
    if (turns.isOver()) await turns.next();
  }
  yield part;
}
