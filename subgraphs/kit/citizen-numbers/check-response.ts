import type { GraphQLFormattedError } from 'graphql';
import { codedError } from '../../../core/errors/coded-error.ts';
import { createNumberSearch, findNumbers, type NumberSearch } from './find-numbers.ts';
import type { KnownNumbers } from './known-numbers.ts';
import { mapInTurns, turnsOf } from '../turns/in-turns.ts';
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
export async function checkResponse<Response extends CheckedParts>(
  response: Response,
  known: KnownNumbers,
  signal?: AbortSignal,
): Promise<Response | CheckedParts> {
  const search = createNumberSearch(known);
  const given = response.errors;
  const errors = given && (await mapInTurns(given, (one) => checkError(one, search), signal));
  if (!known.isEmpty() && (await holdsKnownNumber(response.data, search, signal))) {
    return { data: null, errors: [...(errors ?? []), withheldError()] };
  }
  return { ...response, ...(errors && { errors }) };
}

async function holdsKnownNumber(
  data: unknown,
  search: NumberSearch,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const turns = turnsOf(signal);
  for (const text of textsIn(data)) {
    if (turns.isOver()) await turns.next();
    const isDay = /^\d{4}-\d{2}-\d{2}(T[\d:]{5,8}(\.\d{1,7})?Z)?$/.test(text);
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
