import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { GraphQLError } from 'graphql';
import { z } from 'zod';
import { chooseCoding, compress, type Coding } from '../../../core/http/compression.ts';
import { createHttpServer, urlOf, type Listen } from '../../../core/http/http-server.ts';
import type { ErrorCode } from '../../../core/errors/error-codes.ts';
import type { RequestExecutor, SubgraphRequest } from './execute-request.ts';
import type { ExecuteStatistics } from './execute-statistics.ts';
import { createAuditConfirmation, extensionsOf } from '../audit/audit-confirmation.ts';
import { Deadline } from '../partners/deadline.ts';
import { createPartnerTraffic } from '../partners/partner-request.ts';
import { bytesOfData, TOO_LARGE_MESSAGE } from '../../../core/limits/execute-within.ts';
import { WORK_LIMITS } from '../../../core/limits/work.ts';
import { isJsonContent } from '../../../core/http/json-content.ts';
import { FILES_PATH } from '../../../core/federation/published-files.ts';
import { contextDigest } from '../../../core/federation/signed-context.ts';
import { InvalidContextError } from '../context/read-context.ts';
import { isLoopback } from '../../../core/http/loopback.ts';
import {
  CONTEXT_HEADER,
  QUERY_HASH_HEADER,
  NOT_OFFERED_HEADER,
  PARTNER_CALLS_HEADER,
  PARTNERS_HEADER,
  TRACE_HEADER,
} from '../../../core/http/headers.ts';
import { parseJson } from '../turns/parse-json.ts';
import { STATISTICS_PATH } from '../statistics/protocol.ts';
import { streamLines } from './stream-lines.ts';
import { sendFile, type FindFile } from './send-file.ts';
import { writeJson } from './write-json.ts';
import type { UnavailablePartner } from '../partners/unavailable-partner.ts';
import type { SubgraphResponse } from '../request/subgraph-response.ts';

interface GraphServerOptions extends Listen, Pick<RequestExecutor, 'execute'> {
  /** Nothing is kept without it. */
  readonly findKept?: RequestExecutor['findKept'];
  /** Whether every person is invented, so that the calls of a request with a context may be told. */
  readonly isDemo?: () => boolean;
  /** Undefined while the statistics endpoint is closed. */
  readonly executeStatistics?: () => ExecuteStatistics | undefined;
  /** Undefined where the subgraph has no files. */
  readonly findFile?: () => FindFile | undefined;
}

const NOT_OFFERED_MAX = 64;

const METHODS: ReadonlyMap<string, readonly string[]> = new Map([
  ['/graphql', ['POST']],
  ['/health', ['GET', 'HEAD']],
  [STATISTICS_PATH, ['POST']],
  [FILES_PATH, ['POST']],
]);

export const BODY_BYTES_MAX = 8_388_608;
const RESPONSE_WITHIN_MS = 25_000;
/** A request for statistics reads every record of every partner. */
export const STATISTICS_READ_WITHIN_MS = 600_000;

const body = z.object({
  query: z.string(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  operationName: z.string().nullish(),
});

/** Serves `POST /graphql`, `GET /health` and, where they are open, `POST /statistics` and `POST /files`; knows no schema. */
export async function startGraphServer(options: GraphServerOptions) {
  const server = createHttpServer({}, options.tls, (request, response) => {
    void handle(request, response, options).catch(() => response.destroy());
  });
  server.keepAliveTimeout = 65_000;
  server.requestTimeout = 30_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, resolve);
  });
  return {
    url: `${urlOf(server, options.host)}/graphql`,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
        setTimeout(() => server.closeAllConnections(), 1_000).unref();
      }),
  };
}

