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
  /** By variable: the template of its default value. */
  readonly templates: ReadonlyMap<string, DefaultValueTemplate>;
  /** Whether a default has a form that the client chose, as of a scalar that accepts objects. */
  readonly hasFreeForm: boolean;
}

/**
 * Takes the literals out of the default values of variables; each such variable always has a value after this.
 * The default stays, with a placeholder (`Int = 0`): without a default a nullable variable could not be used
 * in a non-null position, and an explicit null would be rejected too early. A custom scalar has no placeholder:
 * its default is removed, and the variable becomes non-null where it is used in a non-null position. There an
 * explicit null is rejected for the whole operation instead of for the field (a `GraphQLError` is thrown).
 */
export function parameterizeDefaults(
  schema: GraphQLSchema,
  document: DocumentNode,
  values: Readonly<Record<string, unknown>>,
): ParameterizedDefaults {
  const templates = new Map<string, DefaultValueTemplate>();
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
    templates.set(name, templateOf(defaultValue));
    if (!hasOwnScalar(defaultValue, type)) return { ...rest, defaultValue: emptied(defaultValue) };
    if (!strict.has(name) || node.type.kind === Kind.NON_NULL_TYPE) return rest;
    if (values[name] === null) throw nullRefused(name, type);
    return { ...rest, type: { kind: Kind.NON_NULL_TYPE, type: node.type } };
  };
  // Directives of a definition cannot hold variables and mean nothing to a gateway, so they are removed.
  const lifted = visit(document, { VariableDefinition: (node) => lift(node) });
  return { document: lifted, templates, hasFreeForm };
}

function nullRefused(name: string, type: GraphQLType): GraphQLError {
  const message = `Variable "$${name}" has a value that does not fit: expected a value of type "${String(type)}!", not null`;
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });
}

type Visited = (node: ConstValueNode, type: GraphQLType | undefined) => boolean;

/** Whether any part of a value satisfies a test; the value of a custom scalar is tested as a whole. */
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

/** The value of a custom scalar with names of the client in it, which are not literals. */
export function isFreeFormed(node: ValueNode, type: GraphQLType | undefined): boolean {
  if (!isOwnScalar(type)) return false;
  const isListed = type !== undefined && isListType(getNullableType(type));
  return (
    node.kind === Kind.OBJECT || node.kind === Kind.ENUM || (node.kind === Kind.LIST && !isListed)
  );
}

/** Variables that are used in a non-null position without a default of that position. */
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
