/** Families of partners, as in the partner list. */
export type PartnerKind =
  'funds' | 'education' | 'uwv' | 'guidance' | 'provinces' | 'reference' | 'insights';

/**
 * How a partner system of the demo can misbehave. late: it hangs; down: it resets connections;
 * garbled: nonsense bytes; html: an HTML page with status 200; half: an answer cut off; null: well.
 */
export type MockFault = 'late' | 'down' | 'garbled' | 'html' | 'half' | null;

/** One partner system of the demo, running: what tests and the demo's control server hold on to. */
export interface PartnerSystem {
  readonly id: string;
  readonly kind: PartnerKind;
  readonly url: string;
  /** What the partner was asked since the last reset: HTTP requests, or SQL statements other than begin, commit and rollback. */
  calls(): number;
  resetCalls(): void;
  setFault(fault: MockFault): void;
  stop(): Promise<void>;
}
