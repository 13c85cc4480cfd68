import { setImmediate } from 'node:timers/promises';
import { Kind, parse, validate, type GraphQLSchema } from 'graphql';
import type {
  OperationInUse,
  OperationStore,
  StoredOperation,
} from '../operations/operation-store.ts';

interface WarmUpParts {
  readonly schema: GraphQLSchema;
  readonly operations: OperationStore;
}

export interface WarmUpOperations {
  /** Documents of the manifest. */
  readonly documents: readonly string[];
  /** What another supergraph had in use, the most recently used first. */
  readonly inUse: readonly OperationInUse[];
}

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
  { schema, operations }: WarmUpParts,
): Promise<boolean> {
  if (!isWhole || validate(schema, operation.document).length > 0) return false;
  return await prepare(operation, operations);
}

async function store(query: string, { schema, operations }: WarmUpParts): Promise<void> {
  const document = parse(query);
  if (validate(schema, document).length > 0) return;
  const definitions = document.definitions.filter(
    (definition) => definition.kind === Kind.OPERATION_DEFINITION,
  );
  for (const definition of definitions) {
    const operationName = definitions.length > 1 ? definition.name?.value : undefined;
    const scanned = operations.scan({ query, operationName });
    const { operation } = operations.put(scanned, document, definition, {});
    await prepare(operation, operations);
  }
}

/** False when it cannot be planned; then the client that requests it waits, and gets the error. */
async function prepare(operation: StoredOperation, operations: OperationStore): Promise<boolean> {
  try {
    const { executable } = await operations.prepare(operation);
    executable.compile();
    return true;
  } catch {
    return false;
  }
}
