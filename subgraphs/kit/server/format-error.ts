import { randomBytes } from 'node:crypto';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Logger } from 'pino';

/** An error with a code is meant for the client; any other is our mistake and gets a reference. */
export function formatError(
  error: GraphQLError,
  log: Logger,
  traceId: string,
): GraphQLFormattedError {
  const formatted = error.toJSON();
  if (typeof error.extensions['code'] === 'string')
    return { ...formatted, message: ownWords(error) };
  const [, argument] = WITHOUT_VALUE.exec(error.message) ?? [];
  // graphql-js locates its own error by wrapping it in another.
  if (argument !== undefined && error.originalError instanceof GraphQLError) {
    return { ...formatted, ...argumentIsNull(argument) };
  }
  const [, variable] = WRONG_VARIABLE.exec(error.message) ?? [];
  if (variable !== undefined) return { ...formatted, ...variableDoesNotFit(variable) };
  if (error.originalError === undefined) {
    return { ...formatted, extensions: { code: 'BAD_USER_INPUT' } };
  }
  const frames = framesOf(error.originalError);
  const masked = internalError(log, 'Cannot resolve a field', { trace: traceId, frames });
  return { ...masked, ...(formatted.path === undefined ? {} : { path: formatted.path }) };
}

/** Logs what went wrong, and tells the client its reference alone. */
export function internalError(log: Logger, cause: string, detail: object): GraphQLFormattedError {
  const reference = randomBytes(6).toString('hex');
  log.error({ reference, ...detail }, cause);
  return {
    message: `Something went wrong on our side: quote reference ${reference} when you report it`,
    extensions: { code: 'INTERNAL', reference },
  };
}

/** As graphql-js says it, followed by the value. */
const WRONG_VARIABLE = /^Variable "\$(\w+)" got invalid value /;

function variableDoesNotFit(name: string) {
  return {
    message: `Variable "$${name}" must have a value of its type: look up the type in the schema`,
    extensions: { code: 'BAD_USER_INPUT' },
  };
}

/** As graphql-js says it; the name is that of the schema. */
const WITHOUT_VALUE = /^Argument "(\w+)" of (?:required|non-null) type /;

/** A null in a variable passes validation where the variable has a default (GraphQL, 5.8.5 and 6.4.1). */
function argumentIsNull(argument: string) {
  const message =
    `Argument "${argument}" must not be null: leave it out, or give a value` +
    ` / Argument "${argument}" mag niet null zijn: laat het weg, of geef een waarde`;
  return { message, extensions: { code: 'ARGUMENT_INVALID' } };
}

/** The stack without the message, which may quote a partner's data. */
export function framesOf({ message, stack = '' }: Error): readonly string[] {
  const lines = stack.replace(message, '').split('\n');
  return lines.map((line) => line.trim()).filter((line) => line.startsWith('at '));
}

/**
 * graphql-js wraps the error of a wrong variable in a message that repeats its value; ours does
 * not.
 */
function ownWords({ message, originalError }: GraphQLError): string {
  const isWrapped = originalError !== undefined && message.startsWith('Variable "$');
  return isWrapped ? originalError.message : message;
}

/** An error of validation. */
export function problemError(error: GraphQLError): GraphQLFormattedError {
  const code = error.extensions['code'];
  return {
    message: error.message,
    extensions: { code: typeof code === 'string' ? code : 'GRAPHQL_VALIDATION_FAILED' },
  };
}
