/** `/statistics/<release>/<file>`: published files, which one subgraph owns. */
import type { IncomingMessage } from 'node:http';
import { request as sendRequest, type Dispatcher } from 'undici';
import { firstDenials } from '../../core/access/access-denials.ts';
import { FILES_PATH, type FileRequest } from '../../core/federation/published-files.ts';
import { CONTEXT_HEADER, TRACE_HEADER } from '../../core/http/headers.ts';
import { traceparentOf } from '../../core/trace/trace.ts';
import type { AuditRequest } from '../audit/access-log.ts';
import type { DeniedRequests } from '../audit/denied-requests.ts';
import { traceOf, type RequestTrace } from '../audit/request-record.ts';
import type { Authenticate } from '../authentication/authenticate.ts';
import { grantsOf, type Principal } from '../authentication/principal.ts';
import type { SignContext } from '../authentication/sign-context.ts';
import { GatewayError } from '../errors/gateway-error.ts';
import type { NetworkOf } from '../rate-limits/client-address.ts';
import type { RateLimits } from '../rate-limits/rate-limits.ts';
import { JSON_TYPE, type Reply } from './http-response.ts';
import { problem, problemOf } from './problem.ts';

/** Null where there is no such address. */
export type StatisticsFiles = (
  request: IncomingMessage,
  path: string,
  signal: AbortSignal,
) => Promise<Reply | null>;

export interface StatisticsFilesParts {
  readonly authenticate: Authenticate;
  readonly auditRequest: AuditRequest;
  /** Records what is denied to a request that presents a token. */
  readonly deniedRequests: Pick<DeniedRequests, 'begin' | 'record'>;
  readonly rateLimits: RateLimits;
  readonly networkOf: NetworkOf;
  readonly signContext: SignContext;
  /** Where the graph of the subgraph is; undefined where there is none. */
  readonly subgraphUrl: () => string | undefined;
}

export const STATISTICS_PATH = '/statistics/';
/** The subgraph that owns the files. */
export const FILES_SUBGRAPH = 'insights';

/** A release, then a file of it or of its evaluation part. Nothing in it leads elsewhere. */
const FILE_PATH =
  /^\/statistics\/(?<file>\d{4}Q[1-4]\/(?<evaluation>evaluation\/)?[a-z0-9][a-z0-9-]{0,60}(?:\.[a-z0-9-]{1,60})?\.(?<type>csv|json))$/;
const TYPES: Readonly<Record<string, string>> = {
  csv: 'text/csv; charset=utf-8',
  json: JSON_TYPE,
};
/** Reading a file takes about as much as a small operation with a list. */
const FILE_COST = 100;
const HEADERS_WITHIN_MS = 10_000;
/** Nothing of a release ever changes. */
const FOREVER = 'public, max-age=31536000, immutable';

/** What the rows of evaluation tables demand; the subgraph decides again. */
const EVALUATION = {
  coordinate: 'StatisticsTable.rows',
  path: [],
  demands: [
    { kind: 'authenticated' },
    { kind: 'requiresScopes', anyOf: [['llo:aggregate']] },
    { kind: 'policy', anyOf: [['purpose:evaluation']] },
  ],
} as const;

interface WantedFile {
  readonly file: string;
  readonly contentType: string;
  readonly isForEvaluation: boolean;
}

export function createStatisticsFiles(parts: StatisticsFilesParts): StatisticsFiles {
  return async function statisticsFile(request, path, signal) {
    const wanted = wantedFile(path);
    const url = parts.subgraphUrl();
    if (wanted === null || url === undefined) return null;
    const trace = traceOf(request.headers);
    const started = parts.deniedRequests.begin(request.headers, trace);
    let principal: Principal | undefined;
    try {
      const hasToken = request.headers.authorization !== undefined;
      const charges = await parts.rateLimits.begin(parts.networkOf(request), hasToken);
      principal = await parts.authenticate(request.headers);
      await charges.charge(principal, FILE_COST);
      if (wanted.isForEvaluation) authorizeEvaluation(principal);
      return await answer({ request, wanted, url, principal, trace, signal }, parts);
    } catch (error) {
      if (!(error instanceof GatewayError)) throw error;
      parts.deniedRequests.record(started, { codes: [error.code], principal });
      return problemOf(error);
    }
  };
}

function wantedFile(path: string): WantedFile | null {
  const { file, evaluation, type = '' } = FILE_PATH.exec(path)?.groups ?? {};
  const contentType = TYPES[type];
  if (file === undefined || contentType === undefined) return null;
  return { file, contentType, isForEvaluation: evaluation !== undefined };
}

