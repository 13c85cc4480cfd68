import type { Validation } from './validation.ts';
import type { Turn } from '../turns/fair-queue.ts';
import type { Handled, IdentifiedRequest, ValidRequest } from './operation-request.ts';
import type { OperationStore, ScannedDocument } from './operation-store.ts';

export interface ValidationParts {
  readonly validation: Validation;
  readonly operations: OperationStore;
}

/**
 * Admits the document of a request that is not stored, or whose variables do not fit, and stores it. Resolves to a
 * denial when it cannot be executed; rejects with a `GatewayError` when it is above a limit or too many wait.
 */
export async function validateRequest(
  request: IdentifiedRequest,
  scanned: ScannedDocument,
  { validation, operations }: ValidationParts,
): Promise<ValidRequest | Required<Omit<Handled, 'executed'>>> {
  const { query, operationName, variables, isPersisted, format, principal, signal } = request;
  const { labels } = scanned;
  const document = { query, operationName, variables, isPersisted, format, labels };
  const wasKnown = scanned.isKnown();
  const isKnown = () => !wasKnown && scanned.isKnown();
  const validated = await validation.validate(document, { ...turnOf(request), signal }, isKnown);
  if (validated === null) {
    const call = scanned.toCall(variables);
    if (call) return { ...request, ...call };
    return await validateRequest(request, scanned, { validation, operations });
  }
  if (!('response' in validated)) return { ...request, ...operations.put(scanned, validated) };
  const { response, codes, operation, faults } = validated;
  for (const fault of faults) request.record(fault);
  return { response, denial: { codes, principal, operation } };
}

/** In which queue a request waits: that of its client, and for the public that of its network address. */
export function turnOf({ principal, address, isPersisted }: IdentifiedRequest): Turn {
  const queue = principal.isPublic ? `public ${address}` : `client ${principal.consumer}`;
  return { queue, isTrusted: isPersisted };
}
