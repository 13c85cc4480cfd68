import { Kind, parse, validate, type GraphQLSchema } from 'graphql';
import { PUBLIC } from '../identity/caller.ts';
import type { Planner } from '../planning/planner.ts';
import type { KnownQuestions } from './known-questions.ts';

const NOT_BY_ID = { documentId: undefined, sha256Hash: undefined, isTrusted: true };

export interface WarmUpParts {
  readonly schema: GraphQLSchema;
  readonly known: KnownQuestions;
  readonly planner: Planner;
}

/**
 * Plans questions before anyone asks them, one after the other, so that the first to ask does not
 * wait. A document that no longer fits the schema is passed over: whoever asks it is told why.
 */
export async function warmUp(
  documents: readonly string[],
  { schema, known, planner }: WarmUpParts,
): Promise<void> {
  for (const query of documents) {
    const document = parse(query);
    if (validate(schema, document).length > 0) continue;
    const operations = document.definitions.filter(
      (definition) => definition.kind === Kind.OPERATION_DEFINITION,
    );
    for (const operation of operations) {
      const operationName = operations.length > 1 ? operation.name?.value : undefined;
      const request = {
        query,
        operationName,
        variables: {},
        headers: {},
        caller: PUBLIC,
        ...NOT_BY_ID,
      };
      const { signal } = new AbortController();
      const question = known.remember({ ...request, signal }, document, operation, {});
      await planner.plan(question).catch(() => undefined);
    }
  }
}
