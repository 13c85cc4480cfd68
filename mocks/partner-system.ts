/** Families of partners, as in the partner list. */
export type SubgraphName =
  'funds' | 'education' | 'uwv' | 'guidance' | 'provinces' | 'reference' | 'insights';

/**
 * How a partner system of the demo can misbehave. late: it hangs; down: it resets connections;
 * garbled: nonsense bytes; html: an HTML page with status 200; half: an answer cut off; null: well.
 */
export type MockFault = 'late' | 'down' | 'garbled' | 'html' | 'half' | null;

/** One partner system of the demo, running: what tests and the demo's control server hold on to. */
export interface PartnerSystem {
  readonly id: string;
  readonly kind: SubgraphName;
  readonly url: string;
  /** What the partner was asked since the last reset: HTTP requests, or SQL statements that are not bookkeeping. */
  calls(): number;
  resetCalls(): void;
  setFault(fault: MockFault): void;
  /**
   * From now on every answer is this much later, as of a system that is far away or busy. A database
   * makes a transaction wait before its turn: its one session would else keep all others waiting.
   */
  setDelay(delayMs: number): void;
  stop(): Promise<void>;
}
