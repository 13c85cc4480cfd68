/**
 * Sends a POST to one subgraph: a connection pool for each subgraph, a deadline, a byte limit while streaming and
 * decompressing, no redirects. Every failure becomes a fault code, so no error carries a subgraph's address or body.
 */
import { Pool, type Dispatcher } from 'undici';
import { ACCEPT_ENCODING, decompress } from '../../core/http/compression.ts';
import { rawHeader } from '../../core/http/raw-headers.ts';
import type { Fault } from '../../core/errors/error-codes.ts';
import type { Cancellation } from './cancellation.ts';
import { Deadlines, type Abandonable, type Deadline } from './deadlines.ts';
import type { SubgraphLimits } from './execution.ts';
import { mayPass, pickResponseHeaders, type ResponseHeader } from './header-rules.ts';

type SubgraphHttpResponse =
  | {
      readonly bytes: Buffer;
      /** The allowed response headers, in order. */
      readonly headers: readonly ResponseHeader[];
      readonly fault?: never;
    }
  | { readonly fault: Fault; readonly bytes?: never };

export interface SubgraphClient {
  readonly name: string;
  /**
   * Resolves to the response body or a fault, and never rejects. `startedAtMs` (of `performance.now`) is when
   * the deadline began; now by default.
   */
  send(
    body: string | Buffer,
    headers: readonly string[],
    cancellation: Cancellation,
    startedAtMs?: number,
  ): Promise<SubgraphHttpResponse>;
  stop(): Promise<void>;
}

const DEADLINE_MS = 10_000;
const ANSWER_BYTES_MAX = 16 * 1024 * 1024;
const CONNECTIONS_MAX = 64;
const IDLE_MS = 30_000;

/**
 * Opens no connection before the first request. The address is read for each request, because a restarted
 * subgraph may have another address and another process may have its old one.
 */
export function createSubgraphClient(
  name: string,
  address: string | (() => string),
  limits: SubgraphLimits,
): SubgraphClient {
  const currentUrl = typeof address === 'string' ? () => address : address;
  const deadlineMs = limits.deadlineMs ?? DEADLINE_MS;
  const bytesMax = limits.answerBytesMax ?? ANSWER_BYTES_MAX;
  const headerNames = new Set(limits.responseHeaders);
  const deadlines = new Deadlines(deadlineMs);
  const open = (url: string): Target => {
    const { origin, pathname, search } = new URL(url);
    const pool = new Pool(origin, {
      connections: CONNECTIONS_MAX,
      pipelining: 1,
      keepAliveTimeout: IDLE_MS,
      connect: { timeout: deadlineMs },
      // The deadline below covers the whole request, so timers inside the pool would only cost time.
      headersTimeout: 0,
      bodyTimeout: 0,
    });
    return { url, path: pathname + search, pool };
  };
  let target = open(currentUrl());
  const currentTarget = (): Target => {
    const url = currentUrl();
    if (url === target.url) return target;
    // Requests in flight end within their deadline.
    void target.pool.close().catch(() => undefined);
    target = open(url);
    return target;
  };

  return {
    name,
    send: (body, headers, cancellation, startedAtMs) =>
      new Promise((resolve) => {
        const spentMs = startedAtMs === undefined ? 0 : performance.now() - startedAtMs;
        if (cancellation.isCancelled() || spentMs >= deadlineMs) return resolve({ fault: 'late' });
        const { path, pool } = currentTarget();
        const handler = new ResponseHandler({
          name,
          bytesMax,
          cancellation,
          deadlines,
          spentMs,
          headerNames,
          resolve,
        });
        pool.dispatch({ path, method: 'POST', headers: [...headers], body }, handler);
      }),
    stop: () => target.pool.destroy(),
  };
}

interface Target {
  readonly url: string;
  readonly path: string;
  readonly pool: Pool;
}

interface ResponseHandlerOptions {
  /** Of the subgraph. */
  readonly name: string;
  readonly deadlines: Deadlines;
  /** Time that an earlier attempt of the same request has used. */
  readonly spentMs: number;
  readonly bytesMax: number;
  readonly headerNames: ReadonlySet<string>;
  readonly cancellation: Cancellation;
  readonly resolve: (response: SubgraphHttpResponse) => void;
}

/** Handles the events of undici as bytes arrive, and calls `resolve` once. */
class ResponseHandler implements Dispatcher.DispatchHandler, Abandonable {
  private readonly options: ResponseHandlerOptions;
  private readonly deadline: Deadline;
  private readonly chunks: Buffer[] = [];
  private headers = NO_HEADERS;
  private coding = '';
  private bytesCount = 0;
  private isDone = false;
  private abort: ((error?: Error) => void) | undefined = undefined;

