import {
  Kind,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { passedBound, passedBoundIn, type PassedBound } from '../../core/limits/value-bounds.ts';
import type { Bounds } from './bounds.ts';
import { measure, type Measuring } from './measure.ts';
import { tooLarge } from './too-large.ts';

const MEASURED = [
  'depth',
  'introspectionDepth',
  'aliases',
  'expandedFields',
  'directives',
  'nestedLists',
] as const;

/**
 * Limits depth, aliases, root fields, expanded fragments, directives, nested lists and argument values, in time
 * linear in the document, before validation and planning, which could take longer. Throws `TOO_LARGE`.
 */
export function limitDocument(document: DocumentNode, schema: GraphQLSchema, bounds: Bounds): void {
  throwIfPassed(passedBoundIn(document, bounds), bounds);
  const measuring: Measuring = { schema, fragments: fragmentsOf(document), measured: new Map() };
  const operations = document.definitions.filter(
    (definition) => definition.kind === Kind.OPERATION_DEFINITION,
  );
  throwAbove('operations', operations.length, bounds);
  throwAbove('fragments', document.definitions.length - operations.length, bounds);
  for (const operation of operations) limitOperation(operation, measuring, bounds);
  // A fragment that is never spread is validated as well.
  for (const { selectionSet, typeCondition } of measuring.fragments.values()) {
    limitSet(selectionSet, typeCondition.name.value, measuring, bounds);
  }
}

/** Limits the values of variables, declared or not. Throws `TOO_LARGE`. */
export function limitVariables(variables: Readonly<Record<string, unknown>>, bounds: Bounds): void {
  throwIfPassed(passedBound(variables, bounds), bounds);
}

function throwIfPassed(passed: PassedBound | null, bounds: Bounds): void {
  if (passed) throw tooLarge(passed.limit, bounds, passed.found);
}

function limitOperation(
  operation: OperationDefinitionNode,
  measuring: Measuring,
  bounds: Bounds,
): void {
  throwAbove('variables', operation.variableDefinitions?.length ?? 0, bounds);
  throwAbove('directives', operation.directives?.length ?? 0, bounds);
  const root = measuring.schema.getRootType(operation.operation)?.name;
  limitSet(operation.selectionSet, root, measuring, bounds);
  throwAbove('rootFields', rootFields(operation.selectionSet, measuring), bounds);
}

function limitSet(
  set: SelectionSetNode,
  typeName: string | undefined,
  measuring: Measuring,
  bounds: Bounds,
): void {
  const type = typeName === undefined ? undefined : measuring.schema.getType(typeName);
  const size = measure(set, type, measuring);
  for (const limit of MEASURED) throwAbove(limit, size[limit], bounds);
}

/** The root fields of each fragment are counted once, and added wherever it is spread. */
function rootFields(
  set: SelectionSetNode,
  measuring: Measuring,
  counted = new Map<string, number>(),
): number {
  return set.selections.reduce((sum, selection) => {
    if (selection.kind === Kind.FIELD) return sum + 1;
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      return sum + rootFields(selection.selectionSet, measuring, counted);
    }
    const name = selection.name.value;
    const fragment = measuring.fragments.get(name);
    if (fragment && !counted.has(name)) {
      counted.set(name, 0);
      counted.set(name, rootFields(fragment.selectionSet, measuring, counted));
    }
    return sum + (counted.get(name) ?? 0);
  }, 0);
}

function throwAbove(limit: keyof Bounds, found: number, bounds: Bounds): void {
  if (found > bounds[limit]) throw tooLarge(limit, bounds, found < 1e9 ? found : 'more');
}

function fragmentsOf(document: DocumentNode): ReadonlyMap<string, FragmentDefinitionNode> {
  return new Map(
    document.definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition]] : [],
    ),
  );
}
