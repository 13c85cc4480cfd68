import { setImmediate } from 'node:timers/promises';
import type { Validation } from '../operations/validation.ts';
import type {
  OperationInUse,
  OperationStore,
  OperationToPlan,
} from '../operations/operation-store.ts';
import type { PersistedDocument } from '../persisted-operations/manifest.ts';

interface WarmUpParts {
  readonly validation: Validation;
  readonly operations: OperationStore;
}

export interface WarmUpOperations {
  /** Documents of the manifest. */
  readonly documents: readonly PersistedDocument[];
  /** What another supergraph had in use, the most recently used first. */
  readonly inUse: readonly OperationInUse[];
}

const TURN = { queue: 'warm-up', isTrusted: true };

const OPERATIONS_MAX = 500;
const DEADLINE_MS = 10_000;

/**
 * Prepares operations before they are requested, one after the other, so that the first client does not wait.
 * An operation that does not fit the schema is left out; a client that requests it gets the errors.
 */
export async function warmUp(
  { documents, inUse }: WarmUpOperations,
  parts: WarmUpParts,
): Promise<void> {
  const endsAt = performance.now() + DEADLINE_MS;
  const fitting: OperationInUse[] = [];
  const turns = [
    ...inUse.slice(0, OPERATIONS_MAX).map((one) => async () => {
      if (await fits(one, parts)) fitting.push(one);
    }),
    ...documents.map((document) => () => store(document, parts)),
  ];
  for (const turn of turns) {
    if (performance.now() > endsAt) break;
    await turn();
    // Requests that arrive meanwhile come first.
    await setImmediate();
  }
  // Stored in reverse, so that the order of use is kept.
  for (const one of fitting.toReversed()) parts.operations.import(one);
}

/** A text with further operations is left to full validation, which looks at all of them. */
async function fits(
  { form: { operation, isWhole } }: OperationInUse,
  parts: WarmUpParts,
): Promise<boolean> {
  return isWhole && (await prepare({ operation }, parts));
}

async function store({ query, operationNames }: PersistedDocument, parts: WarmUpParts) {
  const { validation, operations } = parts;
  for (const operationName of operationNames) {
    const scanned = operations.scan({ query, operationName });
    const document = {
      query,
      operationName,
      variables: undefined,
      isPersisted: true,
      format: POST,
      labels: scanned.labels,
    };
    const validated = await validation.validate(document, TURN).catch(() => null);
    if (!validated || 'response' in validated) continue;
    await prepare(operations.put(scanned, validated), parts);
    // It counts as used, so that new documents cannot replace it.
    operations.scan({ query, operationName });
  }
}

/** The response to a document of the manifest that does not fit is not sent to anyone. */
const POST = { method: 'POST', mediaType: 'application/json', isPlainJson: true } as const;

/** False when it does not fit; then the client that requests it waits, and gets the error. */
async function prepare(operation: OperationToPlan, { operations }: WarmUpParts): Promise<boolean> {
  try {
    const { executable } = await operations.prepare(operation, TURN);
    await executable.compile(TURN);
    return true;
  } catch {
    return false;
  }
}