async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  { execute, findKept, executeStatistics: statistics, findFile: files, isDemo }: GraphServerOptions,
): Promise<void> {
  const path = request.url?.split('?', 1)[0]?.replace(/\/$/, '') ?? '';
  const { method = '' } = request;
  const executeStatistics = path === STATISTICS_PATH ? statistics?.() : undefined;
  const findFile = path === FILES_PATH ? files?.() : undefined;
  const isClosed =
    (path === STATISTICS_PATH && executeStatistics === undefined) ||
    (path === FILES_PATH && findFile === undefined);
  const methods = isClosed ? undefined : METHODS.get(path);
  if (!methods) {
    return send(
      response,
      404,
      failure('BAD_REQUEST', 'Cannot find this path: expected POST /graphql'),
    );
  }
  if (!methods.includes(method)) {
    const content = failure('BAD_REQUEST', `Cannot use this method: expected ${methods[0]}`);
    return send(response, 405, content, { allow: methods.join(', ') });
  }
  if (path === '/health') return send(response, 200, { status: 'ok' });
  const { 'content-type': type, 'content-encoding': coding = 'identity' } = request.headers;
  if (!isJsonContent(type) || coding !== 'identity') {
    const message =
      'Cannot read this body: expected JSON in UTF-8, "content-type: application/json"';
    return send(response, 415, failure('BAD_REQUEST', message));
  }
  const bytes = await readBody(request);
  if (bytes === 'too large') {
    const content = failure('TOO_LARGE', 'Cannot read a request of more than 8 MiB');
    // The rest of the body is not read, so the connection can carry no other request.
    return send(response, 413, content, { connection: 'close' });
  }
  if (executeStatistics !== undefined) {
    return sendStatistics(request, response, bytes, executeStatistics);
  }
  if (findFile !== undefined) return answerFile(request, response, bytes, findFile);
  const digest = contextDigest(bytes);
  const context = headerOf(request, CONTEXT_HEADER);
  const traceparent = headerOf(request, TRACE_HEADER);
  const kept = context === undefined ? findKept?.({ digest, traceparent }) : undefined;
  if (kept !== undefined) return sendBytes(response, 200, kept, {}, request);
  const parsed = body.safeParse(await parseJson(bytes));
  if (!parsed.success) {
    return send(
      response,
      400,
      failure('BAD_REQUEST', 'Cannot read this request: expected JSON with a query'),
    );
  }
  const deadline = new Deadline(disconnected(response), RESPONSE_WITHIN_MS);
  const traffic = createPartnerTraffic();
  const confirmation = createAuditConfirmation();
  const { status, content: executed } = await executeSafely(execute, {
    query: parsed.data.query,
    variables: parsed.data.variables ?? {},
    operationName: parsed.data.operationName ?? undefined,
    context,
    digest,
    traceparent,
    queryHash: queryHashOf(headerOf(request, QUERY_HASH_HEADER)),
    signal: deadline.signal,
    traffic,
    confirmation,
  }).finally(() => deadline.release());
  const { notOffered = [], keep, ...rest } = executed;
  // The gateway writes them into its own log, so that neither log can be changed alone.
  const content = { ...rest, extensions: extensionsOf(confirmation) };
  const headers = {
    ...partnersHeader(traffic.sentTo()),
    ...((context === undefined || isDemo?.()) && callsHeader(traffic.callsTo())),
    ...notOfferedHeader(notOffered),
  };
  const text = await bytesOf(content);
  // The execution estimates bytes; errors, escapes and non-Latin scripts add to them.
  if (text.length > WORK_LIMITS.bytesMax) return send(response, status, TOO_LARGE, headers);
  keep?.(text);
  await sendBytes(response, status, text, headers, request);
}

async function sendStatistics(
  request: IncomingMessage,
  response: ServerResponse,
  bytes: Buffer,
  execute: ExecuteStatistics,
): Promise<void> {
  const left = disconnected(response);
  const result = await execute({
    body: bytes,
    digest: contextDigest(bytes),
    authorization: request.headers.authorization,
    traceparent: headerOf(request, TRACE_HEADER),
    left,
    deadline: AbortSignal.timeout(STATISTICS_READ_WITHIN_MS),
  });
  if ('errors' in result) return send(response, result.status, { errors: result.errors });
  await streamLines(response, result.lines, left);
}

async function answerFile(
  request: IncomingMessage,
  response: ServerResponse,
  bytes: Buffer,
  findFile: FindFile,
): Promise<void> {
  const context = headerOf(request, CONTEXT_HEADER);
  const found = await findFile({ body: bytes, context, digest: contextDigest(bytes) }).catch(
    (error: unknown) => {
      if (error instanceof InvalidContextError) return 'invalid' as const;
      throw error;
    },
  );
  switch (found) {
    case 'invalid':
      return send(response, 401, failure('UNAUTHENTICATED', 'Cannot accept this context'));
    case 'denied':
      return send(response, 403, failure('PURPOSE_DENIED', 'This file is not for this purpose'));
    case 'unknown':
      return send(response, 404, failure('BAD_REQUEST', 'There is no such file'));
    case 'unreadable':
      return send(response, 400, failure('BAD_REQUEST', 'Cannot read the name of a file'));
    default:
      return sendFile(response, found);
  }
}

