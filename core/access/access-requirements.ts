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

/** One field that asks something of the caller, at the first place where the operation uses it. */
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
 * Everything a valid operation asks of its caller: depends on no variable and no caller, so it is
 * computed once per operation. A field behind `@skip(if: $x)` counts, whatever `$x` will be.
 * Linear: what a fragment asks does not depend on where it is spread, so each is walked once.
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
  if (name === '__schema' || name === '__type') return; // the schema itself is public
  const here = [...path, (node.alias ?? node.name).value];
  if (name === TypeNameMetaFieldDef.name) {
    return record(`${parent.name}.${name}`, here, walk.rules.demandsOfType(parent), walk);
  }
  const field = fieldOf(parent, name);
  if (!isObjectType(parent) && !isInterfaceType(parent)) throw unknownField(parent, name);
  record(`${parent.name}.${name}`, here, walk.rules.demandsOf(parent, field), walk);
  for (const set of fieldsRequiredBy(field)) collect(set, parent, here, walk);
  const type = getNamedType(field.type);
  if (node.selectionSet && isCompositeType(type)) collect(node.selectionSet, type, here, walk);
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
 * What the gateway fetches on its own account because this field is computed from it. Composition
 * demands that the directives be repeated; a supergraph composed elsewhere may not have done so.
 */
function fieldsRequiredBy(field: GraphQLField<unknown, unknown>): readonly SelectionSetNode[] {
  return (field.astNode?.directives ?? []).flatMap((directive) => {
    const fields = requiredFields(directive);
    if (fields === undefined) return [];
    const [definition] = parse(`{ ${fields} }`, { noLocation: true }).definitions;
    return definition?.kind === Kind.OPERATION_DEFINITION ? [definition.selectionSet] : [];
  });
}

function requiredFields(directive: ConstDirectiveNode): string | undefined {
  const wanted =
    directive.name.value === 'join__field'
      ? 'requires'
      : /^(federation__)?requires$/.test(directive.name.value)
        ? 'fields'
        : undefined;
  const value = directive.arguments?.find(({ name }) => name.value === wanted)?.value;
  return value?.kind === Kind.STRING ? value.value : undefined;
}

function fieldOf(parent: GraphQLCompositeType, name: string): GraphQLField<unknown, unknown> {
  const field = 'getFields' in parent ? parent.getFields()[name] : undefined;
  if (!field) throw unknownField(parent, name); // fail closed: only validated operations come here
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

/** Only what the document itself rules out, for every value of every variable. */
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
