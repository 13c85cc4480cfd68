/** Cross-origin resource sharing (Fetch standard): pages of configured origins may send operations. */
import type { IncomingHttpHeaders } from 'node:http';
import {
  COST_HEADER,
  COST_LIMIT_HEADER,
  PARTIAL_HEADER,
  PLAN_HEADER,
  TRACE_HEADER,
  TRACE_RESPONSE_HEADER,
} from '../../core/http/headers.ts';
import { withVary, type Reply } from './http-response.ts';

/** Origins as a browser writes them, such as `https://dashboard.example`; `*` is every origin. */
export type CorsOrigins = readonly string[];

const ANY = '*';
/** Addresses that pages of other origins may use. */
const SHARED_PATHS: ReadonlySet<string> = new Set(['/graphql', '/schema.graphql']);
const SHARED_FOLDER = '/statistics/';
const REQUEST_HEADERS = [
  'authorization',
  'content-type',
  'x-llo-purpose',
  PARTIAL_HEADER,
  PLAN_HEADER,
  TRACE_HEADER,
  'apollo-require-preflight',
];
const RESPONSE_HEADERS = [
  COST_HEADER,
  COST_LIMIT_HEADER,
  TRACE_RESPONSE_HEADER,
  'ratelimit',
  'ratelimit-policy',
  'retry-after',
  'www-authenticate',
];
const PREFLIGHT_KEPT_S = 600;

export interface CrossOrigin {
  /** Adds what a page of an allowed origin needs to read the response. */
  share(reply: Reply, path: string, request: IncomingHttpHeaders): Reply;
  /** The response to a preflight request for these methods; undefined when it is none, or of a refused origin. */
  preflight(
    path: string,
    request: IncomingHttpHeaders,
    methods: readonly string[],
  ): Reply | undefined;
  isAllowed(request: IncomingHttpHeaders): boolean;
}

/** Credentials are never allowed: a token is a header that the page sets itself, and there are no cookies. */
export function createCrossOrigin(origins: CorsOrigins = []): CrossOrigin {
  const isAny = origins.includes(ANY);
  const isAllowed = ({ origin }: IncomingHttpHeaders) =>
    origin !== undefined && (isAny || origins.includes(origin));
  const isShared = (path: string) =>
    origins.length > 0 && (SHARED_PATHS.has(path) || path.startsWith(SHARED_FOLDER));
  return {
    isAllowed,
    share(reply, path, request) {
      if (!isShared(path)) return reply;
      const varied = isAny ? reply : withVary(reply, 'origin');
      if (!isAllowed(request)) return varied;
      const headers = {
        ...varied.headers,
        'access-control-allow-origin': isAny ? ANY : request.origin,
        'access-control-expose-headers': RESPONSE_HEADERS.join(', '),
      };
      return { ...varied, headers };
    },
    preflight(path, request, methods) {
      const isPreflight = request['access-control-request-method'] !== undefined;
      if (!isPreflight || !isShared(path) || !isAllowed(request)) return undefined;
      const headers = {
        'access-control-allow-methods': methods.join(', '),
        'access-control-allow-headers': REQUEST_HEADERS.join(', '),
        'access-control-max-age': String(PREFLIGHT_KEPT_S),
      };
      return { status: 204, headers, body: '' };
    },
  };
}
