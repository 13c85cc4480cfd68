import type { IncomingMessage } from 'node:http';
import type { ErrorCode } from '../../core/errors/error-codes.ts';
import type { DeniedRequests } from '../audit/denied-requests.ts';
import { internalError, type RecordFault } from '../responses/mask-error.ts';
import { GatewayError } from '../errors/gateway-error.ts';
import { DeniedRequest, type HandleRequest } from '../operations/operation-request.ts';
import type { GraphqlResponse } from '../responses/response-format.ts';
import type { Bounds } from '../limits/bounds.ts';
import { parsePostedParams, parseQueryString, type GraphqlParams } from './graphql-params.ts';
import { chooseMediaType, requireJson } from './media-type.ts';
import { readBody } from './read-body.ts';
import { requirePostWithToken } from './refuse-url-token.ts';
import { errorReply, JSON_TYPE, refusal, type Reply } from './http-response.ts';
import { requireNoForgery } from './same-site.ts';

/** GraphQL over HTTP: gives a reply to every request, whatever goes wrong. */
export type GraphqlHandler = (
  request: IncomingMessage,
  url: URL,
  signal: AbortSignal,
) => Promise<Reply>;

export interface GraphqlHandlerParts {
  readonly bounds: Bounds;
  readonly record: RecordFault;
  readonly handle: HandleRequest;
  /** Records what is denied to a request that presents a token. */
  readonly deniedRequests: Pick<DeniedRequests, 'begin' | 'record'>;
}

export function createGraphqlHandler(parts: GraphqlHandlerParts): GraphqlHandler {
  const { deniedRequests } = parts;
  return async function graphqlHandler(request, url, signal) {
    const { headers } = request;
    const started = deniedRequests.begin(headers);
    let contentType = JSON_TYPE;
    try {
      const method = methodOf(request);
      const media = chooseMediaType(headers.accept);
      contentType = `${media.mediaType}; charset=utf-8`;
      const params = await paramsOf(request, url, method, parts.bounds);
      const format = { method, ...media };
      const address = request.socket.remoteAddress;
      const handled = await parts.handle({ ...params, headers, format, signal, address });
      const { response, denial } = handled;
      if (denial) deniedRequests.record(started, denial);
      return graphqlReply(response);
    } catch (thrown) {
      const { error, known } =
        thrown instanceof DeniedRequest ? thrown : { error: thrown, known: {} };
      deniedRequests.record(started, { ...known, codes: [codeOf(error)] });
      if (error instanceof GatewayError) return withAllow(refusal(error, contentType));
      return errorReply(500, internalError(error, parts.record), contentType);
    }
  };
}

function graphqlReply({ status, contentType, body, headers }: GraphqlResponse): Reply {
  return { status, headers: { ...headers, 'content-type': contentType }, body };
}

const codeOf = (error: unknown): ErrorCode =>
  error instanceof GatewayError ? error.code : 'INTERNAL';

function methodOf({ method }: IncomingMessage): 'GET' | 'POST' {
  if (method === 'GET' || method === 'POST') return method;
  throw new GatewayError('BAD_REQUEST', 'Only GET and POST are allowed here', 405);
}

async function paramsOf(
  request: IncomingMessage,
  url: URL,
  method: 'GET' | 'POST',
  bounds: Bounds,
): Promise<GraphqlParams> {
  if (method === 'GET') {
    requireNoForgery(request.headers);
    requirePostWithToken(request.headers);
    return parseQueryString(url.searchParams, bounds);
  }
  requireJson(request.headers);
  return parsePostedParams(await readBody(request, bounds), bounds);
}

function withAllow(rejected: Reply): Reply {
  if (rejected.status !== 405) return rejected;
  return { ...rejected, headers: { ...rejected.headers, allow: 'GET, POST' } };
}
