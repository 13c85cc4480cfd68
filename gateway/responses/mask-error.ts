import { randomBytes } from 'node:crypto';
import type { GraphQLFormattedError } from 'graphql';
import { ERROR_CODES, FAULTS, type ErrorCode } from '../../core/errors/error-codes.ts';

/** Records an error that a client may not see, under the reference that the client receives. */
export type RecordFault = (fault: RecordedFault) => void;

export interface RecordedFault {
  readonly reference: string;
  readonly error: unknown;
  readonly path?: readonly (string | number)[] | undefined;
  /** Of the request, where it is known. */
  readonly traceId?: string;
}

/** Codes of subgraphs' errors that clients may see; any other code is a bug of ours or theirs. */
const FROM_SUBGRAPHS: ReadonlySet<string> = new Set<ErrorCode>([
  'UNAUTHENTICATED',
  'PURPOSE_DENIED',
  'SCOPE_DENIED',
  'ID_INVALID',
  'CURSOR_INVALID',
  'ARGUMENT_INVALID',
  'PARTNER_NO_ANSWER',
  'ACCOUNT_UNAVAILABLE',
  'RATE_LIMITED',
  'TOO_LARGE',
]);

const NAME = /^[\w.:-]{1,64}$/;
const MESSAGE_LENGTH_MAX = 1000;

/**
 * What a client sees of an error in a result: its message and a closed set of extensions when its code is known,
 * and otherwise an internal error with a reference.
 */
export function maskError(
  error: GraphQLFormattedError,
  record: RecordFault,
): GraphQLFormattedError {
  const { code } = error.extensions ?? {};
  const path = error.path === undefined ? {} : { path: error.path };
  if (!FROM_SUBGRAPHS.has(String(code))) return { ...internalError(error, record), ...path };
  return {
    message: messageOf(error),
    ...path,
    extensions: keptExtensions(error.extensions ?? {}),
  };
}

/**
 * An internal error: the client gets a reference, and the log gets the rest. A subgraph that logged the error
 * has given it a reference of its own, which is kept.
 */
export function internalError(error: unknown, record: RecordFault): GraphQLFormattedError {
  const reference = referenceOf(error) ?? randomBytes(6).toString('hex');
  record({ reference, error, path: pathOf(error) });
  return {
    message:
      `Something went wrong on our side: quote reference ${reference} when you report it` +
      ` / Er ging bij ons iets mis: noem kenmerk ${reference} als u dit meldt`,
    extensions: { code: 'INTERNAL', reference },
  };
}

export function isErrorCode(code: unknown): code is ErrorCode {
  return typeof code === 'string' && Object.hasOwn(ERROR_CODES, code);
}

/** The message about an unavailable partner is ours, made of names that we recognise. */
function messageOf({ message, extensions }: GraphQLFormattedError): string {
  if (extensions?.['code'] !== 'PARTNER_NO_ANSWER') return message.slice(0, MESSAGE_LENGTH_MAX);
  const { partner, kind, fault } = failureOf(extensions);
  return partner === null
    ? `No partner of kind "${kind ?? 'unknown'}" could be asked: ${fault}`
    : `Partner "${partner}" gave no answer: ${fault}`;
}

function keptExtensions(extensions: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { code } = extensions;
  return code === 'PARTNER_NO_ANSWER' ? { code, ...failureOf(extensions) } : { code };
}

function failureOf({ partner, kind, fault }: Readonly<Record<string, unknown>>) {
  return {
    partner: nameOr(partner, null),
    kind: nameOr(kind, null),
    fault: FAULTS.find((known) => known === fault) ?? ('unreachable' as const),
  };
}

function nameOr(value: unknown, otherwise: null): string | null {
  return typeof value === 'string' && NAME.test(value) ? value : otherwise;
}

const REFERENCE = /^[\w-]{6,40}$/;

function referenceOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('extensions' in error)) return undefined;
  const extensions = error.extensions as Readonly<Record<string, unknown>> | undefined;
  const { code, reference } = extensions ?? {};
  const isReference = typeof reference === 'string' && REFERENCE.test(reference);
  return code === 'INTERNAL' && isReference ? reference : undefined;
}

function pathOf(error: unknown): readonly (string | number)[] | undefined {
  const path =
    typeof error === 'object' && error !== null && 'path' in error ? error.path : undefined;
  return Array.isArray(path) ? path : undefined;
}
