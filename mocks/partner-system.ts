import type { SubgraphName } from '../core/federation/subgraph-names.ts';

/**
 * The faults of a partner system of the demo. late: no response; down: connections are reset;
 * garbled: invalid bytes; html: an HTML page with status 200; half: a truncated response; null: none.
 */
export type MockFault = 'late' | 'down' | 'garbled' | 'html' | 'half' | null;

/** A running partner system of the demo. */
export interface PartnerSystem {
  readonly id: string;
  readonly kind: SubgraphName;
  readonly url: string;
  /** Number of HTTP requests, or of SQL statements other than transaction control, since the last reset. */
  calls(): number;
  resetCalls(): void;
  setFault(fault: MockFault): void;
  /**
   * Delays every response, like a system that is far away or busy. A database delays a transaction before
   * it takes the single session, so that it does not block other transactions.
   */
  setDelay(delayMs: number): void;
  stop(): Promise<void>;
}
