/**
 * Required fields with arguments. Apollo's planner identifies a required field by its name alone: for
 * `@requires(fields: "price(currency: \"USD\")")` it uses any `price` that was fetched, also one in another
 * currency. So plans are made over a copy of the supergraph in which each such required field is a separate
 * field without arguments, its substitute (`required_0_price`). Execution fetches the real field under the alias
 * of the substitute, and sends it to the subgraph under its real name (`rewriting/required-field-fetches.ts`).
 */
import {
  Kind,
  parse,
  print,
  visit,
  type ConstArgumentNode,
  type ConstDirectiveNode,
  type DefinitionNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type FieldNode,
  type InterfaceTypeDefinitionNode,
  type ObjectTypeDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  type TypeNode,
} from 'graphql';
import { parseSelections } from './field-sets.ts';
import { argumentOf, graphOf, textArgument } from './join-directives.ts';

/** The real field of a substitute. */
export interface RequiredField {
  readonly name: string;
  readonly arguments: FieldNode['arguments'];
}

export interface RequiredArguments {
  /** The supergraph to plan over; the same text when no required field has arguments. */
  readonly sdl: string;
  /** By the name of the substitute. */
  readonly fields: ReadonlyMap<string, RequiredField>;
  /** By `Type.field`: the substitutes that the field requires. */
  readonly neededBy: ReadonlyMap<string, readonly string[]>;
}

type FieldsNode = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode;

export function separateRequiredArguments(sdl: string): RequiredArguments {
  const document = parse(sdl, { noLocation: true });
  const separation = createSeparation(document);
  const separated: DocumentNode = visit(document, {
    FieldDefinition(field, _key, _parent, _path, ancestors) {
      const type = ancestors.findLast((node) => 'kind' in node && isFieldsNode(node));
      if (!type || !('kind' in type) || !isFieldsNode(type)) return undefined;
      const directives = (field.directives ?? []).map((directive) =>
        separateDirective(directive, type, field, separation),
      );
      return { ...field, directives };
    },
  });
  const { substitutes: fields, neededBy } = separation;
  return {
    sdl: fields.size === 0 ? sdl : print(withSubstitutes(separated, separation)),
    fields,
    neededBy,
  };
}

interface Separation {
  readonly types: ReadonlyMap<string, FieldsNode>;
  readonly substitutes: Map<string, RequiredField>;
  readonly neededBy: Map<string, readonly string[]>;
  /** The substitute by `Type.field(arguments)`. */
  readonly names: Map<string, string>;
  /** The substitute fields to add, by type. */
  readonly added: Map<string, FieldDefinitionNode[]>;
  /** `graph Type.field` for each field that a subgraph still requires. */
  readonly used: Set<string>;
}

function createSeparation(document: DocumentNode): Separation {
  const nodes = document.definitions.filter((node) => isFieldsNode(node));
  return {
    types: new Map(nodes.map((node) => [node.name.value, node])),
    substitutes: new Map(),
    neededBy: new Map(),
    names: new Map(),
    added: new Map(),
    used: new Set(),
  };
}

function separateDirective(
  directive: ConstDirectiveNode,
  type: FieldsNode,
  field: FieldDefinitionNode,
  separation: Separation,
): ConstDirectiveNode {
  const requires = textArgument(directive, 'requires');
  const graph = graphOf(directive);
  if (requires === undefined || graph === undefined) return directive;
  const needed: string[] = [];
  const set = separateFields(parseSelections(requires), type, { separation, graph, needed });
  if (needed.length === 0) return directive;
  const key = `${type.name.value}.${field.name.value}`;
  separation.neededBy.set(key, [...(separation.neededBy.get(key) ?? []), ...needed]);
  return withRequires(directive, print(set).replaceAll(/\s+/g, ' ').slice(1, -1).trim());
}

interface DirectiveContext {
  readonly separation: Separation;
  readonly graph: string;
  /** Collects the substitutes that the directive uses. */
  readonly needed: string[];
}

