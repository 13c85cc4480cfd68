import {
  getOperationAST,
  Kind,
  parse,
  validate,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLError,
  type GraphQLSchema,
  type InlineFragmentNode,
  type SelectionSetNode,
} from 'graphql';
import { createAccessRules, ENTITY_UNION } from '../../../core/access/access-rules.ts';
import {
  accessRequirementsOf,
  type AccessRequirement,
} from '../../../core/access/access-requirements.ts';
import { hashParts } from '../../../core/structures/hash-parts.ts';
import { documentProblem, REQUEST_BOUNDS } from '../limits/request-bounds.ts';

/** An operation as the gateway sends it, read once: what is wrong with it, and what it asks of a caller. */
export interface CheckedOperation {
  readonly document: DocumentNode;
  readonly problems: readonly GraphQLError[];
  /** Empty where there are problems: such an operation is never executed. */
  readonly requirements: readonly AccessRequirement[];
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
    const document = parse(query, { maxTokens: REQUEST_BOUNDS.tokens, noLocation: true });
    const tooLarge = documentProblem(document);
    const problems = tooLarge ? [tooLarge] : validate(schema, document);
    const isSound = problems.length === 0;
    const result = {
      document,
      problems,
      requirements: isSound ? accessRequirementsOf(rules, document, operationName) : [],
      asked: isSound ? askedIn(document, operationName) : [],
    };
    if (checked.size >= OPERATIONS_KEPT) checked.delete(checked.keys().next().value ?? '');
    checked.set(key, result);
    return result;
  };
}

/** Fragments are followed, each once: whichever way a field is selected, the audit log names it. */
function askedIn(document: DocumentNode, operationName: string | undefined): readonly string[] {
  const fragments = new Map(
    document.definitions.flatMap((one) =>
      one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one] as const] : [],
    ),
  );
  const asked = new Set<string>();
  const visited = new Set<string>();
  const walk = ({ selections }: SelectionSetNode, isOfEntities: boolean): void => {
    for (const one of selections) {
      if (one.kind === Kind.FRAGMENT_SPREAD) {
        const key = `${isOfEntities} ${one.name.value}`;
        const fragment = visited.has(key) ? undefined : fragments.get(one.name.value);
        visited.add(key);
        if (fragment) walkFragment(fragment, isOfEntities);
      } else if (one.kind === Kind.INLINE_FRAGMENT) {
        walkFragment(one, isOfEntities);
      } else if (one.name.value === '_entities' && one.selectionSet) {
        walk(one.selectionSet, true);
      } else if (one.name.value !== '__typename') {
        asked.add(one.name.value);
      }
    }
  };
  /** Below `_entities` a type is what is asked; its fields are not listed. */
  const walkFragment = (
    { typeCondition, selectionSet }: InlineFragmentNode | FragmentDefinitionNode,
    isOfEntities: boolean,
  ) => {
    const type = typeCondition?.name.value;
    if (isOfEntities && type !== undefined && type !== ENTITY_UNION) asked.add(type);
    else walk(selectionSet, isOfEntities);
  };
  const operation = getOperationAST(document, operationName);
  if (operation) walk(operation.selectionSet, false);
  return [...asked];
}