/** A shorter body gains too little. */
const COMPRESS_FROM_BYTES = 4_096;
/** No compression of protected data, whose length would tell of them what a client adds to find out (BREACH). */
function codingFor(request: IncomingMessage): Coding | null {
  const isProtected = request.headers[CONTEXT_HEADER] !== undefined;
  // On the same machine compression costs more than it saves.
  if (isProtected || isLoopback(request.socket.remoteAddress ?? '')) return null;
  return chooseCoding(request.headers['accept-encoding']);
}

async function executeSafely(
  execute: GraphServerOptions['execute'],
  request: SubgraphRequest,
): Promise<{ readonly status: number; readonly content: SubgraphResponse }> {
  try {
    return { status: 200, content: await execute(request) };
  } catch (error) {
    if (error instanceof InvalidContextError) {
      return { status: 401, content: failure('UNAUTHENTICATED', error.message) };
    }
    if (error instanceof GraphQLError) {
      return { status: 400, content: failure('GRAPHQL_PARSE_FAILED', error.message) };
    }
    return { status: 500, content: failure('INTERNAL', 'Something went wrong on our side') };
  }
}

async function readBody(request: IncomingMessage): Promise<Buffer | 'too large'> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > BODY_BYTES_MAX) return 'too large';
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Aborts when the gateway disconnects, which cancels the requests to partners. */
function disconnected(response: ServerResponse): AbortSignal {
  const controller = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) controller.abort();
  });
  return controller.signal;
}

function headerOf(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

/** Accepts only a SHA-256 hash, because the value goes into the audit log. */
function queryHashOf(header: string | undefined): string | undefined {
  return header !== undefined && /^[0-9a-f]{64}$/.test(header) ? header : undefined;
}

function failure(code: ErrorCode, message: string): SubgraphResponse {
  return { errors: [{ message, extensions: { code } }] };
}

const TOO_LARGE = { ...failure('TOO_LARGE', TOO_LARGE_MESSAGE), data: null };

/** Also for a response with errors, because the partners did receive the request. */
function partnersHeader(asked: readonly string[]): OutgoingHttpHeaders {
  return asked.length === 0 ? {} : { [PARTNERS_HEADER]: asked.join(',') };
}

function callsHeader(calls: ReadonlyMap<string, number>): OutgoingHttpHeaders {
  if (calls.size === 0) return {};
  const texts = [...calls].map(([partner, count]) => `${partner}=${count}`);
  return { [PARTNER_CALLS_HEADER]: texts.toSorted().join(',') };
}

/** `<subgraph>/<partner>` of each, separated by commas. */
function notOfferedHeader(notOffered: readonly UnavailablePartner[]): OutgoingHttpHeaders {
  const names = notOffered
    .slice(0, NOT_OFFERED_MAX)
    .map(({ kind, partner }) => `${kind}/${partner}`);
  return names.length === 0 ? {} : { [NOT_OFFERED_HEADER]: names.toSorted().join(',') };
}

/** A response of this size is written in about a millisecond. */
const WRITTEN_AT_ONCE = 100_000;
const ERRORS_AT_ONCE = 20;

/** By what was counted while it was executed; a response without data may be of any size. */
function isSmall(content: unknown): boolean {
  const { data, errors = [] } = content as SubgraphResponse;
  if (typeof data !== 'object' || data === null || errors.length > ERRORS_AT_ONCE) return false;
  return (bytesOfData(data) ?? WRITTEN_AT_ONCE) < WRITTEN_AT_ONCE;
}

async function bytesOf(content: unknown): Promise<Buffer> {
  return Buffer.from(isSmall(content) ? JSON.stringify(content) : await writeJson(content));
}

async function send(
  response: ServerResponse,
  status: number,
  content: unknown,
  headers: OutgoingHttpHeaders = {},
): Promise<void> {
  await sendBytes(response, status, await bytesOf(content), headers, null);
}

/** Compressed where the request allows it. */
async function sendBytes(
  response: ServerResponse,
  status: number,
  text: Buffer,
  headers: OutgoingHttpHeaders,
  request: IncomingMessage | null,
): Promise<void> {
  const coding = request && text.length >= COMPRESS_FROM_BYTES ? codingFor(request) : null;
  const sent = coding === null ? text : await compress(text, coding);
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': sent.length,
    'cache-control': 'no-store',
    ...headers,
    ...(coding !== null && { 'content-encoding': coding }),
  });
  response.end(sent);
}
