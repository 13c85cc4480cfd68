/** Whatever one fund's database sends: that fund is named, the other responds, the process lives. */
import type { Socket } from 'node:net';
import { array, assert, asyncProperty, nat, tuple } from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { frame, welcome } from '../../mocks/funds/wire.ts';
import {
  completed,
  dataRow,
  PARSED,
  READY,
  resultOf,
  rowDescription,
  schemeRow,
  startFakePostgres,
} from '../support/fake-postgres.ts';
import type { FakePostgres } from '../support/fake-postgres.ts';
import { partnersAt, startSubgraphHarness } from '../support/subgraph-harness.ts';
import type { SubgraphHarness } from '../support/subgraph-harness.ts';

let hostile: FakePostgres;
let healthy: FakePostgres;
let harness: SubgraphHarness;

beforeAll(async () => {
  hostile = await startFakePostgres('comma');
  healthy = await startFakePostgres('array');
  healthy.schemes = [schemeRow({ uses: '{train}' })];
});
beforeEach(async () => {
  hostile.respond = null;
  hostile.greet = null;
  hostile.schemes = [schemeRow()];
  // A partner that failed five times is left alone for a while, so every test has its own subgraph.
  await harness?.stop();
  harness = await startSubgraphHarness(
    'funds',
    partnersAt({ otib: hostile.url, oom: healthy.url }),
    ['voucher'],
  );
});
afterAll(async () => {
  await harness.stop();
  await Promise.all([hostile.stop(), healthy.stop()]);
});

const QUERY = '{ voucherSchemes(first: 10) { nodes { id } } }';
const BOTH = { data: { voucherSchemes: { nodes: [{ id: 'otib:S1' }, { id: 'oom:S1' }] } } };

const without = (fault: string) => ({
  data: { voucherSchemes: { nodes: [{ id: 'oom:S1' }] } },
  errors: [
    {
      message: `Partner "otib" gave no answer: ${fault}`,
      path: ['voucherSchemes'],
      extensions: { code: 'PARTNER_NO_ANSWER', partner: 'otib', kind: 'funds', fault },
    },
  ],
});

async function ask() {
  const { data, errors } = await harness.ask(null, QUERY);
  const { nodes } = (data as typeof BOTH.data).voucherSchemes;
  const sorted = nodes.toSorted((a, b) => (a.id > b.id ? -1 : 1));
  return { data: { voucherSchemes: { nodes: sorted } }, ...(errors && { errors }) };
}

const COLUMNS = ['code', 'name'];
const error = (code: string) =>
  frame('E', Buffer.from(`SERROR\0C${code}\0MNL12 999990019 is geheim\0\0`));
const send =
  (...parts: readonly Buffer[]) =>
  (socket: Socket) => {
    socket.write(Buffer.concat(parts));
  };
const head = (type: string, length: number) => {
  const bytes = Buffer.alloc(5);
  bytes.write(type);
  bytes.writeUInt32BE(length, 1);
  return bytes;
};

const RESPONSES: Readonly<Record<string, readonly [string, (socket: Socket) => void]>> = {
  'a row of 32767 columns in 6 bytes': ['garbled', send(frame('D', Buffer.from([0x7f, 0xff])))],
  'the same after a description of rows': [
    'garbled',
    send(PARSED, rowDescription(COLUMNS, 'comma'), frame('D', Buffer.from([0x7f, 0xff]))),
  ],
  'a row with more values than columns': [
    'garbled',
    send(
      PARSED,
      rowDescription(['code'], 'comma'),
      dataRow(['a', 'b']),
      completed('SELECT 1'),
      READY,
    ),
  ],
  'a value that is longer than its message': [
    'late',
    send(PARSED, rowDescription(['code'], 'comma'), frame('D', Buffer.from([0, 1, 0x7f, 0, 0, 0]))),
  ],
  'a description of rows that ends early': ['garbled', send(frame('T', Buffer.from([0, 9])))],
  'a description of 32767 columns': [
    'garbled',
    send(
      PARSED,
      rowDescription(
        Array.from({ length: 32_767 }, () => 'c'),
        'comma',
      ),
      READY,
    ),
  ],
  'a message of an unknown type': ['garbled', send(frame('~', Buffer.alloc(9)), READY)],
  'a length of zero': ['garbled', send(head('D', 0), READY)],
  'a length of four gigabytes': ['late', send(head('D', 0xffffffff))],
  'no more than half a message': ['late', send(head('T', 200), Buffer.alloc(20))],
  'nothing at all': ['late', () => {}],
  'a reset': ['unreachable', (socket) => void socket.resetAndDestroy()],
  'the end of the connection': ['unreachable', (socket) => void socket.end()],
  'a query that ends without rows or their description': ['garbled', send(PARSED, READY)],
  'a query that ends with a command alone': [
    'garbled',
    send(PARSED, frame('n', Buffer.alloc(0)), completed('SELECT 0'), READY),
  ],
  'an answer to an empty query': ['garbled', send(PARSED, frame('I', Buffer.alloc(0)), READY)],
  'fewer rows than it says': [
    'garbled',
    send(PARSED, rowDescription(COLUMNS, 'comma'), completed('SELECT 5'), READY),
  ],
  'the result of another command': [
    'garbled',
    send(PARSED, rowDescription(COLUMNS, 'comma'), completed('DELETE 0'), READY),
  ],
  'two results for one query': [
    'garbled',
    send(
      resultOf([schemeRow()], 'comma').subarray(0, -READY.length),
      resultOf([schemeRow()], 'comma'),
    ),
  ],
  'an error in the middle of the rows': [
    'garbled',
    send(PARSED, rowDescription(COLUMNS, 'comma'), dataRow(['a', 'b']), error('22P02'), READY),
  ],
  'an error without a query': ['refused', send(error('42501'), error('42501'), READY)],
  'rows of a column that was not asked': [
    'garbled',
    send(PARSED, rowDescription(['x'], 'comma'), dataRow(['a']), completed('SELECT 1'), READY),
  ],
  'a request to copy': ['garbled', send(frame('G', Buffer.from([0, 0, 0])), READY)],
  'rows without end': ['garbled', endless(dataRow(['a'.repeat(1_000), 'b']))],
  'very many very small rows': [
    'garbled',
    endless(Buffer.concat(Array.from({ length: 500 }, () => dataRow([])))),
  ],
  'notices without end': ['garbled', endless(frame('N', Buffer.from(`M${'n'.repeat(9_000)}\0\0`)))],
};

