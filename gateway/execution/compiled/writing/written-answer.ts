/** An answer as bytes, and how errors are added to it once the gateway has looked at them. */
import type { GraphQLFormattedError } from 'graphql';
import type { ReplyHeaders } from '../../header-rules.ts';

export interface WrittenAnswer {
  /** `{"data":…}`: the whole response when there is nothing to add. */
  readonly body: Buffer;
  readonly errors: readonly GraphQLFormattedError[];
  readonly replyHeaders?: ReplyHeaders;
}

/** The response with errors and extensions in it. */
export function responseBody(
  { body }: WrittenAnswer,
  errors: readonly GraphQLFormattedError[],
  extensions?: Readonly<Record<string, unknown>>,
): Buffer {
  if (errors.length === 0 && !extensions) return body;
  const errorsText = errors.length > 0 ? `,"errors":${JSON.stringify(errors)}` : '';
  const extensionsText = extensions ? `,"extensions":${JSON.stringify(extensions)}` : '';
  const withoutBrace = body.subarray(0, -1);
  return Buffer.concat([withoutBrace, Buffer.from(`${errorsText}${extensionsText}}`)]);
}
