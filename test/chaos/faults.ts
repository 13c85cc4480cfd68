/** The faults of a connection, each with the fault code that the gateway and the subgraphs give it. */
import type { Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { Fault } from '../../core/errors/error-codes.ts';

/** The response of the server behind the proxy. */
export interface WholeResponse {
  readonly status: number;
  readonly type: string;
  readonly body: Buffer;
  /** The whole response as HTTP/1.1. */
  readonly bytes: Buffer;
}

export interface ChaosFault {
  readonly name: string;
  /** Of a subgraph, as the gateway reports it; null when the response must be as without the fault. */
  readonly ofSubgraph: Fault | null;
  /** Of a partner, as its subgraph reports it. */
  readonly ofPartner: Fault | null;
  /** Sends a response to the client instead of the whole one. */
  readonly send: (client: Socket, whole: WholeResponse, address: Trap) => void;
}

/** An address that records its visits: nobody may follow a redirect to it. */
export interface Trap {
  readonly trapUrl: string;
}

/** Longer than every deadline of the tests. */
const LATE_MS = 60_000;
const DRIP_MS = 50;
const BOMB_BYTES = 64 * 1024 * 1024;
const ENDLESS_BYTES = 80 * 1024 * 1024;
const PIECES = 40;

const head = (status: string, ...headers: readonly string[]): string =>
  [`HTTP/1.1 ${status}`, ...headers, '', ''].join('\r\n');

const json = 'content-type: application/json';
const lengthOf = (body: Buffer | string) => `content-length: ${Buffer.byteLength(body)}`;

/** A complete response with this status, these headers and this body, and then the end of the connection. */
const respond =
  (status: string, body: Buffer | string, ...headers: readonly string[]): ChaosFault['send'] =>
  (client) => {
    client.write(head(status, ...headers, lengthOf(body)));
    client.end(body);
  };

/**
 * About half of a body. Of a table it ends in the first cell of a row: a CSV file need not end with a line break (RFC 4180,
 * 2), so that one which ends in the last cell of a row may be whole.
 */
function halfOf(body: Buffer): Buffer {
  const half = Math.floor(body.length / 2);
  const line = body.lastIndexOf('\n', half);
  return body.subarray(0, line < 1 ? half : line + 3);
}

function later(client: Socket, ms: number, work: () => void): void {
  const timer = setTimeout(work, ms).unref();
  client.once('close', () => clearTimeout(timer));
}

/** The last byte never comes, so that a short response is not complete by the deadline either. */
function drip(client: Socket, bytes: Buffer): void {
  const sent = bytes.subarray(0, -1);
  let at = 0;
  const timer = setInterval(() => client.write(sent.subarray(at, (at += 1))), DRIP_MS).unref();
  client.once('close', () => clearInterval(timer));
}

/** The same bytes in many writes, of which none ends where a message or a character ends. */
async function inPieces(client: Socket, bytes: Buffer): Promise<void> {
  const size = Math.max(1, Math.ceil(bytes.length / PIECES));
  for (let at = 0; at < bytes.length && !client.destroyed; at += size) {
    client.write(bytes.subarray(at, at + size));
    await new Promise((resolve) => setImmediate(resolve));
  }
}

function endless(client: Socket, start: string, part: Buffer): void {
  client.write(start);
  let left = ENDLESS_BYTES;
  const more = () => {
    while (left > 0 && !client.destroyed) {
      left -= part.length;
      if (!client.write(part)) return;
    }
  };
  client.on('drain', more);
  more();
}

let bomb: Buffer | undefined;
const gzipBomb = (): Buffer => (bomb ??= gzipSync(Buffer.alloc(BOMB_BYTES, ' ')));

const both = (fault: Fault | null) => ({ ofSubgraph: fault, ofPartner: fault });

export const CHAOS_FAULTS: readonly ChaosFault[] = [
  {
    name: 'delay',
    ...both('late'),
    send: (client, { bytes }) => later(client, LATE_MS, () => client.end(bytes)),
  },
  { name: 'drip', ...both('late'), send: (client, { bytes }) => drip(client, bytes) },
  {
    name: 'reset before the headers',
    ...both('unreachable'),
    send: (client) => client.resetAndDestroy(),
  },
  {
    name: 'reset after the headers',
    ...both('unreachable'),
    send: (client, { body, type }) => {
      const headers = head('200 OK', `content-type: ${type}`, lengthOf(body));
      client.write(headers, () => client.resetAndDestroy());
    },
  },
  {
    name: 'end after half of the body',
    ...both('unreachable'),
    send: (client, { body, type }) => {
      client.write(head('200 OK', `content-type: ${type}`, lengthOf(body)));
      client.end(halfOf(body));
    },
  },
  {
    name: 'end after half of a chunked body',
    ...both('unreachable'),
    send: (client, { body, type }) => {
      const half = halfOf(body);
      client.write(head('200 OK', `content-type: ${type}`, 'transfer-encoding: chunked'));
      client.write(`${half.length.toString(16)}\r\n`);
      client.write(half);
      client.end('\r\n');
    },
  },
  {
    name: 'half of the body as the whole',
    ...both('garbled'),
    send: (client, whole, trap) =>
      respond('200 OK', halfOf(whole.body), `content-type: ${whole.type}`)(client, whole, trap),
  },
  {
    name: 'garbage in place of HTTP',
    ...both('garbled'),
    send: (client) => client.end('\u0007\u0000nonsense\r\n\r\n'),
  },
  { name: 'garbage in the body', ...both('garbled'), send: respond('200 OK', '\0{"data":', json) },
  {
    name: 'a length that is too short',
    ...both('garbled'),
    send: (client, { body, type }) => {
      client.write(
        head('200 OK', `content-type: ${type}`, `content-length: ${halfOf(body).length}`),
      );
      client.end(body);
    },
  },
  {
    name: 'a length that is too long',
    ...both('unreachable'),
    send: (client, { body, type }) => {
      client.write(head('200 OK', `content-type: ${type}`, `content-length: ${body.length + 9}`));
      client.end(body);
    },
  },
  {
    name: 'two lengths',
    ...both('garbled'),
    send: (client, { body, type }) => {
      client.write(head('200 OK', `content-type: ${type}`, lengthOf(body), 'content-length: 5'));
      client.end(body);
    },
  },
  {
    name: 'status 500',
    ofSubgraph: 'unreachable',
    ofPartner: 'refused',
    send: respond('500 Internal Server Error', '{}', json),
  },
  {
    name: 'status 503 of a load balancer',
    ofSubgraph: 'unreachable',
    ofPartner: 'refused',
    send: respond('503 Service Unavailable', '<h1>503</h1>', 'content-type: text/html'),
  },
  {
    name: 'redirect',
    ...both('refused'),
    send: (client, _, { trapUrl }) => {
      const location = `location: ${trapUrl}/graphql`;
      client.end(head('307 Temporary Redirect', location, json, 'content-length: 0'));
    },
  },
  {
    name: 'gzip of garbage',
    ...both('garbled'),
    send: respond('200 OK', 'not gzip', json, 'content-encoding: gzip'),
  },
  {
    name: 'gzip bomb',
    ...both('garbled'),
    send: (client, whole, trap) =>
      respond('200 OK', gzipBomb(), json, 'content-encoding: gzip')(client, whole, trap),
  },
  {
    name: 'an HTML page',
    ...both('garbled'),
    send: respond('200 OK', '<h1>Onderhoud</h1>', 'content-type: text/html'),
  },
  { name: 'an empty body', ...both('garbled'), send: respond('200 OK', '', json) },
  {
    name: 'a body without end',
    ...both('garbled'),
    send: (client) => endless(client, head('200 OK', json), Buffer.alloc(65_536, '[')),
  },
  {
    name: 'headers without end',
    ...both('garbled'),
    send: (client) => endless(client, 'HTTP/1.1 200 OK\r\nx: ', Buffer.alloc(65_536, 'a')),
  },
  {
    name: 'many pieces',
    ...both(null),
    send: (client, { bytes }) => void inPieces(client, bytes),
  },
  {
    name: 'end after each response',
    ...both(null),
    send: (client, { bytes }) => client.end(bytes),
  },
];