function authorizeEvaluation(principal: Principal): void {
  const [denial] = firstDenials([EVALUATION], grantsOf(principal));
  if (denial !== undefined) throw new GatewayError(denial.code, denial.message);
}

interface FileAnswer {
  readonly request: IncomingMessage;
  readonly wanted: WantedFile;
  readonly url: string;
  readonly principal: Principal;
  readonly trace: RequestTrace;
  readonly signal: AbortSignal;
}

/** A file that is not for everyone has a line in the access log, as an operation has. */
async function answer(asked: FileAnswer, parts: StatisticsFilesParts): Promise<Reply | null> {
  const { wanted, principal, trace } = asked;
  if (!wanted.isForEvaluation || principal.isPublic) return await replyOf(asked, parts);
  let reply: Reply | null = null;
  const operation = { key: `GET ${STATISTICS_PATH}${wanted.file}`, name: undefined };
  await parts.auditRequest({ principal, operation, trace }, async () => {
    reply = await replyOf(asked, parts);
    const isGiven = reply?.status === 200;
    const errors = [{ message: '', extensions: { code: 'BAD_REQUEST' } }];
    const response = isGiven ? { data: {} } : { data: null, errors };
    return { response, isPersonal: false, subgraphs: [FILES_SUBGRAPH], partners: [] };
  });
  return reply;
}

async function replyOf(asked: FileAnswer, parts: StatisticsFilesParts): Promise<Reply | null> {
  const { wanted, request } = asked;
  const response = await askSubgraph(asked, parts);
  if (response === null) {
    return problem(503, 'The statistics cannot be reached now: try again later');
  }
  const { statusCode, headers, body } = response;
  const { etag: given, 'content-length': length } = headers;
  const etag = typeof given === 'string' && ETAG.test(given) ? given : null;
  const bytes = Number(length);
  if (statusCode !== 200 || etag === null || !Number.isSafeInteger(bytes)) {
    discard(body);
    if (statusCode === 404) return null;
    if (statusCode === 401 || statusCode === 403) {
      throw new GatewayError('PURPOSE_DENIED', 'These statistics are not for this purpose');
    }
    return problem(503, 'The statistics cannot be read now: try again later');
  }
  const kept = { 'content-type': wanted.contentType, 'cache-control': FOREVER, etag };
  const known = wanted.isForEvaluation ? undefined : request.headers['if-none-match'];
  if (known !== undefined && isKnown(known, etag)) {
    discard(body);
    return { status: 304, headers: kept, body: '' };
  }
  const own = { 'content-type': wanted.contentType };
  return {
    status: 200,
    headers: wanted.isForEvaluation ? own : kept,
    body: '',
    stream: { bytes, content: body },
  };
}

const ETAG = /^"[0-9a-f]{64}"$/;

/** RFC 9110, 13.1.2: the weak comparison. */
function isKnown(header: string, etag: string): boolean {
  const known = header.split(',').map((one) => one.trim().replace(/^W\//, ''));
  return known.includes('*') || known.includes(etag);
}

/** Null where the subgraph cannot be reached in time. */
async function askSubgraph(
  { wanted, url, principal, trace, signal }: FileAnswer,
  { signContext }: StatisticsFilesParts,
): Promise<Dispatcher.ResponseData | null> {
  const body = JSON.stringify({ file: wanted.file } satisfies FileRequest);
  // A public file is asked for by nobody: the subgraph is not told who reads it.
  const context = wanted.isForEvaluation ? signContext(principal, FILES_SUBGRAPH, body) : undefined;
  const stop = new AbortController();
  const abort = () => stop.abort();
  signal.addEventListener('abort', abort);
  try {
    return await sendRequest(new URL(`.${FILES_PATH}`, url), {
      method: 'POST',
      body,
      headers: {
        'content-type': 'application/json',
        [TRACE_HEADER]: traceparentOf(trace.own),
        ...(context !== undefined && { [CONTEXT_HEADER]: context }),
      },
      headersTimeout: HEADERS_WITHIN_MS,
      signal: stop.signal,
    });
  } catch {
    return null;
  } finally {
    // A large file may take longer than a request may; its stream has a limit of its own.
    signal.removeEventListener('abort', abort);
  }
}

/** Ends a response that nobody reads, with its connection. */
function discard(body: Dispatcher.ResponseData['body']): void {
  body.on('error', () => undefined);
  body.destroy();
}
