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
  log.error({ reference, frames: framesOf(error.originalError) }, 'Cannot answer a field');
  return {
    message: `Something went wrong on our side: quote reference ${reference} when you report it`,
    ...(formatted.path === undefined ? {} : { path: formatted.path }),
    extensions: { code: 'INTERNAL', reference },
  };
}

/** Where it went wrong, without the message: that may quote what a partner holds. */
function framesOf({ message, stack = '' }: Error): readonly string[] {
  const lines = stack.replace(message, '').split('\n');
  return lines.map((line) => line.trim()).filter((line) => line.startsWith('at '));
}

/** A wrong variable is wrapped by graphql-js in words that repeat its value; ours do not. */
function ownWords({ message, originalError }: GraphQLError): string {
  const isWrapped = originalError !== undefined && message.startsWith('Variable "$');
  return isWrapped ? originalError.message : message;
}

/** What validation found. */
export function problemError(error: GraphQLError): GraphQLFormattedError {
  const code = error.extensions['code'];
  return {
    message: error.message,
    extensions: { code: typeof code === 'string' ? code : 'GRAPHQL_VALIDATION_FAILED' },
  };
}
