import Negotiator from 'negotiator';
import { isJsonContent } from '../../core/http/json-content.ts';
import { GatewayError } from '../errors/gateway-error.ts';
import type { ResponseFormat } from '../responses/response-format.ts';

const PLAIN_JSON = 'application/json';
const GRAPHQL_JSON = 'application/graphql-response+json';
/** What we send for each offer; a client may name the charset. The first is sent to one that has no preference. */
const OFFERED: ReadonlyMap<string, typeof PLAIN_JSON | typeof GRAPHQL_JSON> = new Map([
  [`${PLAIN_JSON}; charset=utf-8`, PLAIN_JSON],
  [`${GRAPHQL_JSON}; charset=utf-8`, GRAPHQL_JSON],
]);

/** The media type of the response that a client prefers (RFC 9110, 12.5.1). Throws when it accepts none. */
export function chooseMediaType(
  accept: string | undefined,
): Pick<ResponseFormat, 'mediaType' | 'isPlainJson'> {
  if (accept === undefined || accept.trim() === '') {
    return { mediaType: PLAIN_JSON, isPlainJson: false };
  }
  const negotiator = new Negotiator({ headers: { accept: accept.toLowerCase() } });
  const mediaType = OFFERED.get(negotiator.mediaType([...OFFERED.keys()]) ?? '');
  if (mediaType === undefined) {
    throw new GatewayError(
      'BAD_REQUEST',
      `Header "accept" allows neither of ${[...OFFERED.values()].join(', ')}`,
      406,
    );
  }
  const named = negotiator.mediaTypes();
  const isPlainJson = named.includes(PLAIN_JSON) && !named.includes(GRAPHQL_JSON);
  return { mediaType, isPlainJson: mediaType === PLAIN_JSON && isPlainJson };
}

/** Only JSON in UTF-8, unencoded: anything else is 415 before a byte of it is read. */
export function requireJson(headers: {
  readonly 'content-type'?: string | undefined;
  readonly 'content-encoding'?: string | undefined;
}): void {
  const encoding = headers['content-encoding'] ?? 'identity';
  if (isJsonContent(headers['content-type']) && encoding === 'identity') return;
  throw new GatewayError(
    'BAD_REQUEST',
    'Body must be JSON in UTF-8: send "content-type: application/json"' +
      ' / Body moet JSON in UTF-8 zijn: stuur "content-type: application/json"',
    415,
  );
}
