/** How much one execution may do, how much it has done, and when it gives way to other requests. */

export interface WorkLimits {
  /** Fields that are resolved, those of list elements included. */
  readonly fieldsMax: number;
  /** Bytes of the response, estimated while it is made; the written response is measured again. */
  readonly bytesMax: number;
}

/**
 * A resolved field costs up to fifteen microseconds, the search of its value for citizen numbers and writing
 * it included, so an execution ends within a second of processor time. A page of 100 rows with 100 fields
 * each is a sixth of it.
 */
export const WORK_LIMITS: WorkLimits = { fieldsMax: 60_000, bytesMax: 16 * 1024 * 1024 };

/** Fields that are resolved before the event loop gets a turn, by all executions: tens of milliseconds. */
const FIELDS_A_TURN = 4_000;
/** Deferred fields that are resumed in one turn; what they select counts towards the turn. */
const RESUMED_A_TURN = 100;
/** Below this an execution never waits for a turn: it may be gathering keys for one call to a partner. */
const NEVER_WAITING_FIELDS = 1_000;
/** Up to here an execution does not have to wait for larger ones to end. */
const SMALL_FIELDS = 5_000;
/** What an error costs, in fields: it captures a stack. */
const ERROR_COST = 10;
/** Quotes, colon and comma around a name and a value. */
const BYTES_AROUND = 6;

/** Of the whole process: however many executions there are, other requests wait for one turn. */
const turns = { fieldsLeft: FIELDS_A_TURN, isScheduled: false, count: 0 };
const waiting = new Set<Work>();

/**
 * The work of one execution. Where it has ended, because a limit was reached or nobody waits for the
 * response, every further field is null at once, so that the execution comes to its end.
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

  /** Counts a field; false when it must not be resolved any more. */
  begin(responseName: string | number): boolean {
    if (this.isEnded) return false;
    turns.fieldsLeft -= 1;
    if (!turns.isScheduled) schedule();
    return this.spend(1, String(responseName).length + BYTES_AROUND);
  }

  /** Counts what a field has given: text by its length. */
  spendBytes(bytes: number): boolean {
    return this.spend(0, bytes);
  }

  spendError(): void {
    this.spend(ERROR_COST, 0);
  }

  /** False when so many fields are more than are left; then the work has ended. */
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

  /** Resumes what was deferred last: so few fields wait at any time. */
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
 * The execution that has done most goes first, so that it ends and its memory is freed before many others
 * have grown. Every second turn is for the small ones.
 */
function nextWork(isForSmall: boolean): Work | undefined {
  let most: Work | undefined;
  for (const work of waiting) {
    if (isForSmall && work.fieldsCount < SMALL_FIELDS) return work;
    if (most === undefined || work.fieldsCount > most.fieldsCount) most = work;
  }
  return most;
}
