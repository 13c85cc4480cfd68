import type { IncomingMessage } from 'node:http';
import type { ErrorCode } from '../../core/errors/error-codes.ts';
import type { DeniedRequests } from '../audit/denied-requests.ts';
import { internalError, type RecordFault } from '../responses/mask-error.ts';
import { GatewayError } from '../errors/gateway-error.ts';
import type { Bounds } from '../limits/bounds.ts';
import { parsePostedParams, parseQueryString, type GraphqlParams } from './graphql-params.ts';
import { chooseMediaType, requireJson } from './media-type.ts';
import { readBody } from './read-body.ts';
import { requirePostWithToken } from './refuse-url-token.ts';
import { errorReply, JSON_TYPE, refusal, reply, type Reply } from './http-response.ts';
import { requireNoForgery } from './same-site.ts';
import type { ResponseFormat, GraphqlResponse } from '../responses/wanted-response.ts';
import type { HandleRequest } from '../operations/operation-request.ts';

/** GraphQL over HTTP: one request in, one reply out, whatever happens between. */
export type GraphqlHandler = (
  request: IncomingMessage,
  url: URL,
  signal: AbortSignal,
) => Promise<Reply>;

export interface GraphqlHandlerParts {
  readonly bounds: Bounds;
  readonly record: RecordFault;
  /** The pipeline, ending in a reply of the wanted sort. */
  readonly answerAs: (wanted: ResponseFormat) => HandleRequest<GraphqlResponse>;
  /** Sees what is refused to whoever presents a token. */
  readonly deniedRequests: DeniedRequests;
}

export function createGraphqlHandler(parts: GraphqlHandlerParts): GraphqlHandler {
  return async function graphqlHandler(request, url, signal) {
    const record = parts.deniedRequests.begin(request.headers);
    let contentType = JSON_TYPE;
    try {
      const method = methodOf(request);
      const media = chooseMediaType(request.headers.accept);
      contentType = `${media.mediaType}; charset=utf-8`;
      const params = await paramsOf(request, url, method, parts.bounds);
      const handleRequest = parts.answerAs({ method, ...media });
      const {
        status,
        contentType: type,
        body,
      } = await handleRequest({
        ...params,
        headers: request.headers,
        signal,
        record,
      });
      return reply(status, type, body);
    } catch (error) {
      if (record !== undefined) record.codes = [codeOf(error)];
      if (error instanceof GatewayError) return withAllow(refusal(error, contentType));
      return errorReply(500, internalError(error, parts.record), contentType);
    } finally {
      parts.deniedRequests.end(record);
    }
  };
}

const codeOf = (error: unknown): ErrorCode =>
  error instanceof GatewayError ? error.code : 'INTERNAL';

function methodOf({ method }: IncomingMessage): 'GET' | 'POST' {
  if (method === 'GET' || method === 'POST') return method;
  throw new GatewayError('BAD_REQUEST', 'Only GET and POST are taken here', 405);
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

function withAllow(refused: Reply): Reply {
  if (refused.status !== 405) return refused;
  return { ...refused, headers: { ...refused.headers, allow: 'GET, POST' } };
}
