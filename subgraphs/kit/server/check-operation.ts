import {
  getOperationAST,
  Kind,
  parse,
  specifiedRules,
  validate,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLError,
  type GraphQLSchema,
  type InlineFragmentNode,
  type SelectionSetNode,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import { createAccessRules, ENTITY_UNION } from '../../../core/access/access-rules.ts';
import {
  accessRequirementsOf,
  fragmentsOf,
  type AccessRequirement,
} from '../../../core/access/access-requirements.ts';
import { hashParts } from '../../../core/structures/hash-parts.ts';
import type { Turns } from '../../../core/turns/turns.ts';
import { documentProblem } from '../limits/request-bounds.ts';
import { turnsOf } from '../turns/in-turns.ts';

/** An operation of the gateway, checked once: its problems and the access that it requires. */
export interface CheckedOperation {
  readonly document: DocumentNode;
  readonly problems: readonly GraphQLError[];
  /** Empty where there are problems, because such an operation is never executed. */
  readonly requirements: readonly AccessRequirement[];
  /** Names of the schema for the audit log: root fields, or types of entities. */
  readonly names: readonly string[];
}

export type CheckOperation = (
  query: string,
  operationName: string | undefined,
  signal?: AbortSignal,
) => Promise<CheckedOperation>;

/** A parsed document is many times as large as its text, so the texts that are kept are bounded. */
const KEPT = { max: 500, maxSize: 1_000_000, maxEntrySize: 50_000 };
/** Each error takes time to look for a name that resembles an unknown one. */
const VALIDATION = { maxErrors: 10 };
/** A document of this length is validated in a few milliseconds, so by all rules at once. */
const SHORT = 4_096;

/** Caches its results, because the gateway repeats its operations. Throws a syntax error. */
export function createOperationCheck(schema: GraphQLSchema): CheckOperation {
  const rules = createAccessRules(schema);
  const checked = new LRUCache<string, CheckedOperation>(KEPT);

  return async function checkOperation(query, operationName, signal) {
    const key = hashParts([operationName ?? null, query]);
    const known = checked.get(key);
    if (known !== undefined) return known;
    const turns = turnsOf(signal);
    if (turns.isOver()) await turns.next();
    const document = parse(query, { noLocation: true });
    if (turns.isOver()) await turns.next();
    const tooLarge = documentProblem(document);
    const problems = tooLarge
      ? [tooLarge]
      : query.length <= SHORT
        ? validate(schema, document, undefined, VALIDATION)
        : await validateInTurns(schema, document, turns);
    if (turns.isOver()) await turns.next();
    const isSound = problems.length === 0;
    const result = {
      document,
      problems,
      requirements: isSound ? accessRequirementsOf(rules, document, operationName) : [],
      names: isSound ? namesIn(document, operationName) : [],
    };
    checked.set(key, result, { size: query.length + 1 });
    return result;
  };
}

/** One rule after another; the problems of the first that finds any. */
async function validateInTurns(
  schema: GraphQLSchema,
  document: DocumentNode,
  turns: Turns,
): Promise<readonly GraphQLError[]> {
  for (const rule of specifiedRules) {
    if (turns.isOver()) await turns.next();
    const problems = validate(schema, document, [rule], VALIDATION);
    if (problems.length > 0) return problems;
  }
  return [];
}

/** Follows each fragment once, so that the audit log names a field however it is selected. */
function namesIn(document: DocumentNode, operationName: string | undefined): readonly string[] {
  const fragments = fragmentsOf(document);
  const names = new Set<string>();
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
        names.add(one.name.value);
      }
    }
  };
  /** Below `_entities` the type is listed, and its fields are not. */
  const walkFragment = (
    { typeCondition, selectionSet }: InlineFragmentNode | FragmentDefinitionNode,
    isOfEntities: boolean,
  ) => {
    const type = typeCondition?.name.value;
    if (isOfEntities && type !== undefined && type !== ENTITY_UNION) names.add(type);
    else walk(selectionSet, isOfEntities);
  };
  const operation = getOperationAST(document, operationName);
  if (operation) walk(operation.selectionSet, false);
  return [...names];
}
