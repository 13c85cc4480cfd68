import {
  getNamedType,
  GraphQLID,
  Kind,
  parseType,
  separateOperations,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type ASTNode,
  type DocumentNode,
  type FloatValueNode,
  type GraphQLInputType,
  type GraphQLSchema,
  type IntValueNode,
  type OperationDefinitionNode,
  type StringValueNode,
  type VariableDefinitionNode,
} from 'graphql';

type LiteralNode = StringValueNode | IntValueNode | FloatValueNode;

/** One operation whose strings and numbers in arguments have become variables. */
export interface LiftedQuestion {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  /** The new variables, by the place where their value stood in the text. */
  readonly names: ReadonlyMap<number, string>;
  readonly values: Readonly<Record<string, string | number>>;
}

/**
 * Turns the literals in a valid operation's arguments into variables, so that what is planned,
 * compiled and remembered holds none of them. What other operations stand in the text is left out.
 */
export function liftLiterals(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): LiftedQuestion {
  const own = separateOperations(document)[operation.name?.value ?? ''] ?? document;
  const prefix = freePrefix(operation);
  const names = new Map<number, string>();
  const values: Record<string, string | number> = {};
  const definitions: VariableDefinitionNode[] = [];
  const typeInfo = new TypeInfo(schema);

  const lift = (node: LiteralNode) => {
    const type = typeInfo.getInputType();
    const start = node.loc?.start;
    if (!type || start === undefined) return undefined;
    const name = `${prefix}${names.size}`;
    names.set(start, name);
    values[name] = valueOf(node, type);
    const variable = { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: name } } as const;
    definitions.push({
      kind: Kind.VARIABLE_DEFINITION,
      variable,
      type: parseType(String(type), { noLocation: true }),
    });
    return variable;
  };

  const lifted = visit(
    own,
    visitWithTypeInfo(typeInfo, {
      VariableDefinition: () => false,
      Directive: () => false,
      StringValue: lift,
      IntValue: lift,
      FloatValue: lift,
    }),
  );
  const declared: DocumentNode = {
    ...lifted,
    definitions: lifted.definitions.map((definition) =>
      definition.kind === Kind.OPERATION_DEFINITION
        ? {
            ...definition,
            variableDefinitions: [...(definition.variableDefinitions ?? []), ...definitions],
          }
        : definition,
    ),
  };
  const kept = withoutPlaces(declared);
  return { document: kept, operation: operationIn(kept), names, values };
}

/** A node's place refers to the text that it was read from, with every literal that stands in it. */
function withoutPlaces(document: DocumentNode): DocumentNode {
  return visit(document, {
    enter(node: ASTNode) {
      const { loc, ...rest } = node;
      return loc ? rest : undefined;
    },
  });
}

/** A whole number that is an id may be longer than a number can be. */
function valueOf(node: LiteralNode, type: GraphQLInputType): string | number {
  const isText = node.kind === Kind.STRING || getNamedType(type) === GraphQLID;
  return isText ? node.value : Number(node.value);
}

function operationIn({ definitions }: DocumentNode): OperationDefinitionNode {
  const isOperation = (node: ASTNode): node is OperationDefinitionNode =>
    node.kind === Kind.OPERATION_DEFINITION;
  const operation = definitions.find(isOperation);
  if (!operation) throw new Error('Cannot find the operation of a valid document');
  return operation;
}

/** A beginning that no variable of the caller has. */
function freePrefix({ variableDefinitions = [] }: OperationDefinitionNode): string {
  let prefix = 'lifted';
  while (variableDefinitions.some(({ variable }) => variable.name.value.startsWith(prefix))) {
    prefix += '_';
  }
  return prefix;
}
