/**
 * Required fields with arguments. Apollo's planner identifies a required field by its name alone: for
 * `@requires(fields: "price(currency: \"USD\")")` it uses any `price` that was fetched, also one in another
 * currency. So plans are made over a copy of the supergraph in which each such required field is a separate
 * field without arguments, its substitute (`required_0_price`). Execution fetches the real field under the alias
 * of the substitute, and sends it to the subgraph under its real name (`rewriting/required-field-fetches.ts`).
 */
import {
  buildASTSchema,
  Kind,
  parse,
  print,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type ConstDirectiveNode,
  type DefinitionNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type FieldNode,
  type GraphQLSchema,
  type InterfaceTypeDefinitionNode,
  type ObjectTypeDefinitionNode,
} from 'graphql';
import { parseSelections } from './field-sets.ts';
import { argumentOf, textArgument } from './join-directives.ts';

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

/** A required field set with a parenthesis, which comes before the first quote in an argument. */
const WITH_ARGUMENTS = /\brequires:[\s,]*"+[^"]*\(/;

export function separateRequiredArguments(sdl: string): RequiredArguments {
  if (!WITH_ARGUMENTS.test(sdl)) return { sdl, fields: new Map(), neededBy: new Map() };
  const document = parse(sdl, { noLocation: true });
  const separation = new Separation(document);
  const separated = withFields(document, (type, fields) =>
    fields.map((field) => ({
      ...field,
      directives: (field.directives ?? []).map((one) => separation.separate(one, type, field)),
    })),
  );
  const { fields, neededBy } = separation;
  if (fields.size === 0) return { sdl, fields, neededBy };
  return { sdl: print(separation.withSubstitutes(separated)), fields, neededBy };
}

type FieldsNode = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode;

/** The document with other fields on its object and interface types. */
function withFields(
  document: DocumentNode,
  change: (type: string, fields: readonly FieldDefinitionNode[]) => readonly FieldDefinitionNode[],
): DocumentNode {
  const definitions = document.definitions.map((node) =>
    isFieldsNode(node) ? { ...node, fields: change(node.name.value, node.fields ?? []) } : node,
  );
  return { ...document, definitions };
}

class Separation {
  readonly fields = new Map<string, RequiredField>();
  readonly neededBy = new Map<string, readonly string[]>();
  private readonly schema: GraphQLSchema;
  /** All directives of types and fields. */
  private readonly directives: readonly ConstDirectiveNode[];
  /** The substitute by `Type.field(arguments)`. */
  private readonly names = new Map<string, string>();
  /** The substitute fields to add, by type. */
  private readonly added = new Map<string, FieldDefinitionNode[]>();
  /** `graph Type.field` for each field that a subgraph still requires. */
  private readonly used = new Set<string>();

  constructor(document: DocumentNode) {
    this.schema = buildASTSchema(document, { assumeValid: true, assumeValidSDL: true });
    this.directives = document.definitions
      .filter((node) => isFieldsNode(node))
      .flatMap((node) => [node, ...(node.fields ?? [])])
      .flatMap(({ directives }) => directives ?? []);
  }

  /** The directive with substitutes in its required field set. */
  separate(
    directive: ConstDirectiveNode,
    type: string,
    { name }: FieldDefinitionNode,
  ): ConstDirectiveNode {
    const requires = textArgument(directive, 'requires');
    const graph = textArgument(directive, 'graph');
    if (requires === undefined || graph === undefined) return directive;
    const needed: string[] = [];
    const typeInfo = new TypeInfo(this.schema, this.schema.getType(type));
    const separateField = (field: FieldNode): FieldNode | undefined => {
      const parent = typeInfo.getParentType()?.name;
      const definition = typeInfo.getFieldDef()?.astNode;
      if (parent === undefined || !definition) return undefined;
      const substitute = field.arguments?.length
        ? this.substituteFor(parent, definition, field)
        : undefined;
      const value = substitute ?? field.name.value;
      this.used.add(`${graph} ${parent}.${value}`);
      if (substitute === undefined) return undefined;
      needed.push(substitute);
      return { ...field, name: { kind: Kind.NAME, value }, arguments: [] };
    };
    const visitor = visitWithTypeInfo(typeInfo, { Field: { leave: separateField } });
    const set = visit(parseSelections(requires), visitor);
    if (needed.length === 0) return directive;
    const key = `${type}.${name.value}`;
    this.neededBy.set(key, [...(this.neededBy.get(key) ?? []), ...needed]);
    return withRequires(directive, print(set).replaceAll(/\s+/g, ' ').slice(1, -1).trim());
  }

  private substituteFor(parent: string, definition: FieldDefinitionNode, field: FieldNode): string {
    const printed = (field.arguments ?? []).map((argument) => print(argument)).join();
    const key = `${parent}.${field.name.value}(${printed})`;
    const known = this.names.get(key);
    if (known) return known;
    const value = `required_${this.names.size}_${field.name.value}`;
    this.names.set(key, value);
    this.fields.set(value, { name: field.name.value, arguments: field.arguments });
    const substitute = { ...definition, name: { kind: Kind.NAME as const, value }, arguments: [] };
    this.added.set(parent, [...(this.added.get(parent) ?? []), substitute]);
    return value;
  }

  /** Adds the substitutes, and removes `external` where a subgraph now requires the substitute instead. */
  withSubstitutes(document: DocumentNode): DocumentNode {
    const real = new Set([...this.fields.values()].map(({ name }) => name));
    return withFields(document, (type, fields) =>
      [...fields, ...(this.added.get(type) ?? [])].map((field) => {
        const { value } = field.name;
        if (!real.has(value) && !this.fields.has(value)) return field;
        const directives = (field.directives ?? []).filter(
          (one) =>
            argumentOf(one, 'external') !== true ||
            this.isUsed(type, value, textArgument(one, 'graph') ?? ''),
        );
        return { ...field, directives };
      }),
    );
  }

  private isUsed(type: string, field: string, graph: string): boolean {
    if (this.used.has(`${graph} ${type}.${field}`)) return true;
    const word = new RegExp(`\\b${field}\\b`);
    return this.directives
      .filter((one) => textArgument(one, 'graph') === graph)
      .some((one) => word.test(textArgument(one, 'provides') ?? textArgument(one, 'key') ?? ''));
  }
}

function withRequires(directive: ConstDirectiveNode, value: string): ConstDirectiveNode {
  const replaced = (directive.arguments ?? []).map((argument) =>
    argument.name.value === 'requires'
      ? { ...argument, value: { kind: Kind.STRING as const, value } }
      : argument,
  );
  return { ...directive, arguments: replaced };
}

function isFieldsNode(node: DefinitionNode): node is FieldsNode {
  return node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.INTERFACE_TYPE_DEFINITION;
}
