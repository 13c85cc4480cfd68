/** How much one execution may do, how much it has done, and when it gives way to other requests. */

export interface WorkLimits {
  /** Fields that are resolved, list elements' fields included. */
  readonly fieldsMax: number;
  /** Bytes of the response, estimated while it is made; the written response is measured again. */
  readonly bytesMax: number;
}

/**
 * A resolved field costs two to five microseconds, so an execution ends within half a second of processor
 * time. A page of 100 rows with 100 fields each is a tenth of it.
 */
export const WORK_LIMITS: WorkLimits = { fieldsMax: 100_000, bytesMax: 16 * 1024 * 1024 };

/** Fields that are resolved before the event loop gets a turn: a few milliseconds. */
const FIELDS_A_TURN = 10_000;
/** Deferred fields that are resumed in one turn; what they select counts towards the turn. */
const RESUMED_A_TURN = 100;
/** What an error costs, in fields: it captures a stack. */
const ERROR_COST = 10;
/** Quotes, colon and comma around a name and a value. */
const BYTES_AROUND = 6;

/**
 * The work of one execution. Where it has ended, because a limit was reached or nobody waits for the
 * response, every further field is null at once, so that the execution comes to its end.
 */
export class Work {
  isEnded = false;
  private fieldsLeft: number;
  private bytesLeft: number;
  private turnLeft = FIELDS_A_TURN;
  private readonly deferred: (() => void)[] = [];
  private isScheduled = false;
  private readonly signal: AbortSignal | undefined;

  constructor({ fieldsMax, bytesMax }: WorkLimits, signal: AbortSignal | undefined) {
    this.fieldsLeft = fieldsMax;
    this.bytesLeft = bytesMax;
    this.signal = signal;
    this.isEnded = signal?.aborted ?? false;
  }

  /** Counts a field; false when it must not be resolved any more. */
  begin(responseName: string | number): boolean {
    if (this.isEnded) return false;
    this.turnLeft -= 1;
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
    if (fields > this.fieldsLeft) this.isEnded = true;
    return !this.isEnded;
  }

  isTurnOver(): boolean {
    return this.turnLeft <= 0;
  }

  /** Resolves after the event loop has had a turn. The field deferred last is resumed first: that keeps few waiting. */
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
      this.schedule();
    });
  }

  private spend(fields: number, bytes: number): boolean {
    this.fieldsLeft -= fields;
    this.bytesLeft -= bytes;
    if (this.fieldsLeft < 0 || this.bytesLeft < 0) this.isEnded = true;
    return !this.isEnded;
  }

  private schedule(): void {
    if (this.isScheduled) return;
    this.isScheduled = true;
    setImmediate(() => this.turn());
  }

  private turn(): void {
    this.isScheduled = false;
    this.turnLeft = FIELDS_A_TURN;
    if (this.signal?.aborted === true) this.isEnded = true;
    const count = this.isEnded ? this.deferred.length : RESUMED_A_TURN;
    for (const resume of this.deferred.splice(-count).toReversed()) resume();
    if (this.deferred.length > 0) this.schedule();
  }
}
