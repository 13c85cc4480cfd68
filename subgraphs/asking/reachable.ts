import type { Logger } from 'pino';
import type { Reachable } from './ask-partner.ts';
import { createPartnerHealth } from './partner-health.ts';
import { createPartnerLog } from './partner-log.ts';

/** A partner as every subgraph starts it: its entry of the partner list, its health and its log. */
export function createReachable(
  entry: {
    readonly id: string;
    readonly kind: string;
    readonly name: string;
    readonly deadlineMs: number;
    readonly synthetic: boolean;
  },
  log: Logger,
): Reachable & { readonly name: string; readonly isSynthetic: boolean } {
  const { id, kind, name, deadlineMs, synthetic } = entry;
  return {
    id,
    kind,
    name,
    deadlineMs,
    isSynthetic: synthetic,
    health: createPartnerHealth(deadlineMs / 2),
    log: createPartnerLog(log, entry),
  };
}
