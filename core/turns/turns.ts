/**
 * Long work gives way to other requests. A turn is what all requests of a process together do in one iteration of the
 * event loop. When it has taken `TURN_MS`, a request that has more to do waits; the waiting ones go on in order.
 */

/** Gives way where the work of one run is long. */
export interface Turns {
  /** Whether the work should wait for its next turn. */
  isOver(): boolean;
  /** Waits for the next turn. Rejects when nobody waits for the response any more. */
  next(): Promise<void>;
}

const TURN_MS = 8;

/** Elements of a list between two looks at the clock. */
const PART = 256;

/**
 * Calls `work` for all elements of a list, in parts. Undefined when all is done, as for every short list; a promise
 * when the turn ended before.
 */
export function inParts(
  count: number,
  turns: Turns,
  work: (from: number, to: number) => void,
): Promise<void> | undefined {
  for (let from = 0; from < count; from += PART) {
    if (from > 0 && turns.isOver()) return inTurns(from, count, turns, work);
    work(from, Math.min(from + PART, count));
  }
  return undefined;
}

async function inTurns(
  start: number,
  count: number,
  turns: Turns,
  work: (from: number, to: number) => void,
): Promise<void> {
  for (let from = start; from < count; from += PART) {
    if (turns.isOver()) await turns.next();
    work(from, Math.min(from + PART, count));
  }
}

let startedMs = 0;
let isStarted = false;
const waiting: (() => void)[] = [];

/** `throwIfCancelled` throws when nobody waits for the response any more. */
export function createTurns(throwIfCancelled: () => void): Turns {
  return {
    isOver: () => isTurnOver(),
    async next() {
      await nextTurn();
      throwIfCancelled();
    },
  };
}

function isTurnOver(): boolean {
  if (isStarted) return performance.now() - startedMs > TURN_MS;
  startTurn();
  setImmediate(endTurn);
  return false;
}

function startTurn(): void {
  isStarted = true;
  startedMs = performance.now();
}

function endTurn(): void {
  isStarted = false;
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve);
    if (waiting.length === 1) setImmediate(takeTurn);
  });
}

/** Resumes those that wait, one after another, until the turn is over. */
function takeTurn(): void {
  startTurn();
  setImmediate(endTurn);
  resumeNext();
}

function resumeNext(): void {
  waiting.shift()?.();
  if (waiting.length === 0) return;
  // The one that was resumed goes on in promise jobs, which all come before the tick.
  queueMicrotask(() => process.nextTick(goOn));
}

function goOn(): void {
  if (isTurnOver()) setImmediate(takeTurn);
  else resumeNext();
}