function separateFields(
  set: SelectionSetNode,
  parent: FieldsNode | undefined,
  context: DirectiveContext,
): SelectionSetNode {
  const selections = set.selections.map((selection): SelectionNode => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return selection;
    if (selection.kind === Kind.FIELD) return separateField(selection, parent, context);
    const condition = selection.typeCondition?.name.value;
    const type = condition === undefined ? parent : context.separation.types.get(condition);
    return { ...selection, selectionSet: separateFields(selection.selectionSet, type, context) };
  });
  return { ...set, selections };
}

function separateField(
  field: FieldNode,
  parent: FieldsNode | undefined,
  context: DirectiveContext,
): FieldNode {
  const { separation, graph, needed } = context;
  const definition = parent?.fields?.find(({ name }) => name.value === field.name.value);
  if (!parent || !definition) return field;
  const inner = separation.types.get(namedType(definition.type));
  const separated = field.selectionSet
    ? { ...field, selectionSet: separateFields(field.selectionSet, inner, context) }
    : field;
  if (!field.arguments || field.arguments.length === 0) {
    separation.used.add(`${graph} ${parent.name.value}.${field.name.value}`);
    return separated;
  }
  const name = substituteFor(parent, definition, field, separation);
  needed.push(name);
  separation.used.add(`${graph} ${parent.name.value}.${name}`);
  return { ...separated, name: { kind: Kind.NAME, value: name }, arguments: [] };
}

function substituteFor(
  parent: FieldsNode,
  definition: FieldDefinitionNode,
  field: FieldNode,
  { names, substitutes, added }: Separation,
): string {
  const printed = (field.arguments ?? []).map((argument) => print(argument)).join();
  const key = `${parent.name.value}.${field.name.value}(${printed})`;
  const known = names.get(key);
  if (known) return known;
  const value = `required_${names.size}_${field.name.value}`;
  names.set(key, value);
  substitutes.set(value, { name: field.name.value, arguments: field.arguments });
  const substitute = { ...definition, name: { kind: Kind.NAME as const, value }, arguments: [] };
  added.set(parent.name.value, [...(added.get(parent.name.value) ?? []), substitute]);
  return value;
}

/** Adds the substitutes, and removes `external` where a subgraph now requires the substitute instead. */
function withSubstitutes(document: DocumentNode, separation: Separation): DocumentNode {
  const real = new Set([...separation.substitutes.values()].map(({ name }) => name));
  const definitions = document.definitions.map((node): DefinitionNode => {
    if (!isFieldsNode(node)) return node;
    const added = separation.added.get(node.name.value) ?? [];
    const fields = [...(node.fields ?? []), ...added].map((field) => {
      const { value } = field.name;
      if (!real.has(value) && !separation.substitutes.has(value)) return field;
      const directives = (field.directives ?? []).filter(
        (directive) =>
          argumentOf(directive, 'external') !== true || isUsed(node, field, directive, separation),
      );
      return { ...field, directives };
    });
    return { ...node, fields };
  });
  return { ...document, definitions };
}

function isUsed(
  type: FieldsNode,
  field: FieldDefinitionNode,
  directive: ConstDirectiveNode,
  separation: Separation,
): boolean {
  const graph = graphOf(directive) ?? '';
  if (separation.used.has(`${graph} ${type.name.value}.${field.name.value}`)) return true;
  const word = new RegExp(`\\b${field.name.value}\\b`);
  return [...separation.types.values()]
    .flatMap((node) => [
      ...(node.directives ?? []),
      ...(node.fields ?? []).flatMap(({ directives }) => directives ?? []),
    ])
    .filter((other) => graphOf(other) === graph)
    .some((other) =>
      word.test(textArgument(other, 'provides') ?? textArgument(other, 'key') ?? ''),
    );
}

function withRequires(directive: ConstDirectiveNode, value: string): ConstDirectiveNode {
  const replaced = (directive.arguments ?? []).map((argument): ConstArgumentNode =>
    argument.name.value === 'requires'
      ? { ...argument, value: { kind: Kind.STRING, value } }
      : argument,
  );
  return { ...directive, arguments: replaced };
}

function isFieldsNode(node: { readonly kind: string }): node is FieldsNode {
  return node.kind === 'ObjectTypeDefinition' || node.kind === 'InterfaceTypeDefinition';
}

function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}
