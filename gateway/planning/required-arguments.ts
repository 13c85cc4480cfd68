/**
 * Requirements with arguments, told apart. Apollo's planner knows a required field by its name alone:
 * for `@requires(fields: "price(currency: \"USD\")")` it takes whatever `price` was fetched, also one in
 * another currency. So it plans over a copy of the supergraph in which each such requirement is a field
 * of its own, without arguments; execution asks for the real field under that name, and sends it on
 * under the real name.
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

/** A field that only plans know: the field it stands for, with which arguments. */
export interface RequiredField {
  readonly name: string;
  readonly arguments: FieldNode['arguments'];
}

export interface RequiredArguments {
  /** The supergraph to plan over; the file itself when nothing in it requires arguments. */
  readonly sdl: string;
  readonly fields: ReadonlyMap<string, RequiredField>;
  /** `Type.field` to the stand-ins that resolving it requires. */
  readonly neededBy: ReadonlyMap<string, readonly string[]>;
}

type FieldsNode = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode;

export function separateRequiredArguments(sdl: string): RequiredArguments {
  const document = parse(sdl, { noLocation: true });
  const found = createFindings(document);
  const separated: DocumentNode = visit(document, {
    FieldDefinition(field, _key, _parent, _path, ancestors) {
      const type = ancestors.findLast((node) => 'kind' in node && isFieldsNode(node));
      if (!type || !('kind' in type) || !isFieldsNode(type)) return undefined;
      const directives = (field.directives ?? []).map((directive) =>
        separateDirective(directive, type, field, found),
      );
      return { ...field, directives };
    },
  });
  const { standIns: fields, neededBy } = found;
  return { sdl: fields.size === 0 ? sdl : print(withStandIns(separated, found)), fields, neededBy };
}

interface Findings {
  readonly types: ReadonlyMap<string, FieldsNode>;
  readonly standIns: Map<string, RequiredField>;
  readonly neededBy: Map<string, readonly string[]>;
  /** `Type.field(arguments)` to the stand-in made for it. */
  readonly names: Map<string, string>;
  /** Stand-ins of a type, with the field each was made from. */
  readonly added: Map<string, FieldDefinitionNode[]>;
  /** `graph Type.field` for everything still required, provided or a key, in a subgraph. */
  readonly used: Set<string>;
}

function createFindings(document: DocumentNode): Findings {
  const nodes = document.definitions.filter((node) => isFieldsNode(node));
  return {
    types: new Map(nodes.map((node) => [node.name.value, node])),
    standIns: new Map(),
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
  found: Findings,
): ConstDirectiveNode {
  const requires = textArgument(directive, 'requires');
  const graph = graphOf(directive);
  if (requires === undefined || graph === undefined) return directive;
  const needed: string[] = [];
  const set = separateFields(parseFields(requires), type, { found, graph, needed });
  if (needed.length === 0) return directive;
  const key = `${type.name.value}.${field.name.value}`;
  found.neededBy.set(key, [...(found.neededBy.get(key) ?? []), ...needed]);
  return withRequires(directive, print(set).replaceAll(/\s+/g, ' ').slice(1, -1).trim());
}

interface Separation {
  readonly found: Findings;
  readonly graph: string;
  /** Collects the stand-ins used. */
  readonly needed: string[];
}

function separateFields(
  set: SelectionSetNode,
  parent: FieldsNode | undefined,
  separation: Separation,
): SelectionSetNode {
  const selections = set.selections.map((selection): SelectionNode => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return selection;
    if (selection.kind === Kind.FIELD) return separateField(selection, parent, separation);
    const condition = selection.typeCondition?.name.value;
    const type = condition === undefined ? parent : separation.found.types.get(condition);
    return { ...selection, selectionSet: separateFields(selection.selectionSet, type, separation) };
  });
  return { ...set, selections };
}

