import {
  getNamedType,
  getNullableType,
  GraphQLError,
  isInputObjectType,
  isListType,
  isNonNullType,
  isScalarType,
  isSpecifiedScalarType,
  Kind,
  typeFromAST,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type ConstValueNode,
  type DocumentNode,
  type GraphQLInputType,
  type GraphQLSchema,
  type GraphQLType,
  type ValueNode,
  type VariableDefinitionNode,
} from 'graphql';
import { emptied, templateOf, type DefaultValueTemplate } from './default-value-template.ts';

export interface ParameterizedDefaults {
  readonly document: DocumentNode;
  /** By variable: what to give when the caller gives nothing. */
  readonly recipes: ReadonlyMap<string, DefaultValueTemplate>;
  /** A default whose very form is the client's own choice: the value of a scalar that takes objects. */
  readonly hasFreeForm: boolean;
}

/**
 * Takes what a client wrote out of the defaults of variables: from now on each such variable is always
 * given. A default stays one, with nothing in it (`Int = 0`): without it a nullable variable could not
 * stand where null may not, and an explicit null would be refused too early. Only where no empty value
 * is known, for a scalar of the graph's own, the default goes, and the variable becomes non-null where
 * it has to; there an explicit null is refused with the question instead of with the field (throws).
 */
export function parameterizeDefaults(
  schema: GraphQLSchema,
  document: DocumentNode,
  values: Readonly<Record<string, unknown>>,
): ParameterizedDefaults {
  const recipes = new Map<string, DefaultValueTemplate>();
  let hasFreeForm = false;
  const strict = strictVariables(schema, document);

  const lift = (node: VariableDefinitionNode): VariableDefinitionNode => {
    const { kind, variable, type: typeNode, defaultValue } = node;
    const rest = { kind, variable, type: typeNode };
    const type = typeFromAST(schema, node.type);
    if (!defaultValue || !type || !holdsLiteral(defaultValue, type)) {
      return defaultValue ? { ...rest, defaultValue } : rest;
    }
    const name = node.variable.name.value;
    hasFreeForm ||= isFreeForm(defaultValue, type);
    recipes.set(name, templateOf(defaultValue));
    if (!hasOwnScalar(defaultValue, type)) return { ...rest, defaultValue: emptied(defaultValue) };
    if (!strict.has(name) || node.type.kind === Kind.NON_NULL_TYPE) return rest;
    if (values[name] === null) throw nullRefused(name, type);
    return { ...rest, type: { kind: Kind.NON_NULL_TYPE, type: node.type } };
  };
  // Directives of a definition cannot hold variables, and say nothing to a gateway: they go as well.
  const lifted = visit(document, { VariableDefinition: (node) => lift(node) });
  return { document: lifted, recipes, hasFreeForm };
}

function nullRefused(name: string, type: GraphQLType): GraphQLError {
  const message = `Variable "$${name}" has a value that does not fit: expected a value of type "${String(type)}!", not null`;
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });
}

type Visited = (node: ConstValueNode, type: GraphQLType | undefined) => boolean;

/** Whether any part of a value is so; what a scalar of the graph's own holds is looked at as a whole. */
function some(node: ConstValueNode, type: GraphQLType | undefined, isSo: Visited): boolean {
  if (isSo(node, type)) return true;
  const nullable = type && getNullableType(type);
  if (node.kind === Kind.LIST) {
    const item = isListType(nullable) ? nullable.ofType : type;
    return node.values.some((value) => some(value, item, isSo));
  }
  if (node.kind !== Kind.OBJECT) return false;
  const named = type && getNamedType(type);
  const fields = isInputObjectType(named) ? named.getFields() : {};
  return node.fields.some(({ name, value }) => some(value, fields[name.value]?.type, isSo));
}

function isOwnScalar(type: GraphQLType | undefined): boolean {
  const named = type && getNamedType(type);
  return named === undefined || (isScalarType(named) && !isSpecifiedScalarType(named));
}

const isLiteral = ({ kind }: ConstValueNode) =>
  kind === Kind.STRING || kind === Kind.INT || kind === Kind.FLOAT;

const isSimple = ({ kind }: ConstValueNode) => kind === Kind.NULL || kind === Kind.BOOLEAN;

const holdsLiteral = (value: ConstValueNode, type: GraphQLInputType | GraphQLType): boolean =>
  some(value, type, (node, at) => isLiteral(node) || (isOwnScalar(at) && !isSimple(node)));

const hasOwnScalar = (value: ConstValueNode, type: GraphQLType): boolean =>
  some(value, type, (node, at) => isOwnScalar(at) && !isSimple(node));

const isFreeForm = (value: ConstValueNode, type: GraphQLType): boolean =>
  some(value, type, isFreeFormed);

/** A value that a scalar of the graph's own takes, with words of the client in it that are no literal. */
export function isFreeFormed(node: ValueNode, type: GraphQLType | undefined): boolean {
  if (!isOwnScalar(type)) return false;
  const isListed = type !== undefined && isListType(getNullableType(type));
  return (
    node.kind === Kind.OBJECT || node.kind === Kind.ENUM || (node.kind === Kind.LIST && !isListed)
  );
}

/** Variables that stand somewhere where null may not, and nothing else is taken for them. */
function strictVariables(schema: GraphQLSchema, document: DocumentNode): ReadonlySet<string> {
  const strict = new Set<string>();
  const typeInfo = new TypeInfo(schema);
  const visitor = visitWithTypeInfo(typeInfo, {
    VariableDefinition: () => false,
    Variable({ name }) {
      const isRequired = isNonNullType(typeInfo.getInputType());
      if (isRequired && typeInfo.getDefaultValue() === undefined) strict.add(name.value);
    },
  });
  visit(document, visitor);
  return strict;
}
