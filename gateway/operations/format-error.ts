import type { GraphQLFormattedError } from 'graphql';
import type { ErrorCode } from '../../core/errors/error-codes.ts';
import { internalError, type RecordFault } from '../responses/mask-error.ts';

/** Apollo Server's error codes for invalid requests, as codes of our closed list. */
const CODES: ReadonlyMap<string, ErrorCode> = new Map([
  ['GRAPHQL_PARSE_FAILED', 'GRAPHQL_PARSE_FAILED'],
  ['GRAPHQL_VALIDATION_FAILED', 'GRAPHQL_VALIDATION_FAILED'],
  ['BAD_USER_INPUT', 'BAD_USER_INPUT'],
  ['BAD_REQUEST', 'BAD_REQUEST'],
  ['OPERATION_RESOLUTION_FAILURE', 'BAD_REQUEST'],
]);

/** Gives Apollo Server's errors our codes; an error without a code that we know is masked as internal. */
export function createErrorFormatter(record: RecordFault) {
  return function formatError(
    formatted: GraphQLFormattedError,
    error: unknown,
  ): GraphQLFormattedError {
    const code = CODES.get(String(formatted.extensions?.['code']));
    if (!code) return internalError(error, record);
    const { message, locations, path } = formatted;
    return {
      message,
      ...(locations && { locations }),
      ...(path && { path }),
      extensions: { code },
    };
  };
}
