import {
  coerceInputValue,
  GraphQLError,
  isInputType,
  isNonNullType,
  typeFromAST,
  valueFromAST,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type VariableDefinitionNode,
} from 'graphql';

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
  values[name] = coerceInputValue(value, type, (path, _invalid, error) => {
    if (errors.length < ERRORS_MAX) misfit(path, expectedBy(error.message, String(type)));
  });
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
