/** A response as bytes, and adding errors and extensions to it. */
import type { GraphQLFormattedError } from 'graphql';
import type { ResponseHeaders } from '../../header-rules.ts';
import { OutputTooLarge } from './json-writer.ts';

export interface WrittenResponse {
  /** `{"data":…}`: the whole response when there are no errors. */
  readonly body: Buffer;
  readonly errors: readonly GraphQLFormattedError[];
  readonly responseHeaders?: ResponseHeaders;
}

/** The response with errors and extensions in it. Throws `OutputTooLarge`. */
export function responseBody(
  { body, errors, extensions }: WholeResponse,
  bytesMax: number,
): Buffer {
  const whole = completeBody({ body, errors, extensions });
  if (whole.length > bytesMax) throw new OutputTooLarge();
  return whole;
}

interface WholeResponse extends Pick<WrittenResponse, 'body' | 'errors'> {
  readonly extensions?: Readonly<Record<string, unknown>> | undefined;
}

function completeBody({ body, errors, extensions }: WholeResponse): Buffer {
  if (errors.length === 0 && !extensions) return body;
  const errorsText = errors.length > 0 ? `,"errors":${JSON.stringify(errors)}` : '';
  const extensionsText = extensions ? `,"extensions":${JSON.stringify(extensions)}` : '';
  const withoutBrace = body.subarray(0, -1);
  return Buffer.concat([withoutBrace, Buffer.from(`${errorsText}${extensionsText}}`)]);
}
