import type { Validation } from '../../gateway/operations/validation.ts';
import { startValidationThread } from '../../gateway/operations/validation-thread.ts';
import { parseSupergraph, type ReadSupergraph } from '../../gateway/planning/supergraph.ts';

interface Shared {
  readonly thread: Validation;
  /** Held, so that the next gateway with this supergraph does not read it again. */
  readonly read: ReadSupergraph;
}

const shared = new Map<string, Shared>();

/**
 * The validation thread of production, shared by all gateways with the same supergraph, because starting one
 * takes seconds. It ends with the process; a test of its end starts its own.
 */
export function startSharedValidation(supergraphSdl: string): Validation {
  const { thread, read } = shared.get(supergraphSdl) ?? {
    thread: startValidationThread(supergraphSdl),
    read: parseSupergraph(supergraphSdl),
  };
  shared.set(supergraphSdl, { thread, read });
  return { ...thread, stop: async () => {} };
}
