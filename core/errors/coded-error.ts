import { GraphQLError } from 'graphql';
import type { ErrorCode } from './error-codes.ts';

/** An error that the client may read: a listed code and a message without personal data. */
export function codedError(code: ErrorCode, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code } });
}
