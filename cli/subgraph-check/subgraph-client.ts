/** Asks a live subgraph, whose responses may be hostile: time, bytes and number of requests are bounded. */
import { request } from 'undici';
import { CONTEXT_HEADER } from '../../core/http/headers.ts';
import { isObject } from '../../core/structures/is-object.ts';

export interface SubgraphRequest {
  readonly body?: string | Buffer;
  readonly context?: string | undefined;
  readonly method?: 'GET' | 'POST';
  /** The media type of the body; null for none. */
  readonly type?: string | null;
  /** Added to the address. */
  readonly search?: string;
  /** Another address on the same server. */
  readonly path?: string;
}

export interface ReplyError {
  readonly message: unknown;
  readonly path: unknown;
  readonly extensions: Readonly<Record<string, unknown>>;
}

/** A response as far as it can be read. */
export interface Reply {
  /** 0 where there is no response. */
  readonly status: number;
  /** Why the response cannot be read. */
  readonly fault: string | null;
  readonly headers: Readonly<Record<string, unknown>>;
  /** The value of `content-type`. */
  readonly type: string;
  /** Whether a context was sent. */
  readonly isPersonal: boolean;
  readonly text: string;
  readonly data: unknown;
  readonly errors: readonly ReplyError[];
}

export interface SubgraphClient {
  readonly send: (sent: SubgraphRequest) => Promise<Reply>;
  /** All that came so far. */
  readonly replies: readonly Reply[];
}

/** The fault of a connection that was refused or closed. */
export const NO_RESPONSE = 'no response';

/** What one check may cost, whatever the server does. */
export const CHECK_LIMITS = {
  requests: 600,
  requestMs: 10_000,
  totalMs: 180_000,
  responseBytes: 4 * 1024 * 1024,
  totalBytes: 64 * 1024 * 1024,
};

export function createSubgraphClient(url: string, limits = CHECK_LIMITS): SubgraphClient {
  const replies: Reply[] = [];
  const total = AbortSignal.timeout(limits.totalMs);
  let bytesLeft = limits.totalBytes;

  const receive = async (sent: SubgraphRequest): Promise<Received> => {
    const { method = 'POST', body, type = 'application/json', context, search = '', path } = sent;
    if (replies.length >= limits.requests) return faulty(0, 'the check has sent all its requests');
    if (total.aborted)
      return faulty(0, `the check took more than ${limits.totalMs / 1000} seconds`);
    const signal = AbortSignal.any([total, AbortSignal.timeout(limits.requestMs)]);
    let status = 0;
    try {
      const response = await request(path === undefined ? `${url}${search}` : new URL(path, url), {
        method,
        signal,
        // A server may close the connection before it has read a large body.
        reset: Buffer.isBuffer(body),
        ...(body !== undefined && { body }),
        headers: {
          accept: 'application/graphql-response+json, application/json',
          ...(body !== undefined && type !== null && { 'content-type': type }),
          ...(context !== undefined && { [CONTEXT_HEADER]: context }),
        },
      });
      status = response.statusCode;
      const chunks: Buffer[] = [];
      let bytes = 0;
      for await (const chunk of response.body as AsyncIterable<Buffer>) {
        bytes += chunk.length;
        bytesLeft -= chunk.length;
        if (bytes > limits.responseBytes || bytesLeft < 0) {
          return faulty(status, 'a response of too many bytes');
        }
        chunks.push(chunk);
      }
      const { headers } = response;
      return { ...parseReply(status, Buffer.concat(chunks).toString('utf8')), headers };
    } catch {
      return faulty(
        status,
        signal.aborted ? `no response within ${limits.requestMs / 1000} seconds` : NO_RESPONSE,
      );
    }
  };
  return {
    replies,
    send: async (sent) => {
      const received = await receive(sent);
      const reply = {
        ...received,
        type: textOf(received.headers['content-type']),
        isPersonal: sent.context !== undefined,
      };
      replies.push(reply);
      return reply;
    },
  };
}

const textOf = (header: unknown): string => (typeof header === 'string' ? header : '');

type Received = Omit<Reply, 'type' | 'isPersonal'>;

function faulty(status: number, fault: string): Received {
  return { status, fault, headers: {}, text: '', data: undefined, errors: [] };
}

function parseReply(status: number, text: string): Received {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return { ...faulty(status, 'a response that is not JSON'), text };
  }
  if (!isObject(body)) return { ...faulty(status, 'JSON that is not an object'), text };
  const { data, errors } = body;
  const list = Array.isArray(errors) ? errors.slice(0, 1000) : [];
  return {
    status,
    fault: errors !== undefined && !Array.isArray(errors) ? 'errors that are not a list' : null,
    headers: {},
    text,
    data,
    errors: list.map((one: unknown) => ({
      message: isObject(one) ? one['message'] : undefined,
      path: isObject(one) ? one['path'] : undefined,
      extensions: isObject(one) && isObject(one['extensions']) ? one['extensions'] : {},
    })),
  };
}
