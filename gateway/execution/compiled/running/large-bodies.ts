/**
 * Limits the memory of all large bodies together. Parsed data takes several times the memory of its text, and stays
 * until the response is written. A run that needs more waits for others to end; the run that has waited or worked
 * longest never waits, so that there is always one that goes on.
 */
import type { Cancellation } from '../../cancellation.ts';

/** The large bodies of one run. */
export interface LargeBodies {
  /** Whether there is one, so that one value may take long to write. */
  hasAny(): boolean;
  /** Resolves when a body of this size may be parsed, and when the run is cancelled. */
  add(bytes: number): Promise<void> | undefined;
  /** To be called when the response is written. */
  release(): void;
}

const BYTES_MAX = 32 * 1024 * 1024;

interface Waiting {
  readonly run: object;
  readonly bytes: number;
  readonly resume: () => void;
}

/** Bytes of each run, the oldest run first. */
const bytesByRun = new Map<object, number>();
let waiting: readonly Waiting[] = [];

export function createLargeBodies({ reactions }: Pick<Cancellation, 'reactions'>): LargeBodies {
  const run = {};
  return {
    hasAny: () => bytesByRun.has(run),
    add(bytes) {
      if (mayAdd(run, bytes)) return grant(run, bytes);
      return new Promise((resolve) => {
        const resume = () => {
          waiting = waiting.filter((one) => one !== own);
          reactions.delete(reaction);
          resolve();
        };
        const own = { run, bytes, resume };
        const reaction = { abandon: resume };
        waiting = [...waiting, own];
        reactions.add(reaction);
        // A run that waits has its place among the others.
        if (!bytesByRun.has(run)) bytesByRun.set(run, 0);
      });
    },
    release() {
      if (bytesByRun.delete(run) && waiting.length > 0) resumeWaiting();
    },
  };
}

function mayAdd(run: object, bytes: number): boolean {
  const [oldest = run] = bytesByRun.keys();
  return run === oldest || totalBytes() + bytes <= BYTES_MAX;
}

function grant(run: object, bytes: number): undefined {
  bytesByRun.set(run, (bytesByRun.get(run) ?? 0) + bytes);
}

function totalBytes(): number {
  let total = 0;
  for (const bytes of bytesByRun.values()) total += bytes;
  return total;
}

function resumeWaiting(): void {
  for (const { run, bytes, resume } of waiting) {
    if (!mayAdd(run, bytes)) continue;
    grant(run, bytes);
    resume();
  }
}
