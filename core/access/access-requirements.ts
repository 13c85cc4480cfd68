import {
  getNamedType,
  getOperationAST,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  parse,
  TypeNameMetaFieldDef,
  type ConstDirectiveNode,
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { AccessRules } from './access-rules.ts';
import type { Demand } from './demands.ts';
import { stringArgument } from './directive-names.ts';

/** A field with access rules, at the first position where the operation selects it. */
export interface AccessRequirement {
  readonly coordinate: string;
  readonly path: readonly string[];
  readonly demands: readonly Demand[];
}

interface Walk {
  readonly rules: AccessRules;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly visitedFragments: Set<string>;
  readonly found: Map<string, AccessRequirement>;
}

/**
 * The access requirements of a valid operation. They depend on no variable and no client, so they are
 * computed once per operation; a field with `@skip(if: $x)` counts for every value of `$x`. Linear,
 * because the requirements of a fragment do not depend on where it is spread: each is walked once.
 */
export function accessRequirementsOf(
  rules: AccessRules,
  document: DocumentNode,
  operationName?: string,
): readonly AccessRequirement[] {
  const operation = getOperationAST(document, operationName);
  const root = operation && rules.schema.getRootType(operation.operation);
  if (!operation || !root) throw new Error('Cannot find the operation to authorize');
  const walk: Walk = {
    rules,
    fragments: fragmentsOf(document),
    visitedFragments: new Set(),
    found: new Map(),
  };
  collect(operation.selectionSet, root, [], walk);
  return [...walk.found.values()];
}

function collect(
  set: SelectionSetNode,
  parent: GraphQLCompositeType,
  path: readonly string[],
  walk: Walk,
): void {
  for (const selection of set.selections) {
    if (!isNeverSelected(selection)) collectSelection(selection, parent, path, walk);
  }
}

function collectSelection(
  selection: SelectionNode,
  parent: GraphQLCompositeType,
  path: readonly string[],
  walk: Walk,
): void {
  switch (selection.kind) {
    case Kind.FIELD:
      return collectField(selection, parent, path, walk);
    case Kind.INLINE_FRAGMENT: {
      const condition = selection.typeCondition?.name.value;
      const type = condition === undefined ? parent : compositeType(walk.rules, condition);
      return collect(selection.selectionSet, type, path, walk);
    }
    case Kind.FRAGMENT_SPREAD: {
      const name = selection.name.value;
      const fragment = walk.fragments.get(name);
      if (!fragment) throw new Error(`Cannot find fragment "${name}"`);
      if (walk.visitedFragments.has(name)) return;
      walk.visitedFragments.add(name);
      const type = compositeType(walk.rules, fragment.typeCondition.name.value);
      return collect(fragment.selectionSet, type, path, walk);
    }
  }
}

function collectField(
  node: FieldNode,
  parent: GraphQLCompositeType,
  path: readonly string[],
  walk: Walk,
): void {
  const name = node.name.value;
  if (name === '__schema' || name === '__type') return; // the schema is public
  const fieldPath = [...path, (node.alias ?? node.name).value];
  if (name === TypeNameMetaFieldDef.name) {
    return record(`${parent.name}.${name}`, fieldPath, walk.rules.demandsOfType(parent), walk);
  }
  const field = fieldOf(parent, name);
  if (!isObjectType(parent) && !isInterfaceType(parent)) throw unknownField(parent, name);
  record(`${parent.name}.${name}`, fieldPath, walk.rules.demandsOf(parent, field), walk);
  for (const set of fieldSetsRequiredBy(field)) collect(set, parent, fieldPath, walk);
  const type = getNamedType(field.type);
  if (node.selectionSet && isCompositeType(type)) collect(node.selectionSet, type, fieldPath, walk);
}

function record(
  coordinate: string,
  path: readonly string[],
  demands: readonly Demand[],
  walk: Walk,
): void {
  if (demands.length === 0 || walk.found.has(coordinate)) return;
  walk.found.set(coordinate, { coordinate, path, demands });
}

/**
 * The `@requires` field sets of a field, which the gateway fetches in addition to the operation.
 * Composition demands that a field repeats the access directives of the fields it requires, but a
 * supergraph composed elsewhere may not have checked that.
 */
function fieldSetsRequiredBy(field: GraphQLField<unknown, unknown>): readonly SelectionSetNode[] {
  return (field.astNode?.directives ?? []).flatMap((directive) => {
    const fields = requiredFieldSet(directive);
    if (fields === undefined) return [];
    const [definition] = parse(`{ ${fields} }`, { noLocation: true }).definitions;
    return definition?.kind === Kind.OPERATION_DEFINITION ? [definition.selectionSet] : [];
  });
}

function requiredFieldSet(directive: ConstDirectiveNode): string | undefined {
  const name = directive.name.value;
  if (name === 'join__field') return stringArgument(directive, 'requires');
  return /^(federation__)?requires$/.test(name) ? stringArgument(directive, 'fields') : undefined;
}

function fieldOf(parent: GraphQLCompositeType, name: string): GraphQLField<unknown, unknown> {
  const field = 'getFields' in parent ? parent.getFields()[name] : undefined;
  if (!field) throw unknownField(parent, name); // fail closed: operations are validated before
  return field;
}

const unknownField = (parent: GraphQLCompositeType, name: string): Error =>
  new Error(`Cannot find field "${parent.name}.${name}" to authorize`);

function compositeType(rules: AccessRules, name: string): GraphQLCompositeType {
  const type = rules.schema.getType(name);
  if (!isCompositeType(type)) throw new Error(`Cannot find type "${name}" to authorize`);
  return type;
}

function fragmentsOf(document: DocumentNode): ReadonlyMap<string, FragmentDefinitionNode> {
  return new Map(
    document.definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition]] : [],
    ),
  );
}

/** True for `@skip(if: true)` and `@include(if: false)` with a literal. */
function isNeverSelected(selection: SelectionNode): boolean {
  return (selection.directives ?? []).some(
    (directive) => isConstant(directive, 'skip', true) || isConstant(directive, 'include', false),
  );
}

function isConstant(directive: DirectiveNode, name: string, value: boolean): boolean {
  const condition = directive.arguments?.find((argument) => argument.name.value === 'if')?.value;
  return (
    directive.name.value === name && condition?.kind === Kind.BOOLEAN && condition.value === value
  );
}
