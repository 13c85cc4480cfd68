import type { Admission } from '../../gateway/operations/admission.ts';
import { startAdmissionThread } from '../../gateway/operations/admission-thread.ts';

const threads = new Map<string, Admission>();

/**
 * The admission thread of production, shared by all gateways with the same supergraph, because starting one
 * takes seconds. It ends with the process; a test of its end starts its own.
 */
export function startSharedAdmission(supergraphSdl: string): Admission {
  const thread = threads.get(supergraphSdl) ?? startAdmissionThread(supergraphSdl);
  threads.set(supergraphSdl, thread);
  return { ...thread, stop: async () => {} };
}
