import {
  getNamedType,
  getOperationAST,
  isCompositeType,
  isUnionType,
  Kind,
  parse,
  TypeNameMetaFieldDef,
  type ConstDirectiveNode,
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type FragmentSpreadNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type NamedTypeNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { stringArgument } from '../federation/linked-directives.ts';
import type { AccessRules } from './access-rules.ts';
import type { Demand } from './demands.ts';

/** A field with access rules, at the first position where the operation selects it. */
export interface AccessRequirement {
  readonly coordinate: string;
  readonly path: readonly string[];
  readonly demands: readonly Demand[];
}

/**
 * The access requirements of a valid operation. They depend on no variable and no client, so they are
 * computed once per operation; a field with `@skip(if: $x)` counts for every value of `$x`.
 */
export function accessRequirementsOf(
  rules: AccessRules,
  document: DocumentNode,
  operationName?: string,
): readonly AccessRequirement[] {
  const operation = getOperationAST(document, operationName);
  const root = operation && rules.schema.getRootType(operation.operation);
  if (!operation || !root) throw new Error('Cannot find the operation to authorize');
  const collector = new RequirementCollector(rules, document);
  collector.collect(operation.selectionSet, root, []);
  return [...collector.found.values()];
}

/** Linear: the requirements of a fragment do not depend on where it is spread, so each is walked once. */
class RequirementCollector {
  readonly found = new Map<string, AccessRequirement>();
  private readonly visitedFragments = new Set<string>();
  private readonly rules: AccessRules;
  private readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;

  constructor(rules: AccessRules, document: DocumentNode) {
    this.rules = rules;
    this.fragments = fragmentsOf(document);
  }

  collect(set: SelectionSetNode, parent: GraphQLCompositeType, path: readonly string[]): void {
    for (const selection of set.selections) {
      if (isNeverSelected(selection)) continue;
      if (selection.kind === Kind.FIELD) this.collectField(selection, parent, path);
      else if (selection.kind === Kind.FRAGMENT_SPREAD) this.collectSpread(selection, path);
      else {
        const type = selection.typeCondition && this.typeNamed(selection.typeCondition);
        this.collect(selection.selectionSet, type ?? parent, path);
      }
    }
  }

  private collectSpread({ name: { value: name } }: FragmentSpreadNode, path: readonly string[]) {
    const fragment = this.fragments.get(name);
    if (!fragment) throw new Error(`Cannot find fragment "${name}"`);
    if (this.visitedFragments.has(name)) return;
    this.visitedFragments.add(name);
    this.collect(fragment.selectionSet, this.typeNamed(fragment.typeCondition), path);
  }

  private collectField(node: FieldNode, parent: GraphQLCompositeType, path: readonly string[]) {
    const name = node.name.value;
    if (name === '__schema' || name === '__type') return; // the schema is public
    const coordinate = `${parent.name}.${name}`;
    const fieldPath = [...path, (node.alias ?? node.name).value];
    if (name === TypeNameMetaFieldDef.name) {
      return this.record(coordinate, fieldPath, this.rules.demandsOfType(parent));
    }
    const field = isUnionType(parent) ? undefined : parent.getFields()[name];
    // Fail closed: operations are validated before, so this does not happen.
    if (!field || isUnionType(parent)) {
      throw new Error(`Cannot find field "${coordinate}" to authorize`);
    }
    this.record(coordinate, fieldPath, this.rules.demandsOf(parent, field));
    for (const set of fieldSetsRequiredBy(field)) this.collect(set, parent, fieldPath);
    const type = getNamedType(field.type);
    if (node.selectionSet && isCompositeType(type)) {
      this.collect(node.selectionSet, type, fieldPath);
    }
  }

  private record(coordinate: string, path: readonly string[], demands: readonly Demand[]): void {
    if (demands.length === 0 || this.found.has(coordinate)) return;
    this.found.set(coordinate, { coordinate, path, demands });
  }

  private typeNamed({ name: { value: name } }: NamedTypeNode): GraphQLCompositeType {
    const type = this.rules.schema.getType(name);
    if (!isCompositeType(type)) throw new Error(`Cannot find type "${name}" to authorize`);
    return type;
  }
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

/** The fragments of a document by name. */
export function fragmentsOf(document: DocumentNode): ReadonlyMap<string, FragmentDefinitionNode> {
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
