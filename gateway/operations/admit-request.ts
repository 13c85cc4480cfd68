import type { RecordFault } from '../responses/mask-error.ts';
import type { Admission } from './admission.ts';
import type { Turn } from '../turns/fair-queue.ts';
import type { Handled, IdentifiedRequest, ValidRequest } from './operation-request.ts';
import type { OperationStore, ScannedDocument } from './operation-store.ts';

export interface AdmissionParts {
  readonly admission: Admission;
  readonly operations: OperationStore;
  readonly record: RecordFault;
}

/**
 * Admits the document of a request that is not stored, or whose variables do not fit, and stores it. Resolves to a
 * denial when it cannot be executed; rejects with a `GatewayError` when it is above a limit or too many wait.
 */
export async function admitRequest(
  request: IdentifiedRequest,
  scanned: ScannedDocument,
  { admission, operations, record }: AdmissionParts,
): Promise<ValidRequest | Required<Handled>> {
  const { query, operationName, variables, isPersisted, format, principal, signal } = request;
  const document = { query, operationName, variables, isPersisted, format };
  const wasKnown = scanned.isKnown();
  const isKnown = () => !wasKnown && scanned.isKnown();
  const admitted = await admission.admit(document, { ...turnOf(request), signal }, isKnown);
  if (admitted === null) {
    const call = scanned.toCall(variables);
    if (call) return { ...request, ...call };
    return await admitRequest(request, scanned, { admission, operations, record });
  }
  if (!('response' in admitted)) return { ...request, ...operations.put(scanned, admitted) };
  const { response, codes, operation, faults } = admitted;
  for (const fault of faults) record(fault);
  return { response, denial: { codes, principal, operation } };
}

/** In which queue a request waits: that of its client, and for the public that of its network address. */
export function turnOf({ principal, address, isPersisted }: IdentifiedRequest): Turn {
  const queue = principal.isPublic ? `public ${address}` : `client ${principal.consumer}`;
  return { queue, isTrusted: isPersisted };
}
