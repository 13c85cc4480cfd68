import {
  coerceInputValue,
  getNullableType,
  GraphQLError,
  GraphQLID,
  isInputObjectType,
  isInputType,
  isListType,
  isNonNullType,
  isSpecifiedScalarType,
  typeFromAST,
  valueFromAST,
  type GraphQLInputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type VariableDefinitionNode,
} from 'graphql';
import { ExactNumber } from '../../core/structures/exact-numbers.ts';
import { isObject } from '../../core/structures/is-object.ts';

type Values = Readonly<Record<string, unknown>>;

const ERRORS_MAX = 10;

/**
 * Coerces variables as graphql-js does, but without repeating their values in errors: a message names the
 * variable, the path in it, and the expected type.
 */
export function coerceVariables(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  given: Values,
): { readonly values: Values } | { readonly errors: readonly GraphQLError[] } {
  const values: Record<string, unknown> = {};
  const errors: GraphQLError[] = [];
  for (const definition of operation.variableDefinitions ?? []) {
    coerceVariable(schema, definition, given, values, errors);
    if (errors.length >= ERRORS_MAX) break;
  }
  return errors.length > 0 ? { errors } : { values };
}

function coerceVariable(
  schema: GraphQLSchema,
  definition: VariableDefinitionNode,
  given: Values,
  values: Record<string, unknown>,
  errors: GraphQLError[],
): void {
  const name = definition.variable.name.value;
  const type = typeFromAST(schema, definition.type);
  if (!isInputType(type)) throw new Error('Cannot coerce a variable of an output type');
  const misfit = (path: readonly (string | number)[], expected: string) => {
    const at = path.length === 0 ? '' : ` at "${[name, ...path].join('.')}"`;
    const message = `Variable "$${name}" has a value that does not fit${at}: expected ${expected}`;
    errors.push(new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } }));
  };
  if (!Object.hasOwn(given, name)) {
    if (definition.defaultValue) values[name] = valueFromAST(definition.defaultValue, type);
    else if (isNonNullType(type)) misfit([], `a value of type "${String(type)}"`);
    return;
  }
  const value = given[name];
  if (value === null) {
    if (isNonNullType(type)) misfit([], `a value of type "${String(type)}", not null`);
    else values[name] = null;
    return;
  }
  let isMisfit = false;
  values[name] = coerceInputValue(value, type, () => (isMisfit = true));
  if (!isMisfit) return;
  // graphql-js knows no exact numbers.
  values[name] = coerceInputValue(fitted(value, type), type, (path, _invalid, error) => {
    if (errors.length < ERRORS_MAX) misfit(path, expectedBy(error.message, String(type)));
  });
}

/** A value in which exact numbers have the form that their type takes: text for an ID, or the nearest number. */
function fitted(value: unknown, type: GraphQLInputType): unknown {
  const nullable = getNullableType(type);
  if (isListType(nullable)) {
    const { ofType } = nullable;
    return Array.isArray(value)
      ? value.map((item: unknown) => fitted(item, ofType))
      : fitted(value, ofType);
  }
  if (value instanceof ExactNumber) {
    if (!isSpecifiedScalarType(nullable)) return value;
    return nullable.name === GraphQLID.name && value.isInteger() ? value.$text : value.toNumber();
  }
  if (!isInputObjectType(nullable) || !isObject(value)) return value;
  const fields = nullable.getFields();
  const entries = Object.entries(value).map(([name, inner]) => {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    return [name, field ? fitted(inner, field.type) : inner] as const;
  });
  return Object.fromEntries(entries);
}

/** The expectation in a message of graphql-js, without the client's value that the message repeats. */
function expectedBy(message: string, type: string): string {
  // The client's value may hold the same words, so the last occurrence is that of graphql-js.
  const unknown = /^Field ".*" is not defined by type "(\w+)"/s.exec(message);
  if (unknown) return `only fields of type "${unknown[1]}"`;
  const required = /^Field "(\w+)" of required type "([\w[\]!]+)" was not provided/.exec(message);
  if (required) return `field "${required[1]}" of type "${required[2]}"`;
  const enumeration =
    /^Value ".*" does not exist in "(\w+)" enum\./s.exec(message) ??
    /^Enum "(\w+)" cannot represent/.exec(message);
  if (enumeration) return `a value of enum "${enumeration[1]}"`;
  const scalar = /^(Int|Float|String|Boolean|ID) cannot represent/.exec(message);
  return scalar ? `type "${scalar[1]}"` : `type "${type}"`;
}
