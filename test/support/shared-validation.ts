import type { Validation } from '../../gateway/operations/validation.ts';
import { startValidationThread } from '../../gateway/operations/validation-thread.ts';

const threads = new Map<string, Validation>();

/**
 * The validation thread of production, shared by all gateways with the same supergraph, because starting one
 * takes seconds. It ends with the process; a test of its end starts its own.
 */
export function startSharedValidation(supergraphSdl: string): Validation {
  const thread = threads.get(supergraphSdl) ?? startValidationThread(supergraphSdl);
  threads.set(supergraphSdl, thread);
  return { ...thread, stop: async () => {} };
}
