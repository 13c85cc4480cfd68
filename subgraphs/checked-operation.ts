import {
  getOperationAST,
  Kind,
  parse,
  validate,
  type DocumentNode,
  type FieldNode,
  type GraphQLError,
  type GraphQLSchema,
} from 'graphql';
import { createAccessRules } from './access/access-rules.ts';
import { requirementsOf, type Requirement } from './access/requirements.ts';
import { hashParts } from './hash-parts.ts';
import { documentProblem, QUESTION_BOUNDS } from './question-bounds.ts';

/** An operation as the gateway sends it, read once: what is wrong with it, and what it asks of a caller. */
export interface CheckedOperation {
  readonly document: DocumentNode;
  readonly problems: readonly GraphQLError[];
  /** Empty where there are problems: such an operation is never executed. */
  readonly requirements: readonly Requirement[];
  /** In words of the schema: root fields, or the types whose entities are completed. */
  readonly asked: readonly string[];
}

export type CheckOperation = (query: string, operationName: string | undefined) => CheckedOperation;

const OPERATIONS_KEPT = 500;

/** Remembers what it has checked: the gateway asks the same few things. Throws what does not parse. */
export function createOperationCheck(schema: GraphQLSchema): CheckOperation {
  const rules = createAccessRules(schema);
  const checked = new Map<string, CheckedOperation>();

  return function checkOperation(query, operationName) {
    const key = hashParts([operationName ?? null, query]);
    const known = checked.get(key);
    if (known !== undefined) return known;
    const document = parse(query, { maxTokens: QUESTION_BOUNDS.tokens, noLocation: true });
    const tooLarge = documentProblem(document);
    const problems = tooLarge ? [tooLarge] : validate(schema, document);
    const isSound = problems.length === 0;
    const result = {
      document,
      problems,
      requirements: isSound ? requirementsOf(rules, document, operationName) : [],
      asked: isSound ? askedIn(document, operationName) : [],
    };
    if (checked.size >= OPERATIONS_KEPT) checked.delete(checked.keys().next().value ?? '');
    checked.set(key, result);
    return result;
  };
}

function askedIn(document: DocumentNode, operationName: string | undefined): readonly string[] {
  const fields = getOperationAST(document, operationName)?.selectionSet.selections ?? [];
  const words = fields.flatMap((one) => {
    if (one.kind !== Kind.FIELD) return [];
    return one.name.value === '_entities' ? entityTypes(one) : [one.name.value];
  });
  return [...new Set(words)];
}

function entityTypes({ selectionSet }: FieldNode): readonly string[] {
  return (selectionSet?.selections ?? []).flatMap((one) =>
    one.kind === Kind.INLINE_FRAGMENT ? (one.typeCondition?.name.value ?? []) : [],
  );
}
