import type { IncomingMessage } from 'node:http';
import type { ErrorCode } from '../../core/errors/error-codes.ts';
import { TRACE_RESPONSE_HEADER } from '../../core/http/headers.ts';
import { traceparentOf } from '../../core/trace/trace.ts';
import { countRequest, type RequestOutcome } from '../metrics/gateway-metrics.ts';
import type { Denial, DeniedRequests } from '../audit/denied-requests.ts';
import { traceOf } from '../audit/request-record.ts';
import { internalError, isErrorCode, type RecordFault } from '../responses/mask-error.ts';
import { GatewayError } from '../errors/gateway-error.ts';
import {
  DeniedRequest,
  type Executed,
  type HandleRequest,
} from '../operations/operation-request.ts';
import type { GraphqlResponse } from '../responses/response-format.ts';
import type { Bounds } from '../limits/bounds.ts';
import type { CrossOrigin } from './cross-origin.ts';
import { parsePostedParams, parseQueryString, type GraphqlParams } from './graphql-params.ts';
import { chooseMediaType, requireJson } from './media-type.ts';
import { readBody } from './read-body.ts';
import { requirePostWithToken } from './refuse-url-token.ts';
import { errorReply, JSON_TYPE, refusal, type Reply } from './http-response.ts';
import type { LogRequest } from './request-log.ts';
import { requireNoForgery } from './same-site.ts';
import type { NetworkOf } from '../rate-limits/client-address.ts';
import { NO_CHARGES, type RateLimits } from '../rate-limits/rate-limits.ts';

/** GraphQL over HTTP: gives a reply to every request, whatever goes wrong. */
export type GraphqlHandler = (
  request: IncomingMessage,
  url: URL,
  signal: AbortSignal,
) => Promise<Reply>;

export interface GraphqlHandlerParts {
  readonly bounds: Bounds;
  readonly crossOrigin: Pick<CrossOrigin, 'isAllowed'>;
  readonly record: RecordFault;
  readonly handle: HandleRequest;
  readonly rateLimits: RateLimits;
  readonly networkOf: NetworkOf;
  readonly logRequest: LogRequest;
  /** Records what is denied to a request that presents a token. */
  readonly deniedRequests: Pick<DeniedRequests, 'begin' | 'record'>;
}

export function createGraphqlHandler(parts: GraphqlHandlerParts): GraphqlHandler {
  const { deniedRequests } = parts;
  return async function graphqlHandler(request, url, signal) {
    const { headers } = request;
    const startedMs = performance.now();
    const trace = traceOf(headers);
    const started = deniedRequests.begin(headers, trace);
    const address = parts.networkOf(request);
    const observe = (status: number, outcome: RequestOutcome, executed?: Executed) => {
      const operation = executed?.operation;
      countRequest(operation, outcome, startedMs, trace);
      const durationMs = performance.now() - startedMs;
      const { traceId } = trace.own;
      parts.logRequest({ traceId, operation, outcome, status, durationMs, address });
    };
    const record: RecordFault = (fault) => parts.record({ ...fault, traceId: trace.own.traceId });
    const traced = { [TRACE_RESPONSE_HEADER]: traceparentOf(trace.own) };
    let contentType = JSON_TYPE;
    let charges = NO_CHARGES;
    try {
      charges = await parts.rateLimits.begin(address, headers.authorization !== undefined);
      const method = request.method === 'POST' ? ('POST' as const) : ('GET' as const);
      const media = chooseMediaType(headers.accept);
      contentType = `${media.mediaType}; charset=utf-8`;
      const { query, documentId, sha256Hash, operationName, variables } = await paramsOf(
        request,
        url,
        method,
        parts,
      );
      const asked = {
        query,
        documentId,
        sha256Hash,
        operationName,
        variables,
        headers,
        format: { method, ...media },
        signal,
        address,
        charges,
        trace,
        record,
      };
      const { response, denial, executed } = await parts.handle(asked);
      if (denial) deniedRequests.record(started, denial);
      observe(response.status, executed?.outcome ?? codeIn(denial), executed);
      return withHeaders(graphqlReply(response), { ...traced, ...charges.headers() });
    } catch (thrown) {
      const { error, known } =
        thrown instanceof DeniedRequest ? thrown : { error: thrown, known: {} };
      const code = codeOf(error);
      deniedRequests.record(started, { ...known, codes: [code] });
      const refused =
        error instanceof GatewayError
          ? refusal(error, contentType)
          : errorReply(500, internalError(error, record), contentType);
      observe(refused.status, code);
      return withHeaders(refused, { ...traced, ...charges.headers() });
    }
  };
}

/** The first code of a document that is refused with a response of its own. */
function codeIn(denial: Denial | undefined): RequestOutcome {
  const code = denial?.codes.find(isErrorCode);
  return code ?? 'INTERNAL';
}

const withHeaders = (reply: Reply, headers: Readonly<Record<string, string>>): Reply => ({
  ...reply,
  headers: { ...headers, ...reply.headers },
});

function graphqlReply({ status, contentType, body, headers }: GraphqlResponse): Reply {
  // The only such response is to a mutation by GET.
  const allow = status === 405 && { allow: 'POST' };
  return { status, headers: { ...headers, ...allow, 'content-type': contentType }, body };
}

const codeOf = (error: unknown): ErrorCode =>
  error instanceof GatewayError ? error.code : 'INTERNAL';

async function paramsOf(
  request: IncomingMessage,
  url: URL,
  method: 'GET' | 'POST',
  { bounds, crossOrigin }: GraphqlHandlerParts,
): Promise<GraphqlParams> {
  if (method === 'GET') {
    requireNoForgery(request.headers, crossOrigin.isAllowed(request.headers));
    requirePostWithToken(request.headers);
    return parseQueryString(url.searchParams, bounds);
  }
  requireJson(request.headers);
  return parsePostedParams(await readBody(request, bounds), bounds);
}
