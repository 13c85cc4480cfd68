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

/** Fields that all executions together resolve before the event loop gets a turn: tens of milliseconds. */
const FIELDS_A_TURN = 4_000;
/** Deferred fields that are resumed in one turn; their subfields count towards the turn. */
const RESUMED_A_TURN = 100;
/** Below this an execution never waits for a turn: it may be collecting keys for one call to a partner. */
const NEVER_WAITING_FIELDS = 1_000;
/** Up to this size an execution does not have to wait until larger ones have ended. */
const SMALL_FIELDS = 5_000;
/** Cost of an error, in fields: it captures a stack. */
const ERROR_COST = 10;
/** Quotes, colon and comma around a name and a value. */
const BYTES_AROUND = 6;

/** Shared by the whole process, so that other requests wait at most one turn for all executions. */
const turns = { fieldsLeft: FIELDS_A_TURN, isScheduled: false, count: 0 };
const waiting = new Set<Work>();

/**
 * The work of one execution. Once it has ended, because a limit was exceeded or the client disconnected,
 * every further field is null, so that the execution finishes soon.
 */
export class Work {
  isEnded = false;
  fieldsCount = 0;
  private bytesCount = 0;
  private readonly deferred: (() => void)[] = [];
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
    turns.fieldsLeft -= 1;
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

  isTurnOver(): boolean {
    return turns.fieldsLeft <= 0 && this.fieldsCount > NEVER_WAITING_FIELDS;
  }

  /** Resolves in a later turn of the event loop. */
  defer<Result>(resolve: () => Result): Promise<Awaited<Result>> {
    return new Promise((settle, reject) => {
      this.deferred.push(() => {
        try {
          // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a promise settles as its value
          settle(resolve() as Awaited<Result>);
        } catch (error) {
          // oxlint-disable-next-line typescript/prefer-promise-reject-errors -- passed on as it was thrown
          reject(error);
        }
      });
      waiting.add(this);
    });
  }

  /** Resumes the fields that were deferred last, which keeps the number of waiting fields small. */
  resume(): void {
    if (this.signal?.aborted === true) this.isEnded = true;
    const count = this.isEnded ? this.deferred.length : RESUMED_A_TURN;
    const resumed = this.deferred.splice(-count).toReversed();
    if (this.deferred.length === 0) waiting.delete(this);
    for (const one of resumed) one();
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
  setImmediate(takeTurn);
}

function takeTurn(): void {
  turns.isScheduled = false;
  turns.fieldsLeft = FIELDS_A_TURN;
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
