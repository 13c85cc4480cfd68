import type { IncomingHttpHeaders } from 'node:http';
import { GatewayError } from '../errors/gateway-error.ts';

/**
 * Throws unless this GET is safe against cross-site request forgery. A page of another site can make a browser
 * send a GET, so the request must show that it is none of those: by Fetch Metadata, by coming from no browser (no
 * cookie, no `origin`), by an origin that may send requests, or by a header that another site can only add after a
 * preflight request.
 */
export function requireNoForgery(headers: IncomingHttpHeaders, isAllowedOrigin: boolean): void {
  const type = headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase();
  if (type !== undefined && type !== 'application/json') {
    throw new GatewayError('BAD_REQUEST', 'A GET with this content-type is not allowed', 415);
  }
  if (headers['apollo-require-preflight'] || headers['x-apollo-operation-name'] || type) return;
  if (!isAllowedOrigin && isFromElsewhere(headers)) {
    throw new GatewayError(
      'BAD_REQUEST',
      'A GET from another site is not allowed: use POST' +
        ' / Een GET vanaf een andere site wordt niet aangenomen: gebruik POST',
      403,
    );
  }
}

/** Whether a browser may have sent this for a page of another site. */
export function isFromElsewhere(headers: IncomingHttpHeaders): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  return headers.cookie !== undefined || headers.origin !== undefined;
}
