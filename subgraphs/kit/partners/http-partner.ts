import { setTimeout } from 'node:timers/promises';
import { Pool, type Dispatcher } from 'undici';
import { ACCEPT_ENCODING, decompress } from '../../../core/http/compression.ts';
import { rawHeader } from '../../../core/http/raw-headers.ts';
import type { Fault } from '../../../core/errors/error-codes.ts';
import { traceparentOf } from '../../../core/trace/trace.ts';
import type { Validators } from './conditional-request.ts';
import type { PartnerCall } from './partner-request.ts';
import { PartnerFault } from './partner-fault.ts';
import { assertPossibleTexts } from './possible-text.ts';
import { TRACE_HEADER } from '../../../core/http/headers.ts';
import { parseJson } from '../turns/parse-json.ts';

/** One request to a partner over HTTP. */
export interface PartnerHttpRequest {
  readonly method: 'GET' | 'POST';
  /** Path and query below the partner's base address. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Accepted media types of the response; any other is `garbled`. */
  readonly accept: readonly string[];
}

/**
 * A body of an accepted type, or `unchanged` for 304. Any other status than 200 is a fault, 404 and 204
 * too, because a missing list is not an empty list.
 */
export type HttpResponse =
  | {
      readonly outcome: 'body';
      readonly body: Buffer;
      readonly validators: Validators;
      /** The character encoding that the response declares, in lower case. */
      readonly charset: string | null;
      /** Whether HTTP itself would have told that a part is missing. */
      readonly isDelimited: boolean;
    }
  | { readonly outcome: 'unchanged' };

/** The client for a partner over HTTP: bounded connections and bytes, no redirects. */
export interface HttpPartner {
  ask(request: PartnerHttpRequest, call: PartnerCall): Promise<HttpResponse>;
  stop(): Promise<void>;
}

export interface HttpPartnerOptions {
  readonly url: string;
  readonly connectionsMax: number;
  readonly answerBytesMax: number;
}

/** Retries allowed beyond one in ten requests, so that a failing partner does not get double load. */
const RETRIES_SPARE = 3;
const STOP_WITHIN_MS = 1_000;

export function createHttpPartner(options: HttpPartnerOptions): HttpPartner {
  const base = new URL(options.url);
  const prefix = base.pathname.replace(/\/$/, '');
  const pool = new Pool(base.origin, {
    connections: options.connectionsMax,
    pipelining: 1,
    maxHeaderSize: 16_384,
    connectTimeout: 2_000,
  });
  let asked = 0;
  let retried = 0;

  /** Of each call, because a call may read many pages, and keeps them all until it has the last. */
  const bytesRead = new WeakMap<PartnerCall, number>();

  const askOnce = async (request: PartnerHttpRequest, call: PartnerCall): Promise<HttpResponse> => {
    const sent = {
      method: request.method,
      path: prefix + request.path,
      headers: {
        accept: request.accept.join(', '),
        'accept-encoding': ACCEPT_ENCODING,
        [TRACE_HEADER]: traceparentOf(call.trace),
        ...request.headers,
      },
      body: request.body ?? null,
    };
    const bytes: BytesOfCall = {
      left: () => options.answerBytesMax - (bytesRead.get(call) ?? 0),
      take: (count) => void bytesRead.set(call, (bytesRead.get(call) ?? 0) + count),
    };
    const received = await new Promise<Received>((resolve, reject) => {
      const accept = (type: string | null) => type !== null && request.accept.includes(type);
      pool.dispatch(sent, new Receiver({ accept, bytes, signal: call.signal, resolve, reject }));
    });
    return readResponse(received, bytes);
  };

  return {
    ask: async (request, call) => {
      asked += 1;
      call.recordSent();
      try {
        return await askOnce(request, call);
      } catch (error) {
        const fault = faultOf(error, call.signal);
        // The partner may have closed an idle connection; all requests are reads, so a retry is safe.
        if (fault !== 'unreachable' || retried > asked / 10 + RETRIES_SPARE) {
          throw error instanceof PartnerFault ? error : connectionFault(fault, error);
        }
        retried += 1;
      }
      try {
        return await askOnce(request, call);
      } catch (error) {
        if (error instanceof PartnerFault) throw error;
        throw connectionFault(faultOf(error, call.signal), error);
      }
    },
    // A list that is read again in the background may still be under way.
    stop: async () => {
      await Promise.race([pool.close(), setTimeout(STOP_WITHIN_MS, undefined, { ref: false })]);
      await pool.destroy();
    },
  };
}

const BYTE_ORDER_MARK = Buffer.from('\uFEFF');

/** Parses a JSON body of a partner; not JSON in UTF-8, or a text that cannot be, is `garbled`. */
export async function parsePartnerJson(body: Buffer, signal: AbortSignal): Promise<unknown> {
  const isMarked = body.subarray(0, BYTE_ORDER_MARK.length).equals(BYTE_ORDER_MARK);
  const json = isMarked ? body.subarray(BYTE_ORDER_MARK.length) : body;
  const value = await parseJson(json, signal);
  if (value === undefined) throw new PartnerFault('garbled', { reason: 'json' });
  await assertPossibleTexts(json, signal);
  return value;
}

/** How many more bytes one call may hold, all its pages together. */
interface BytesOfCall {
  left(): number;
  take(count: number): void;
}

/** A response that has arrived whole; of a status other than 200 there is no body. */
interface Received {
  readonly status: number;
  readonly headers: readonly Buffer[];
  readonly body: Buffer;
}

