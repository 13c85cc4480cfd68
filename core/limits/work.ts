/** Counts the work of one execution, limits it, and lets it yield to other requests. */

export interface WorkLimits {
  /** Resolved fields, including those of list elements. */
  readonly fieldsMax: number;
  /** Bytes of the response, estimated during execution; the written response is measured again. */
  readonly bytesMax: number;
}

/**
 * A resolved field costs up to 15 microseconds, including the search of its value for citizen numbers and
 * writing it, so an execution ends within a second of processor time. A page of 100 rows with 100 fields
 * each uses a sixth of the limit.
 */
export const WORK_LIMITS: WorkLimits = { fieldsMax: 60_000, bytesMax: 16 * 1024 * 1024 };

/**
 * Time that all executions together take before the event loop gets a turn. Fields differ: one is a property,
 * another an encryption.
 */
const TURN_MS = 10;
/** Fields of values that settle in one turn: graphql-js resolves them after the last of those has settled. */
const PLANNED_FIELDS = 2_000;
/** Fields below what is resumed in one turn. */
const RESUMED_FIELDS = 600;
/** Weight of a field that was deferred: its subfields count towards the turn as well. */
const FIELD_WEIGHT = 30;
/** Below this an execution never waits for a turn: it may be collecting keys for one call to a partner. */
const NEVER_WAITING_FIELDS = 1_000;
/** The same for its texts, which are searched. */
const NEVER_WAITING_BYTES = 256 * 1024;
/** A text of this length takes as long to search as an object takes to resolve. */
const LARGE_TEXT = 1_024;
/** Up to this size an execution does not have to wait until larger ones have ended. */
const SMALL_FIELDS = 5_000;
/** Cost of an error, in fields: it captures a stack. */
const ERROR_COST = 10;
/** Quotes, colon and comma around a name and a value. */
const BYTES_AROUND = 6;

/** Shared by the whole process, so that other requests wait at most one turn for all executions. */
const turns = { endsAtMs: 0, plannedFields: 0, isScheduled: false, count: 0 };
const waiting = new Set<Work>();

interface Deferred {
  readonly run: () => void;
  readonly weight: number;
}

/**
 * The work of one execution. Once it has ended, because a limit was exceeded or the client disconnected,
 * every further field is null, so that the execution finishes soon.
 */
export class Work {
  isEnded = false;
  fieldsCount = 0;
  private bytesCount = 0;
  private readonly deferred: Deferred[] = [];
  private readonly limits: WorkLimits;
  private readonly signal: AbortSignal | undefined;

  constructor(limits: WorkLimits, signal: AbortSignal | undefined) {
    this.limits = limits;
    this.signal = signal;
    this.isEnded = signal?.aborted ?? false;
  }

  /** Counts a field; false when it must not be resolved because the work has ended. */
  begin(responseName: string | number): boolean {
    if (this.isEnded) return false;
    if (!turns.isScheduled) schedule();
    return this.spend(1, String(responseName).length + BYTES_AROUND);
  }

  /** Counts the length of a resolved value. */
  spendBytes(bytes: number): boolean {
    return this.spend(0, bytes);
  }

  spendError(): void {
    this.spend(ERROR_COST, 0);
  }

  /** False, and ends the work, when this number of fields would exceed the limit. */
  affords(fields: number): boolean {
    if (this.fieldsCount + fields > this.limits.fieldsMax) this.isEnded = true;
    return !this.isEnded;
  }

  /** Estimated bytes of the response so far. */
  get bytes(): number {
    return this.bytesCount;
  }

  isTurnOver(): boolean {
    const isLarge =
      this.fieldsCount > NEVER_WAITING_FIELDS || this.bytesCount > NEVER_WAITING_BYTES;
    return isLarge && performance.now() > turns.endsAtMs;
  }

  /** Whether a leaf takes as long as many: its text is searched. */
  hasLargeTexts(): boolean {
    return this.bytesCount > NEVER_WAITING_BYTES && this.bytesCount > LARGE_TEXT * this.fieldsCount;
  }

  /** False when the fields of a value that settled now must wait for a later turn. */
  fitsInTurn(fields: number): boolean {
    if (!turns.isScheduled) schedule();
    turns.plannedFields += fields;
    return turns.plannedFields <= PLANNED_FIELDS && !this.isTurnOver();
  }

  /** Resolves in a later turn of the event loop. `weight` is the number of fields that this leads to. */
  defer<Result>(resolve: () => Result, weight = FIELD_WEIGHT): Promise<Awaited<Result>> {
    return new Promise((settle, reject) => {
      const run = () => {
        try {
          // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a promise settles as its value
          settle(resolve() as Awaited<Result>);
        } catch (error) {
          // oxlint-disable-next-line typescript/prefer-promise-reject-errors -- passed on as it was thrown
          reject(error);
        }
      };
      this.deferred.push({ run, weight });
      waiting.add(this);
      if (!turns.isScheduled) schedule();
    });
  }

  /** Resumes the fields that were deferred last, which keeps the number of waiting fields small. */
  resume(): void {
    if (this.signal?.aborted === true) this.isEnded = true;
    const resumed: Deferred[] = [];
    let left = this.isEnded ? Number.POSITIVE_INFINITY : RESUMED_FIELDS;
    while (left > 0) {
      const last = this.deferred.pop();
      if (last === undefined) break;
      resumed.push(last);
      left -= last.weight;
    }
    if (this.deferred.length === 0) waiting.delete(this);
    for (const { run } of resumed) run();
  }

  private spend(fields: number, bytes: number): boolean {
    this.fieldsCount += fields;
    this.bytesCount += bytes;
    const { fieldsMax, bytesMax } = this.limits;
    if (this.fieldsCount > fieldsMax || this.bytesCount > bytesMax) this.isEnded = true;
    return !this.isEnded;
  }
}

function schedule(): void {
  turns.isScheduled = true;
  startTurn();
  setImmediate(takeTurn);
}

function startTurn(): void {
  turns.endsAtMs = performance.now() + TURN_MS;
  turns.plannedFields = 0;
}

function takeTurn(): void {
  turns.isScheduled = false;
  startTurn();
  turns.count += 1;
  nextWork(turns.count % 2 === 0)?.resume();
  if (waiting.size > 0 && !turns.isScheduled) schedule();
}

/**
 * The execution with the most resolved fields goes first, so that its memory is freed before others have
 * grown. Every second turn is for a small execution.
 */
function nextWork(isForSmall: boolean): Work | undefined {
  let most: Work | undefined;
  for (const work of waiting) {
    if (isForSmall && work.fieldsCount < SMALL_FIELDS) return work;
    if (most === undefined || work.fieldsCount > most.fieldsCount) most = work;
  }
  return most;
}
