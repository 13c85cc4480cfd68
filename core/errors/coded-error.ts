import { GraphQLError } from 'graphql';
import type { ErrorCode } from './error-codes.ts';

/** An error that the caller may read: a code of the closed list and a sentence without personal data. */
export function codedError(code: ErrorCode, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code } });
}
