import type { GraphQLFormattedError } from 'graphql';
import { PARTIAL_HEADER } from '../../core/http/headers.ts';
import { GatewayError } from '../errors/gateway-error.ts';
import type { OperationResult } from '../execution/execution.ts';
import { notOfferedIn } from './not-offered.ts';
import type { PlanSummary } from './plan-summary.ts';
import { maskError, type RecordFault } from './mask-error.ts';

/** What a client receives. */
export interface ClientResponse {
  /** Absent when the request was refused before there could be data, and where there is a body. */
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly GraphQLFormattedError[];
  readonly extensions?: {
    readonly partial?: readonly MissingPartner[];
    /** In place of data, where the client asked for the plan alone. */
    readonly plan?: PlanSummary;
  };
  /** `{"data":…}` in bytes, where the execution has written it. */
  readonly body?: Buffer;
  /** Headers of subgraphs' responses that are passed on to the client. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Whether it holds what was asked for. Data that is written already is not read back for this. */
export function hasData({ body, data, extensions }: ClientResponse): boolean {
  return body !== undefined || data != null || extensions?.plan !== undefined;
}

/**
 * A partner whose part of the response is missing. `partner` is null when a whole subgraph is unavailable, and
 * `fault` when the partner does not offer what was selected.
 */
export interface MissingPartner {
  readonly partner: string | null;
  readonly kind: string | null;
  readonly fault: string | null;
}

const ERRORS_MAX = 200;

/** Where a client reads which partners are missing: in `errors` too, or in `extensions.partial` alone. */
export type PartialForm = 'errors' | 'extensions';

/** Of the header `x-llo-partial`. Throws for a value that has no meaning. */
export function partialForm(header: string | readonly string[] | undefined): PartialForm {
  if (header === undefined || header === 'errors') return 'errors';
  if (header === 'extensions') return header;
  const message = `Header "${PARTIAL_HEADER}" must be "errors" or "extensions"`;
  throw new GatewayError('BAD_REQUEST', message);
}

/** Masks what is not for clients, and lists each missing partner once. */
export function createClientResponse(
  result: OperationResult,
  record: RecordFault,
  form: PartialForm = 'errors',
): ClientResponse {
  // Not both: the data of a response in bytes would be parsed from them.
  const given = result.body === undefined ? { data: result.data } : { body: result.body };
  const notOffered = notOfferedIn(result);
  if (result.errors.length === 0 && notOffered.length === 0) return given;
  const all = distinct(result.errors.slice(0, ERRORS_MAX)).map((error) => maskError(error, record));
  const partial = missingPartners(all, notOffered);
  // Without data there has to be an error (GraphQL specification, 7.1).
  const isMoved = form === 'extensions' && !isNull(result);
  const errors = isMoved ? all.filter((error) => !isUnavailable(error)) : all;
  return {
    ...given,
    ...(errors.length > 0 ? { errors } : {}),
    ...(partial.length > 0 ? { extensions: { partial } } : {}),
  };
}

const NULL_BODY = Buffer.from('{"data":null}');

const isNull = (result: OperationResult): boolean =>
  result.body ? result.body.equals(NULL_BODY) : result.data == null;

const isUnavailable = ({ extensions }: GraphQLFormattedError): boolean =>
  extensions?.['code'] === 'PARTNER_NO_ANSWER';

/** Several subgraphs may reject the same id at the same path: that is one error for the client. */
function distinct(errors: readonly GraphQLFormattedError[]): readonly GraphQLFormattedError[] {
  const seen = new Map(errors.map((error) => [JSON.stringify(error), error]));
  return [...seen.values()];
}

function missingPartners(
  errors: readonly GraphQLFormattedError[],
  notOffered: readonly MissingPartner[],
): readonly MissingPartner[] {
  const found = new Map<string, MissingPartner>();
  for (const { extensions = {} } of errors.filter(isUnavailable)) {
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
