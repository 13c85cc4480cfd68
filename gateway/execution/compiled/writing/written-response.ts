/** A response as bytes, and adding errors and extensions to it. */
import type { GraphQLFormattedError } from 'graphql';
import type { AuditReceipts } from '../../audit-extensions.ts';
import type { ResponseHeaders } from '../../header-rules.ts';
import { stringifyExact } from '../../../../core/structures/exact-numbers.ts';
import { OutputTooLarge } from '../../output-too-large.ts';

export interface WrittenResponse {
  /** `{"data":…}`: the whole response when there are no errors. */
  readonly body: Buffer;
  readonly errors: readonly GraphQLFormattedError[];
  readonly responseHeaders?: ResponseHeaders;
  readonly receipts?: AuditReceipts | undefined;
}

interface WholeResponse extends Pick<WrittenResponse, 'body' | 'errors'> {
  readonly extensions?: Readonly<Record<string, unknown>> | undefined;
}

/** The response with errors and extensions in it. Throws `OutputTooLarge`. */
export function responseBody(
  { body, errors, extensions }: WholeResponse,
  bytesMax: number,
): Buffer {
  // Errors come first (GraphQL specification, 7.1), so that a reader of the text sees them.
  const before = errors.length > 0 ? `{"errors":${stringifyExact(errors)},` : '{';
  const after = extensions ? `,"extensions":${JSON.stringify(extensions)}}` : '}';
  const isWhole = before.length + after.length === 2;
  const whole = isWhole
    ? body
    : Buffer.concat([Buffer.from(before), body.subarray(1, -1), Buffer.from(after)]);
  if (whole.length > bytesMax) throw new OutputTooLarge();
  return whole;
}