  constructor(options: ResponseHandlerOptions) {
    this.options = options;
    this.deadline = options.deadlines.add(this, options.spentMs);
    options.cancellation.reactions.add(this);
  }

  /** The deadline is over, or nobody waits for the response any more. */
  abandon(): void {
    this.fail('late');
  }

  onConnect(abort: (error?: Error) => void): void {
    this.abort = abort;
    if (this.isDone) abort(ABORTED);
  }

  onHeaders(status: number, raw: Buffer[]): boolean {
    // An interim response (RFC 9110, 15.2) comes before the response itself.
    if (status < 200) return true;
    const fault = faultOfHeaders(status, raw);
    this.coding = headerOf(raw, 'content-encoding');
    const { headerNames } = this.options;
    if (fault) this.fail(fault);
    else if (headerNames.size > 0) this.headers = pickResponseHeaders(headerNames, raw);
    return true;
  }

  onData(chunk: Buffer): boolean {
    if (this.isDone) return true;
    const { name, cancellation, bytesMax } = this.options;
    this.bytesCount += chunk.length;
    const isWithinShare = cancellation.receive(name, chunk.length);
    if (isWithinShare && this.bytesCount <= bytesMax) this.chunks.push(chunk);
    else {
      cancellation.giveBack(name, this.bytesCount);
      this.chunks.length = 0;
      this.fail('garbled');
    }
    return true;
  }

  onComplete(): void {
    const [first] = this.chunks;
    const bytes = this.chunks.length === 1 && first ? first : Buffer.concat(this.chunks);
    if (this.coding === '') this.settle({ bytes, headers: this.headers });
    else void this.expand(bytes);
  }

  onError(error: Error): void {
    this.settle({ fault: faultOfError(error) });
  }

  /** Ends the request with a fault. */
  private fail(fault: Fault): void {
    this.settle({ fault });
    this.abort?.(ABORTED);
  }

  private settle(response: SubgraphHttpResponse): void {
    if (this.isDone) return;
    this.isDone = true;
    this.deadline.end();
    this.options.cancellation.reactions.delete(this);
    this.options.resolve(response);
  }

  private async expand(bytes: Buffer): Promise<void> {
    const { name, cancellation, bytesMax } = this.options;
    try {
      const expanded = await decompress(bytes, this.coding, bytesMax);
      const isWithinShare = cancellation.receive(name, expanded.length - bytes.length);
      if (isWithinShare) this.settle({ bytes: expanded, headers: this.headers });
      else {
        cancellation.giveBack(name, expanded.length);
        this.settle({ fault: 'garbled' });
      }
    } catch {
      this.settle({ fault: 'garbled' });
    }
  }
}

const ABORTED = new Error('The gateway aborted this subgraph request');
const NO_HEADERS: readonly ResponseHeader[] = [];

/** An error status may have GraphQL errors, but only with the media type of GraphQL over HTTP. */
function faultOfHeaders(status: number, headers: readonly Buffer[]): Fault | undefined {
  const type = headerOf(headers, 'content-type');
  const isGraphql = type.startsWith('application/graphql-response+json');
  if (status >= 200 && status < 300) {
    return isGraphql || type.startsWith('application/json') ? undefined : 'garbled';
  }
  if (status >= 400 && isGraphql) return undefined;
  return status >= 500 ? 'unreachable' : 'refused';
}

const UNREADABLE = ['UND_ERR_HEADERS_OVERFLOW', 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH'];

/** Bytes that are not HTTP, or headers over the limit of undici, are a response that cannot be read. */
function faultOfError({ name, code = '' }: Error & { readonly code?: string }): Fault {
  return name === 'HTTPParserError' || UNREADABLE.includes(code) ? 'garbled' : 'unreachable';
}

/** A header in small letters; empty when there is none. */
function headerOf(headers: readonly Buffer[], name: string): string {
  return rawHeader(headers, name)?.toLowerCase() ?? '';
}

const ALWAYS_SENT: readonly string[] = [
  'content-type',
  'application/json',
  'accept',
  'application/graphql-response+json, application/json',
  'accept-encoding',
  ACCEPT_ENCODING,
];

/** The headers of a subgraph request in the form of undici: names and values in turn. */
export function subgraphHeaders(headers: Readonly<Record<string, string>>): readonly string[] {
  const list = [...ALWAYS_SENT];
  for (const [name, value] of Object.entries(headers)) {
    if (mayPass(name)) list.push(name, value);
  }
  return list;
}
