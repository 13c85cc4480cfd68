import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import type { GraphQLFormattedError } from 'graphql';
import type { GatewayError } from '../errors/gateway-error.ts';
import { API_VERSION } from './api-version.ts';

/** An HTTP response: small enough to be held in memory, or with a body that is passed on as it arrives. */
export interface Reply {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly body: string | Buffer;
  /** The body is kept for later requests, so that it is compressed once. */
  readonly isFile?: boolean;
  /** In place of the body. Whoever does not read it destroys it. */
  readonly stream?: { readonly bytes: number; readonly content: Readable };
}

/** Allows nothing from other origins, nothing inline but styles, and no frame of another page. */
const CONTENT_SECURITY_POLICY = contentSecurityPolicy();

/** The same policy for a page that may also send requests to one other origin: the issuer of tokens. */
export function contentSecurityPolicy(alsoAsks?: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "worker-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self' data:",
    `connect-src 'self'${alsoAsks === undefined ? '' : ` ${alsoAsks}`}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

const ALWAYS: OutgoingHttpHeaders = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'cache-control': 'no-store',
  'x-frame-options': 'DENY',
  'api-version': API_VERSION,
};

/** RFC 6797: for a year, and for this host alone, because its subdomains may be of others. */
export const STRICT_TRANSPORT = { 'strict-transport-security': 'max-age=31536000' } as const;

export const TEXT_TYPE = 'text/plain; charset=utf-8';
export const JSON_TYPE = 'application/json; charset=utf-8';

export function reply(status: number, contentType: string, body: string | Buffer): Reply {
  return { status, headers: { 'content-type': contentType }, body };
}

export function jsonReply(status: number, value: unknown): Reply {
  return reply(status, JSON_TYPE, `${JSON.stringify(value)}\n`);
}

/** The reply with one more header of the request on which it depends. */
export function withVary(given: Reply, header: string): Reply {
  const { vary } = given.headers;
  return {
    ...given,
    headers: { ...given.headers, vary: vary === undefined ? header : `${vary}, ${header}` },
  };
}

export function redirect(location: string): Reply {
  return { status: 302, headers: { location }, body: '' };
}

/** The response to a request that is refused as a whole, as a GraphQL error that any client can read. */
export function refusal(error: GatewayError, contentType = JSON_TYPE): Reply {
  const { status, headers, body } = errorReply(
    error.status,
    { message: error.message, extensions: { code: error.code } },
    contentType,
  );
  const challenge = status === 401 ? { 'www-authenticate': 'Bearer error="invalid_token"' } : {};
  return { status, headers: { ...headers, ...error.headers, ...challenge }, body };
}

export function errorReply(
  status: number,
  error: GraphQLFormattedError,
  contentType = JSON_TYPE,
): Reply {
  return reply(status, contentType, `${JSON.stringify({ errors: [error] })}\n`);
}

/** Writes status, headers and body. The response is ended elsewhere, since the request may still be arriving. */
export function writeReply(
  response: ServerResponse,
  { status, headers, body, stream }: Reply,
  extra: OutgoingHttpHeaders = {},
): void {
  response.writeHead(status, {
    ...ALWAYS,
    ...headers,
    ...extra,
    // RFC 9110, 8.6: of a 304 it would be the length of the file.
    ...(status !== 304 && { 'content-length': stream?.bytes ?? Buffer.byteLength(body) }),
  });
  if (body.length > 0) response.write(body);
}
