import { randomBytes } from 'node:crypto';
import type { GraphQLError, GraphQLFormattedError } from 'graphql';
import type { Logger } from 'pino';

/** An error with a code is meant for the client; any other is our mistake and gets a reference. */
export function formatError(error: GraphQLError, log: Logger): GraphQLFormattedError {
  const formatted = error.toJSON();
  if (typeof error.extensions['code'] === 'string')
    return { ...formatted, message: ownWords(error) };
  if (error.originalError === undefined) {
    return { ...formatted, extensions: { code: 'BAD_USER_INPUT' } };
  }
  const reference = randomBytes(6).toString('hex');
  log.error({ reference, frames: framesOf(error.originalError) }, 'Cannot resolve a field');
  return {
    message: `Something went wrong on our side: quote reference ${reference} when you report it`,
    ...(formatted.path === undefined ? {} : { path: formatted.path }),
    extensions: { code: 'INTERNAL', reference },
  };
}

/** The stack without the message, which may quote a partner's data. */
function framesOf({ message, stack = '' }: Error): readonly string[] {
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
