import type { GraphQLFormattedError } from 'graphql';
import { codedError } from '../../../core/errors/coded-error.ts';
import { createNumberSearch, findNumbers, type NumberSearch } from './find-numbers.ts';
import type { KnownNumbers } from './known-numbers.ts';
import { textsIn } from './texts-in.ts';

interface CheckedParts {
  readonly data?: unknown;
  readonly errors?: readonly GraphQLFormattedError[];
}

/**
 * Checks the whole response again when every number in the request is known, because a value may
 * have been resolved before. A known number withholds the whole response; an error with any number
 * gets a general message.
 */
export function checkResponse<Response extends CheckedParts>(
  response: Response,
  known: KnownNumbers,
): Response | CheckedParts {
  const search = createNumberSearch(known);
  const errors = response.errors?.map((error) => checkError(error, search));
  if (!known.isEmpty() && holdsKnownNumber(response.data, search)) {
    return { data: null, errors: [...(errors ?? []), withheldError()] };
  }
  return { ...response, ...(errors && { errors }) };
}

function holdsKnownNumber(data: unknown, search: NumberSearch): boolean {
  for (const text of textsIn(data)) {
    const isDay = /^\d{4}-\d{2}-\d{2}(T[\d:.]+Z)?$/.test(text);
    if (!isDay && findNumbers(text, 'code', search).length > 0) return true;
  }
  return false;
}

function checkError(error: GraphQLFormattedError, search: NumberSearch): GraphQLFormattedError {
  // Its reference is random and its message is a constant.
  if (error.extensions?.['code'] === 'INTERNAL') return error;
  for (const text of textsIn(error)) {
    if (findNumbers(text, 'text', search).length > 0) return withheldError();
  }
  return error;
}

function withheldError(): GraphQLFormattedError {
  const message =
    'Cannot send this response: a part of it holds a citizen number; report this to us';
  return codedError('INTERNAL', message).toJSON();
}