function endless(part: Buffer): (socket: Socket) => void {
  return (socket) => {
    socket.write(Buffer.concat([PARSED, rowDescription(COLUMNS, 'comma')]));
    // Bounded here too, should nobody stop it.
    let left = Math.ceil((64 * 1_048_576) / part.length);
    const more = () => {
      while (left > 0 && !socket.destroyed) {
        left -= 1;
        if (!socket.write(part)) return;
      }
    };
    socket.on('drain', more);
    more();
  };
}

test.each(Object.entries(RESPONSES))(
  'a database that responds with %s makes only its own fund unavailable, until it recovers',
  async (_, [fault, respond]) => {
    expect(await ask()).toEqual(BOTH);
    hostile.respond = respond;
    expect(await ask()).toEqual(without(fault));
    hostile.respond = null;
    expect(await ask()).toEqual(BOTH);
  },
);

const GREETINGS: Readonly<Record<string, readonly [string, (socket: Socket) => void]>> = {
  'an unknown way to authenticate': ['garbled', send(frame('R', Buffer.from([0, 0, 0, 99])))],
  'authentication of four bytes short': ['garbled', send(frame('R', Buffer.alloc(0)))],
  'a request for a password that we have none for': [
    'refused',
    send(frame('R', Buffer.from([0, 0, 0, 3]))),
  ],
  'a request for an MD5 password': [
    'refused',
    send(frame('R', Buffer.from([0, 0, 0, 5, 1, 2, 3, 4]))),
  ],
  'SASL without a mechanism': ['refused', send(frame('R', Buffer.from([0, 0, 0, 10, 0])))],
  'an error right after it was ready': ['unreachable', send(welcome(), error('42501'))],
  'rows that nobody asked for': ['unreachable', send(welcome(), dataRow(['a']))],
  'text of another protocol': ['late', send(Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n'))],
  'settings without end': [
    'garbled',
    endless(frame('S', Buffer.from(`a\0${'b'.repeat(9_000)}\0`))),
  ],
};

test.each(Object.entries(GREETINGS))(
  'a database that greets with %s makes only its own fund unavailable, until it recovers',
  async (_, [fault, greet]) => {
    hostile.greet = greet;
    expect(await ask()).toEqual(without(fault));
    hostile.greet = null;
    expect(await ask()).toEqual(BOTH);
  },
);

test.each<[string, string, (socket: Socket) => void]>([
  ['denies TLS', 'garbled', send(Buffer.from('N'))],
  ['answers with an error', 'garbled', send(Buffer.from('E'))],
  ['answers with another protocol', 'garbled', send(Buffer.from('HTTP/1.1 400\r\n\r\n'))],
  ['breaks off', 'unreachable', (socket) => void socket.end()],
  ['accepts, and sends no certificate', 'garbled', send(Buffer.from('S'), Buffer.alloc(99, 'x'))],
])('a database that %s where its address demands TLS is %s', async (_, fault, greet) => {
  hostile.greet = greet;
  const other = await startSubgraphHarness(
    'funds',
    partnersAt({ otib: `${hostile.url}?sslmode=verify-full`, oom: healthy.url }),
    ['voucher'],
  );
  expect(await other.ask(null, QUERY)).toEqual(without(fault));
  await other.stop();
});

test('random bytes in a response of one fund leave the schemes of the other', async () => {
  const good = resultOf([schemeRow()], 'comma');
  await assert(
    asyncProperty(
      array(tuple(nat(good.length - 1), nat(255)), { minLength: 1, maxLength: 4 }),
      async (changes) => {
        const bytes = Buffer.from(good);
        for (const [at, value] of changes) bytes[at] = value;
        // Nothing may be left half sent, or every run would wait for the deadline.
        hostile.respond = (socket) => socket.end(bytes);
        const { nodes } = (await ask()).data.voucherSchemes;
        expect(nodes).toContainEqual({ id: 'oom:S1' });
      },
    ),
    { numRuns: 40 },
  );
});

test('a fault is logged with its partner and its cause, without a value, and once a minute', async () => {
  hostile.respond = send(PARSED, error('22P02'), READY);
  for (let times = 0; times < 3; times += 1) await ask();
  const lines = harness
    .log()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines).toEqual([
    expect.objectContaining({
      msg: 'Partner fault',
      partner: 'otib',
      kind: 'funds',
      fault: 'garbled',
      reason: 'result',
      code: '22P02',
      count: 1,
    }),
  ]);
  expect(harness.log()).not.toMatch(/999990019|geheim/);
});
