import type { GraphQLFormattedError } from 'graphql';
import type { OperationResult } from '../execution/execution.ts';
import { notOfferedIn } from './not-offered.ts';
import { maskError, type RecordFault } from './mask-error.ts';

/** What a client receives. */
export interface ClientResponse {
  /** Absent when the question was refused before there could be data. */
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly GraphQLFormattedError[];
  readonly extensions?: { readonly partial: readonly MissingPartner[] };
  /** `{"data":…}` in bytes, where the execution has written it. */
  readonly body?: Buffer;
}

/**
 * A partner missing from the answer; `partner` is null when a whole kind gave none, and `fault` when
 * the partner does not offer what was asked.
 */
export interface MissingPartner {
  readonly partner: string | null;
  readonly kind: string | null;
  readonly fault: string | null;
}

const ERRORS_MAX = 200;

/** The last step: masks what is not for clients, and lists the partners that are missing once each. */
export function createClientResponse(result: OperationResult, record: RecordFault): ClientResponse {
  const given = result.body === undefined ? {} : { body: result.body };
  const notOffered = notOfferedIn(result);
  if (result.errors.length === 0 && notOffered.length === 0)
    return {
      ...given,
      get data() {
        return result.data;
      },
    };
  const errors = distinct(result.errors.slice(0, ERRORS_MAX)).map((error) =>
    maskError(error, record),
  );
  const partial = silentPartners(errors, notOffered);
  return {
    ...given,
    get data() {
      return result.data;
    },
    ...(errors.length > 0 ? { errors } : {}),
    ...(partial.length > 0 ? { extensions: { partial } } : {}),
  };
}

/** Several kinds may refuse the same id at the same place; it is one mistake. */
function distinct(errors: readonly GraphQLFormattedError[]): readonly GraphQLFormattedError[] {
  const seen = new Map(errors.map((error) => [JSON.stringify(error), error]));
  return [...seen.values()];
}

function silentPartners(
  errors: readonly GraphQLFormattedError[],
  notOffered: readonly MissingPartner[],
): readonly MissingPartner[] {
  const found = new Map<string, MissingPartner>();
  for (const { extensions = {} } of errors) {
    if (extensions['code'] !== 'PARTNER_NO_ANSWER') continue;
    const unavailable = {
      partner: textOrNull(extensions['partner']),
      kind: textOrNull(extensions['kind']),
      fault: String(extensions['fault']),
    };
    if (!found.has(keyOf(unavailable))) found.set(keyOf(unavailable), unavailable);
  }
  for (const one of notOffered) if (!found.has(keyOf(one))) found.set(keyOf(one), one);
  return [...found.values()];
}

const keyOf = ({ kind, partner }: MissingPartner): string => `${kind} ${partner}`;

const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null);
