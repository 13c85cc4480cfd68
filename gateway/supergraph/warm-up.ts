import { setImmediate } from 'node:timers/promises';
import { Kind, parse, validate, type GraphQLSchema } from 'graphql';
import type { Execution } from '../execution/execution.ts';
import { PUBLIC } from '../authentication/principal.ts';
import type { NormalizedOperation, Planner } from '../planning/planner.ts';
import type { InUse, OperationStore } from '../operations/operation-store.ts';

const NOT_BY_ID = { documentId: undefined, sha256Hash: undefined, isPersisted: true };

export interface WarmUpParts {
  readonly schema: GraphQLSchema;
  readonly known: OperationStore;
  readonly planner: Planner;
  readonly execution: Execution;
}

export interface WarmUpOperations {
  /** Documents that were agreed on. */
  readonly documents: readonly string[];
  /** What another graph was asked, newest first. */
  readonly inUse: readonly InUse[];
}

export interface WarmUpBounds {
  readonly operationsMax: number;
  readonly deadlineMs: number;
}

const BOUNDS: WarmUpBounds = { operationsMax: 500, deadlineMs: 10_000 };

/**
 * Plans and compiles questions before anyone asks them, one after the other, so that the first to ask
 * does not wait. What no longer fits the schema is passed over: whoever asks it is told why.
 */
export async function warmUp(
  { documents, inUse }: WarmUpOperations,
  parts: WarmUpParts,
  { operationsMax, deadlineMs }: WarmUpBounds = BOUNDS,
): Promise<void> {
  const endsAt = performance.now() + deadlineMs;
  const carried: InUse[] = [];
  const turns = [
    ...inUse.slice(0, operationsMax).map((one) => async () => {
      if (await fits(one, parts)) carried.push(one);
    }),
    ...documents.map((document) => () => learn(document, parts)),
  ];
  for (const turn of turns) {
    if (performance.now() > endsAt) break;
    await turn();
    // Those who ask meanwhile come first.
    await setImmediate();
  }
  // What was asked last stays what was asked last.
  for (const one of carried.toReversed()) parts.known.adopt(one);
}

/** A text with other operations in it is left to the full admission, which looks at all of them. */
async function fits({ known }: InUse, { schema, ...parts }: WarmUpParts): Promise<boolean> {
  const { document, key, isWhole } = known;
  if (!isWhole || validate(schema, document).length > 0) return false;
  return await prepare({ document, key, operationName: undefined }, parts);
}

async function learn(query: string, { schema, known, ...parts }: WarmUpParts): Promise<void> {
  const document = parse(query);
  if (validate(schema, document).length > 0) return;
  const operations = document.definitions.filter(
    (definition) => definition.kind === Kind.OPERATION_DEFINITION,
  );
  for (const operation of operations) {
    const operationName = operations.length > 1 ? operation.name?.value : undefined;
    const { signal } = new AbortController();
    const request = { query, operationName, variables: {}, headers: {}, principal: PUBLIC, signal };
    const valid = known.remember({ ...request, ...NOT_BY_ID }, document, operation, {});
    await prepare(valid, parts);
  }
}

/** False when it cannot be planned; then whoever asks it waits, and is told. */
async function prepare(
  operation: NormalizedOperation,
  { planner, execution }: Pick<WarmUpParts, 'planner' | 'execution'>,
): Promise<boolean> {
  try {
    const plan = await planner.plan(operation);
    execution.prepare?.({ ...operation, plan });
    return true;
  } catch {
    return false;
  }
}
