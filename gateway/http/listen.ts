import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Server as TlsServer } from 'node:https';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createHttpServer, urlOf, type Listen } from '../../core/http/http-server.ts';
import { internalError, type RecordFault } from '../responses/mask-error.ts';
import { compressReply } from './compress-reply.ts';
import { drain } from './read-body.ts';
import { writeReply, type Reply } from './http-response.ts';
import { faultReply } from './problem.ts';
import { HEADERS_MAX } from './request-fault.ts';
import { requestPath, type Route } from './routes.ts';

/** An HTTP server that is listening. */
export interface Listening {
  readonly url: string;
  /** Accepts no new connections, finishes responses in flight, and resolves within two seconds. */
  stop(): Promise<void>;
}

const HEADER_BYTES_MAX = 32_768;
const HEADERS_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 20_000;
const KEEP_ALIVE_MS = 65_000;
const CHECK_TIMEOUTS_MS = 5_000;
const REQUEST_DEADLINE_MS = 30_000;
/** A client that reads nothing of its response for so long; longer than a request may take. */
const IDLE_MS = 40_000;
const CONNECTIONS_MAX = 10_000;
const STOP_MS = 1_800;
/** The largest files at the speed of a slow connection. */
const STREAM_WITHIN_MS = 300_000;

interface RespondOptions {
  readonly route: Route;
  readonly record: RecordFault;
  /** Completes every reply, also that to a fault. */
  readonly complete?: (reply: Reply, request: IncomingMessage) => Reply;
}

export interface ListenOptions extends Listen, RespondOptions {
  /** For tests. */
  readonly idleMs?: number;
  readonly connectionsMax?: number;
}

export async function listen(options: ListenOptions): Promise<Listening> {
  let isStopping = false;
  const server = createHttpServer(
    {
      maxHeaderSize: HEADER_BYTES_MAX,
      headersTimeout: HEADERS_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      keepAliveTimeout: KEEP_ALIVE_MS,
      connectionsCheckingInterval: CHECK_TIMEOUTS_MS,
    },
    options.tls,
    (request, response) => {
      void respond(request, response, options, () => isStopping);
    },
  );
  server.maxHeadersCount = HEADERS_MAX + 1;
  server.timeout = options.idleMs ?? IDLE_MS;
  limitConnections(server, options.connectionsMax ?? CONNECTIONS_MAX);
  await listening(server, options.port, options.host);
  return {
    url: urlOf(server, options.host),
    async stop() {
      isStopping = true;
      await closed(server);
    },
  };
}

/** When there are as many as may be, those without a request make room for the next. */
function limitConnections(server: Server | TlsServer, max: number): void {
  let count = 0;
  server.maxConnections = max;
  server.on('connection', (socket) => {
    count += 1;
    socket.once('close', () => (count -= 1));
    if (count >= max) server.closeIdleConnections();
  });
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  { route, record, complete = (reply) => reply }: RespondOptions,
  isStopping: () => boolean,
): Promise<void> {
  const { signal } = requestLifetime(request, response);
  const replied = await replyOrFault(request, record, async () =>
    compressReply(await route(request, signal), request.headers),
  );
  const reply = complete(replied, request);
  // A stream that fails before it is read must not end the process.
  reply.stream?.content.on('error', () => undefined);
  if (response.destroyed) return void reply.stream?.content.destroy();
  // A client that is still sending must be able to read the error before the connection closes.
  const isStillSending = !request.complete;
  const isLast = isStillSending || isStopping();
  writeReply(response, reply, isLast ? { connection: 'close' } : {});
  if (isStillSending) await drain(request);
  if (reply.stream) await sendStream(reply.stream.content, request, response);
  else response.end();
}

/** A stream that breaks off breaks the response off too, so that half a file never looks whole. */
async function sendStream(
  content: Readable,
  { method }: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (method === 'HEAD') {
    content.destroy();
    response.end();
    return;
  }
  const signal = AbortSignal.timeout(STREAM_WITHIN_MS);
  await pipeline(content, response, { signal }).catch(() => response.destroy());
}

/** One for each connection, which costs less than one for each request. */
const lifetimes = new WeakMap<object, AbortController>();

/**
 * Aborts when the client disconnects, or when the request reaches its deadline. Pipelined requests of one connection
 * share it; a request that comes after an abort gets a new one.
 */
function requestLifetime({ socket }: IncomingMessage, response: ServerResponse): AbortController {
  const existing = lifetimes.get(socket);
  const time = existing && !existing.signal.aborted ? existing : new AbortController();
  lifetimes.set(socket, time);
  const timer = setTimeout(() => time.abort(), REQUEST_DEADLINE_MS);
  response.on('close', () => {
    clearTimeout(timer);
    if (!response.writableFinished) time.abort();
  });
  return time;
}

async function replyOrFault(
  request: IncomingMessage,
  record: RecordFault,
  route: () => Promise<Reply>,
): Promise<Reply> {
  try {
    return await route();
  } catch (error) {
    return faultReply(requestPath(request), internalError(error, record));
  }
}

function listening(server: Server | TlsServer, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function closed(server: Server | TlsServer): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => server.closeAllConnections(), STOP_MS);
    server.close(() => {
      clearTimeout(timer);
      resolve();
    });
    server.closeIdleConnections();
  });
}
