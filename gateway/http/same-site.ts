import type { IncomingHttpHeaders } from 'node:http';
import { GatewayError } from '../errors/gateway-error.ts';

/**
 * May this GET run a query? A page of another site can make a browser send one, so it must show that
 * it is not that: by Fetch Metadata, by being no browser (no cookie, no `origin`), or by a header
 * that no other site can add without asking first.
 */
export function requireNoForgery(headers: IncomingHttpHeaders): void {
  const type = headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase();
  if (type !== undefined && type !== 'application/json') {
    throw new GatewayError('BAD_REQUEST', 'A GET with this content-type is not taken', 415);
  }
  if (headers['apollo-require-preflight'] || headers['x-apollo-operation-name'] || type) return;
  if (isFromElsewhere(headers)) {
    throw new GatewayError(
      'BAD_REQUEST',
      'A GET from another site is not taken: use POST' +
        ' / Een GET vanaf een andere site wordt niet aangenomen: gebruik POST',
      403,
    );
  }
}

/** What a browser does for a page of another site, or may be doing where it does not say. */
export function isFromElsewhere(headers: IncomingHttpHeaders): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  return headers.cookie !== undefined || headers.origin !== undefined;
}