interface ReceiveOptions {
  /** Whether a body of this media type is read. */
  readonly accept: (mediaType: string | null) => boolean;
  readonly bytes: BytesOfCall;
  readonly signal: AbortSignal;
  readonly resolve: (received: Received) => void;
  readonly reject: (error: unknown) => void;
}

/** What is read of the body of an error, so that its connection can be used again. */
const ERROR_BYTES_MAX = 131_072;

/** Handles the events of undici as bytes arrive, without a stream for each response. */
class Receiver implements Dispatcher.DispatchHandler {
  readonly #options: ReceiveOptions;
  readonly #chunks: Buffer[] = [];
  #status = 0;
  #headers: readonly Buffer[] = [];
  #errorBytes = 0;
  #isDone = false;
  #abort: ((error?: Error) => void) | undefined;

  constructor(options: ReceiveOptions) {
    this.#options = options;
    const { signal } = options;
    if (signal.aborted) this.handleEvent();
    else signal.addEventListener('abort', this);
  }

  onConnect(abortRequest: (error?: Error) => void): void {
    this.#abort = abortRequest;
    if (this.#isDone) abortRequest(ABANDONED);
  }

  onHeaders(code: number, raw: Buffer[]): boolean {
    // An interim response (RFC 9110, 15.2) comes before the response itself.
    if (code < 200) return true;
    this.#status = code;
    this.#headers = raw;
    if (code === 200 && !this.#options.accept(mediaTypeOf(raw))) this.#garble('media type');
    return true;
  }

  onData(chunk: Buffer): boolean {
    if (this.#isDone) return true;
    const { bytes } = this.#options;
    if (this.#status !== 200) {
      this.#errorBytes += chunk.length;
      if (this.#errorBytes > ERROR_BYTES_MAX) {
        this.onComplete();
        this.#abort?.(ABANDONED);
      }
      return true;
    }
    bytes.take(chunk.length);
    if (bytes.left() < 0) this.#garble('size');
    else this.#chunks.push(chunk);
    return true;
  }

  onComplete(): void {
    if (!this.#end()) return;
    const body = Buffer.concat(this.#chunks);
    this.#options.resolve({ status: this.#status, headers: this.#headers, body });
  }

  onError(error: unknown): void {
    if (this.#end()) this.#options.reject(error);
  }

  /** The signal aborts, of which this is a listener. */
  handleEvent(): void {
    this.#abandon(this.#options.signal.reason);
  }

  #garble(reason: 'media type' | 'size'): void {
    this.#abandon(new PartnerFault('garbled', { reason }));
  }

  #abandon(error: unknown): void {
    this.onError(error);
    this.#abort?.(ABANDONED);
  }

  /** False where it has ended before. */
  #end(): boolean {
    if (this.#isDone) return false;
    this.#isDone = true;
    this.#options.signal.removeEventListener('abort', this);
    return true;
  }
}

const ABANDONED = new Error('The subgraph abandoned this request to a partner');

async function readResponse(
  { status, headers, body: received }: Received,
  bytes: BytesOfCall,
): Promise<HttpResponse> {
  if (status === 304) return { outcome: 'unchanged' };
  if (status !== 200) {
    const isSuccess = status > 200 && status < 300;
    const mediaType = mediaTypeOf(headers);
    const detail = { reason: 'status', status, mediaType } as const;
    throw new PartnerFault(isSuccess ? 'garbled' : 'refused', detail);
  }
  const coding = rawHeader(headers, 'content-encoding') ?? '';
  const body = await expand(received, coding, received.length + bytes.left());
  bytes.take(body.length - received.length);
  return {
    outcome: 'body',
    body,
    validators: {
      etag: rawHeader(headers, 'etag'),
      lastModified: rawHeader(headers, 'last-modified'),
      date: rawHeader(headers, 'date'),
    },
    charset: charsetOf(headers),
    isDelimited:
      rawHeader(headers, 'content-length') !== null ||
      rawHeader(headers, 'transfer-encoding') !== null,
  };
}

/** A body that exceeds the limit when it is decompressed is as `garbled` as one that is not compressed at all. */
async function expand(body: Buffer, coding: string, bytesMax: number): Promise<Buffer> {
  try {
    return await decompress(body, coding, bytesMax);
  } catch (error) {
    const isTooLarge = error instanceof RangeError;
    throw new PartnerFault('garbled', {
      reason: isTooLarge ? 'size' : 'content coding',
      cause: error,
    });
  }
}

function mediaTypeOf(headers: readonly Buffer[]): string | null {
  return rawHeader(headers, 'content-type')?.split(';', 1)[0]?.trim().toLowerCase() ?? null;
}

function charsetOf(headers: readonly Buffer[]): string | null {
  const [, ...parameters] = rawHeader(headers, 'content-type')?.toLowerCase().split(';') ?? [];
  const given = parameters.map((one) => /^\s*charset\s*=\s*"?([\w.:-]{1,40})"?\s*$/.exec(one)?.[1]);
  return given.find((one) => one !== undefined) ?? null;
}

function connectionFault(fault: Fault, cause: unknown): PartnerFault {
  return new PartnerFault(fault, { reason: 'connection', cause });
}

function faultOf(error: unknown, signal: AbortSignal): Fault {
  if (error instanceof PartnerFault) return error.fault;
  if (signal.aborted) return 'late';
  const { code, name } = error as { readonly code?: unknown; readonly name?: unknown };
  if (code === 'UND_ERR_HEADERS_TIMEOUT' || code === 'UND_ERR_BODY_TIMEOUT') return 'late';
  if (name === 'HTTPParserError') return 'garbled';
  if (code === 'UND_ERR_HEADERS_OVERFLOW' || code === 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH') {
    return 'garbled';
  }
  return 'unreachable';
}
