/** Whatever bytes one partner sends, over HTTP or to a client of PostgreSQL: its fault stays its own. */
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { warmUpTableReader } from '../../subgraphs/provinces/table-reader.ts';
import { isNamed, startKinds, type KindUnderTest } from '../support/partner-kinds.ts';

type Respond = (socket: Socket) => void;

const SECRET = 'geheim 999990019';
/** In milliseconds: what a partner that never ends its response costs a test. */
const DEADLINE = 400;

let server: Server;
let respond: Respond;
let kinds: readonly KindUnderTest[];
let stop: () => Promise<void>;
const sockets = new Set<Socket>();

beforeAll(async () => {
  await warmUpTableReader();
  server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    socket.on('data', () => {
      if (!socket.destroyed) respond(socket);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const http = `http://127.0.0.1:${port}`;
  const started = await startKinds(
    {
      uwv: http,
      guidance: http,
      education: http,
      provinces: http,
      funds: `postgresql://reader@127.0.0.1:${port}/fund`,
    },
    DEADLINE,
  );
  ({ kinds, stop } = started);
});
afterAll(async () => {
  await stop();
  for (const socket of sockets) socket.destroy();
  await new Promise((resolve) => server.close(resolve));
});
let rows = 0;
beforeEach(() => {
  // A partner is paused after five faults in a row.
  if (rows % 4 === 0) for (const { harness } of kinds) harness.forget();
  rows += 1;
});

const send =
  (...parts: readonly (string | Buffer)[]): Respond =>
  (socket) =>
    void socket.write(Buffer.concat(parts.map((part) => Buffer.from(part))));
const sendAndEnd =
  (...parts: readonly (string | Buffer)[]): Respond =>
  (socket) =>
    void socket.end(Buffer.concat(parts.map((part) => Buffer.from(part))));

/** Sends a part again and again as fast as it is read, up to 16 MB. */
const endless =
  (head: string, part: string): Respond =>
  (socket) => {
    if (socket.listenerCount('drain') > 0) return;
    const bytes = Buffer.from(part.repeat(Math.ceil(4_096 / part.length)));
    let left = Math.ceil((16 * 1_048_576) / bytes.length);
    const more = () => {
      while (left > 0 && !socket.destroyed) {
        left -= 1;
        if (!socket.write(bytes)) return;
      }
    };
    socket.on('drain', more);
    socket.write(head);
    more();
  };

const drip =
  (head: string, part: string): Respond =>
  (socket) => {
    socket.write(head);
    const timer = setInterval(() => socket.write(part), 25);
    socket.once('close', () => clearInterval(timer));
  };

const OK = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n';
const CSV = 'HTTP/1.1 200 OK\r\ncontent-type: text/csv\r\n';
const CHUNKED = `${OK}transfer-encoding: chunked\r\n\r\n`;

const BOMB = gzipSync(Buffer.alloc(64 * 1_048_576, '['));

const RESPONSES: Readonly<Record<string, Respond>> = {
  'nothing at all': () => undefined,
  'a reset': (socket) => void socket.resetAndDestroy(),
  'the end of the connection': (socket) => void socket.end(),
  'text of another protocol': send(`SSH-2.0-${SECRET}\r\n`),
  'a page without a header': sendAndEnd(`<html>${SECRET}</html>`),
  'a status of 999': sendAndEnd('HTTP/1.1 999 X\r\ncontent-length: 0\r\n\r\n'),
  'a status of 99999': sendAndEnd('HTTP/1.1 99999 X\r\n\r\n'),
  'a status without a number': sendAndEnd(`HTTP/1.1 ${SECRET}\r\n\r\n`),
  'half a status': send('HTTP/1.1 20'),
  'headers without end': endless('HTTP/1.1 200 OK\r\n', 'x-a: b\r\n'),
  'a header without end': endless('HTTP/1.1 200 OK\r\nx-a: ', 'b'),
  'informational responses without end': endless('', 'HTTP/1.1 103 Early Hints\r\nx: y\r\n\r\n'),
  'another protocol to switch to': send(
    'HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n',
  ),
  'a body that is shorter than its length': sendAndEnd(`${OK}content-length: 900\r\n\r\n{"a":1}`),
  'half a body, then silence': send(`${OK}content-length: 900\r\n\r\n{"a":`),
  'two lengths': sendAndEnd(`${OK}content-length: 2\r\ncontent-length: 3\r\n\r\n{}`),
  'a negative length': sendAndEnd(`${OK}content-length: -1\r\n\r\n{}`),
  'a length of 2^70': send(`${OK}content-length: 1180591620717411303424\r\n\r\n{}`),
  'a length beside chunks': sendAndEnd(
    `${OK}content-length: 2\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n`,
  ),
  'a chunk without a size': sendAndEnd(`${CHUNKED}zz\r\n{}\r\n0\r\n\r\n`),
  'a chunk of four gigabytes': send(`${CHUNKED}ffffffff\r\n{}`),
  'chunks that end early': sendAndEnd(`${CHUNKED}2\r\n{}\r\n`),
  'a body without end': endless(`${OK}\r\n`, ' '),
  'a register without end': endless(`${CSV}\r\n`, `"${SECRET}";`),
  'chunks without end': endless(CHUNKED, '8\r\n[[[[[[[[\r\n'),
  'trailers without end': endless(`${CHUNKED}2\r\n{}\r\n0\r\n`, 'x-a: b\r\n'),
  'a byte now and then': drip(`${OK}content-length: 100000\r\n\r\n`, '['),
  'a header now and then': drip('HTTP/1.1 200 OK\r\n', 'x: y\r\n'),
  'an error page now and then': drip('HTTP/1.1 500 X\r\ncontent-type: text/html\r\n\r\n', SECRET),
  'a redirect': sendAndEnd(
    'HTTP/1.1 307 X\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0\r\n\r\n',
  ),
  'a retry after a day': sendAndEnd(
    'HTTP/1.1 429 X\r\nretry-after: 86400\r\ncontent-length: 0\r\n\r\n',
  ),
  'a gzip bomb': sendAndEnd(
    `${OK}content-encoding: gzip\r\ncontent-length: ${BOMB.length}\r\n\r\n`,
    BOMB,
  ),
  'a media type of bytes': sendAndEnd(
    Buffer.from(
      'HTTP/1.1 200 OK\r\ncontent-type: \xff\x01\r\ncontent-length: 2\r\n\r\n{}',
      'latin1',
    ),
  ),
  'JSON of 100,000 levels': sendAndEnd(`${OK}\r\n`, '[{"a":'.repeat(50_000)),
  'a denial of TLS': send('N'),
  'an error in the language of PostgreSQL': sendAndEnd(`E\0\0\0\x20SFATAL\0C28P01\0M${SECRET}\0\0`),
};

test.each(Object.entries(RESPONSES))(
  'a partner that sends %s is named by a fault, and the other of its kind has its data',
  async (_, behaviour) => {
    respond = behaviour;
    const found = await Promise.all(
      kinds.map(async ({ kind, harness, spoilt, healthy, ask, healthyPart }) => {
        const { data, errors = [] } = await ask(harness);
        const part = healthyPart(data);
        return {
          kind,
          named: errors.length > 0 && errors.every((error) => isNamed(spoilt, error)),
          hasOther: healthy === undefined || (part !== null && [part].flat().length === 1),
          isFreeOfValues: !JSON.stringify([data, errors, harness.log()]).includes('geheim'),
        };
      }),
    );
    expect(found).toEqual(
      kinds.map(({ kind }) => ({ kind, named: true, hasOther: true, isFreeOfValues: true })),
    );
  },
);

test('every fault was logged with its partner, its kind and its cause', () => {
  for (const { harness, kind, spoilt } of kinds) {
    const lines = harness
      .log()
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) {
      expect(line).toMatchObject({ msg: 'Partner fault', partner: spoilt, kind, count: 1 });
      expect(line['fault']).toMatch(/^(unreachable|late|refused|garbled)$/);
      expect([line['reason'], line['error']]).not.toEqual([undefined, undefined]);
    }
  }
});
