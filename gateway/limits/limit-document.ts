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
 * Depth, aliases, root fields, expanded fragments, directives, nested lists and the values of arguments, in
 * time linear in the document, before anything that could take longer (validation, planning) sees it.
 */
export function limitDocument(document: DocumentNode, schema: GraphQLSchema, bounds: Bounds): void {
  refusePassed(passedBoundIn(document, bounds), bounds);
  const measuring: Measuring = { schema, fragments: fragmentsOf(document), measured: new Map() };
  const operations = document.definitions.filter(
    (definition) => definition.kind === Kind.OPERATION_DEFINITION,
  );
  refuseAbove('operations', operations.length, bounds);
  refuseAbove('fragments', document.definitions.length - operations.length, bounds);
  for (const operation of operations) limitOperation(operation, measuring, bounds);
  // A fragment that nothing spreads is validated all the same.
  for (const { selectionSet, typeCondition } of measuring.fragments.values()) {
    limitSet(selectionSet, typeCondition.name.value, measuring, bounds);
  }
}

/** The values of variables, declared or not: whatever walks them later may rely on their size. */
export function limitVariables(variables: Readonly<Record<string, unknown>>, bounds: Bounds): void {
  refusePassed(passedBound(variables, bounds), bounds);
}

function refusePassed(passed: PassedBound | null, bounds: Bounds): void {
  if (passed) throw tooLarge(passed.limit, bounds, passed.found);
}

function limitOperation(
  operation: OperationDefinitionNode,
  measuring: Measuring,
  bounds: Bounds,
): void {
  refuseAbove('variables', operation.variableDefinitions?.length ?? 0, bounds);
  refuseAbove('directives', operation.directives?.length ?? 0, bounds);
  const root = measuring.schema.getRootType(operation.operation)?.name;
  limitSet(operation.selectionSet, root, measuring, bounds);
  refuseAbove('rootFields', rootFields(operation.selectionSet, measuring), bounds);
}

function limitSet(
  set: SelectionSetNode,
  typeName: string | undefined,
  measuring: Measuring,
  bounds: Bounds,
): void {
  const type = typeName === undefined ? undefined : measuring.schema.getType(typeName);
  const size = measure(set, type, measuring);
  for (const limit of MEASURED) refuseAbove(limit, size[limit], bounds);
}

/** Each fragment's own root fields are counted once, then added wherever it is spread. */
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

function refuseAbove(limit: keyof Bounds, found: number, bounds: Bounds): void {
  if (found > bounds[limit]) throw tooLarge(limit, bounds, found < 1e9 ? found : 'more');
}

function fragmentsOf(document: DocumentNode): ReadonlyMap<string, FragmentDefinitionNode> {
  return new Map(
    document.definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition]] : [],
    ),
  );
}