function separateField(
  field: FieldNode,
  parent: FieldsNode | undefined,
  separation: Separation,
): FieldNode {
  const { found, graph, needed } = separation;
  const definition = parent?.fields?.find(({ name }) => name.value === field.name.value);
  if (!parent || !definition) return field;
  const inner = found.types.get(namedType(definition.type));
  const separated = field.selectionSet
    ? { ...field, selectionSet: separateFields(field.selectionSet, inner, separation) }
    : field;
  if (!field.arguments || field.arguments.length === 0) {
    found.used.add(`${graph} ${parent.name.value}.${field.name.value}`);
    return separated;
  }
  const name = standInFor(parent, definition, field, found);
  needed.push(name);
  found.used.add(`${graph} ${parent.name.value}.${name}`);
  return { ...separated, name: { kind: Kind.NAME, value: name }, arguments: [] };
}

function standInFor(
  parent: FieldsNode,
  definition: FieldDefinitionNode,
  field: FieldNode,
  { names, standIns, added }: Findings,
): string {
  const shown = (field.arguments ?? []).map((argument) => print(argument)).join();
  const key = `${parent.name.value}.${field.name.value}(${shown})`;
  const known = names.get(key);
  if (known) return known;
  const value = `required_${names.size}_${field.name.value}`;
  names.set(key, value);
  standIns.set(value, { name: field.name.value, arguments: field.arguments });
  const standIn = { ...definition, name: { kind: Kind.NAME as const, value }, arguments: [] };
  added.set(parent.name.value, [...(added.get(parent.name.value) ?? []), standIn]);
  return value;
}

/** Adds the stand-ins, and takes out what is `external` in a subgraph that now requires a stand-in. */
function withStandIns(document: DocumentNode, found: Findings): DocumentNode {
  const real = new Set([...found.standIns.values()].map(({ name }) => name));
  const definitions = document.definitions.map((node): DefinitionNode => {
    if (!isFieldsNode(node)) return node;
    const added = found.added.get(node.name.value) ?? [];
    const fields = [...(node.fields ?? []), ...added].map((field) => {
      const { value } = field.name;
      if (!real.has(value) && !found.standIns.has(value)) return field;
      const directives = (field.directives ?? []).filter(
        (directive) => !isExternal(directive) || isUsed(node, field, directive, found),
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
  found: Findings,
): boolean {
  const graph = graphOf(directive) ?? '';
  if (found.used.has(`${graph} ${type.name.value}.${field.name.value}`)) return true;
  const word = new RegExp(`\\b${field.name.value}\\b`);
  return [...found.types.values()]
    .flatMap((node) => [
      ...(node.directives ?? []),
      ...(node.fields ?? []).flatMap(({ directives }) => directives ?? []),
    ])
    .filter((other) => graphOf(other) === graph)
    .some((other) =>
      word.test(textArgument(other, 'provides') ?? textArgument(other, 'key') ?? ''),
    );
}

function isExternal(directive: ConstDirectiveNode): boolean {
  const value = directive.arguments?.find(({ name }) => name.value === 'external')?.value;
  return value?.kind === Kind.BOOLEAN && value.value;
}

function graphOf(directive: ConstDirectiveNode): string | undefined {
  const value = directive.arguments?.find(({ name }) => name.value === 'graph')?.value;
  return value?.kind === Kind.ENUM ? value.value : undefined;
}

function textArgument(directive: ConstDirectiveNode, argument: string): string | undefined {
  const value = directive.arguments?.find(({ name }) => name.value === argument)?.value;
  return value?.kind === Kind.STRING ? value.value : undefined;
}

function withRequires(directive: ConstDirectiveNode, value: string): ConstDirectiveNode {
  const replaced = (directive.arguments ?? []).map((argument): ConstArgumentNode =>
    argument.name.value === 'requires'
      ? { ...argument, value: { kind: Kind.STRING, value } }
      : argument,
  );
  return { ...directive, arguments: replaced };
}

function parseFields(text: string): SelectionSetNode {
  const [operation] = parse(`{${text}}`, { noLocation: true }).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('Cannot read a "requires"');
  return operation.selectionSet;
}

function isFieldsNode(node: { readonly kind: string }): node is FieldsNode {
  return node.kind === 'ObjectTypeDefinition' || node.kind === 'InterfaceTypeDefinition';
}

function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}
