import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { AccessRecord } from '../../gateway/audit/access-record.ts';
import { createDenialTally } from '../../gateway/audit/denial-tally.ts';
import { compareText } from '../../core/structures/compare-text.ts';
import { splitLine } from '../../core/audit-log/chained-line.ts';
import { analyst, coach, CONSUMER, startSmallGateway } from './support/small-gateway.ts';
import type { SmallGateway } from './support/small-gateway.ts';

const ID = 'geheim-nummer-999990019';
const TRACE = '0af7651916cd43dd8448eb211c80319c';
const TRACEPARENT = `00-${TRACE}-b7ad6b7169203331-01`;

let folder: string;
let gateway: SmallGateway;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'vakgraaf-denied-'));
  await start();
});
afterEach(async () => {
  await gateway.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function start(more: Parameters<typeof startSmallGateway>[0] = {}): Promise<void> {
  gateway = await startSmallGateway({ auditFolder: folder, ...more });
  gateway.funds.respondWith({ data: { schemes: [], vouchers: [] } });
}

async function restart(more: Parameters<typeof startSmallGateway>[0]): Promise<void> {
  await gateway.stop();
  rmSync(folder, { recursive: true, force: true });
  await start(more);
}

/** Stops the gateway and reads its audit log: the records and the whole text. */
async function written(): Promise<{ lines: readonly AccessRecord[]; text: string }> {
  await gateway.stop();
  const text = readdirSync(folder)
    .toSorted()
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .join('');
  const lines = text.split('\n').flatMap((line) => {
    const split = splitLine(line);
    return split?.json.includes('"trace_id"') ? [JSON.parse(split.json) as AccessRecord] : [];
  });
  // Lines with and without a purpose are in different files.
  return { lines: lines.toSorted((a, b) => compareText(a.time, b.time)), text };
}

const deniedLine = (codes: readonly string[], more: Partial<AccessRecord> = {}) => ({
  time: expect.stringMatching(/^\d{4}-.*Z$/),
  trace_id: expect.stringMatching(/^[0-9a-f]{32}$/),
  span_id: expect.stringMatching(/^[0-9a-f]{16}$/),
  consumer: CONSUMER,
  user: expect.stringMatching(/^token:[\w-]{43}$/),
  purpose: null,
  operation_hash: null,
  operation_name: null,
  personal: false,
  kinds: [],
  partners: [],
  outcome: 'refused',
  codes,
  silent: [],
  duration_ms: expect.any(Number),
  receipts: [],
  ...more,
});

const GUIDANCE = 'urn:llo:purpose:case-guidance';
const unverified = { consumer: null, user: null };

test.each([
  ['a name with letters', 'medewerker-12', 'medewerker-12'],
  ['a UUID', '12345678-1234-4123-8123-123456789012', '12345678-1234-4123-8123-123456789012'],
  ['a citizen number', '999990019', null],
  ['a citizen number in a URN', 'urn:burger:999990019', null],
  ['a citizen number without its zero', '99999001', null],
])('the line names a user whose claim sub is %s by %s, or by the token', async (_, sub, user) => {
  const token = await gateway.token({ ...coach, sub });
  await gateway.ask('{ unknown }', { token });
  const { lines, text } = await written();
  expect(lines.map((line) => line.user)).toEqual([
    user ?? expect.stringMatching(/^token:[\w-]{43}$/),
  ]);
  expect(text.includes(sub)).toBe(user !== null);
});

describe('a denied request with a valid token has one line in the audit log', () => {
  test.each([
    ['a document with a syntax error', `{ vouchers(id: "${ID}" {`, 'GRAPHQL_PARSE_FAILED'],
    ['an unknown field', `{ secret(id: "${ID}") }`, 'GRAPHQL_VALIDATION_FAILED'],
    [
      'an id without quotes',
      `query Named { region(name: ${ID.replaceAll('-', '_')}) { name } }`,
      'GRAPHQL_VALIDATION_FAILED',
    ],
    ['a document that is nested too deep', `{ ${'{'.repeat(500)} `, 'TOO_LARGE'],
  ])(
    '%s: the line has the principal and the code, and nothing of the document',
    async (_, query, code) => {
      await gateway.ask(query, {
        token: await gateway.token(),
        headers: { traceparent: TRACEPARENT },
      });
      const { lines, text } = await written();
      expect(lines).toEqual([
        deniedLine([code], {
          purpose: GUIDANCE,
          trace_id: TRACE,
          parent_span_id: 'b7ad6b7169203331',
        }),
      ]);
      expect(text).not.toMatch(/geheim|secret/);
    },
  );

  test('an invalid variable: the line has the hash and name of the operation, and no value', async () => {
    const query = 'query Region($name: String!) { region(name: $name) { name } }';
    const token = await gateway.token();
    await gateway.ask(query, { token, variables: { name: { [ID]: ID } } });
    await gateway.ask(query, { token, variables: { name: 'some' } });
    const { lines, text } = await written();
    const [first, second] = lines;
    expect(first).toEqual(
      deniedLine(['BAD_USER_INPUT'], {
        purpose: GUIDANCE,
        operation_hash: second?.operation_hash ?? 'missing',
        operation_name: 'Region',
      }),
    );
    expect(text).not.toContain('geheim');
  });

  test.each(['Person999990019', 'Person_999_990_019', 'p9_9_9_9_9_0_0_1_9'])(
    'an operation with a number in its name: the line does not have the name %s',
    async (name) => {
      await gateway.ask(`query ${name} { schemes { id } }`, { token: await gateway.token() });
      const { lines, text } = await written();
      expect(lines.map(({ operation_name }) => operation_name)).toEqual([null]);
      expect(text).not.toContain(name);
    },
  );

  test('a purpose that the token does not have: the line has the consumer, and not the requested purpose', async () => {
    const token = await gateway.token();
    await gateway.ask('query Schemes { schemes { id } }', { token });
    await gateway.ask('query Schemes { schemes { id } }', {
      token,
      headers: { 'x-llo-purpose': ID },
    });
    const { lines, text } = await written();
    const [first, denied] = lines;
    expect(denied).toEqual(
      deniedLine(['PURPOSE_DENIED'], {
        operation_hash: first?.operation_hash ?? 'missing',
        operation_name: 'Schemes',
      }),
    );
    expect(text).not.toContain('geheim');
  });

  test('an operation outside the safelist: the line has OPERATION_NOT_TRUSTED, and nothing of the document', async () => {
    await restart({
      safelistRule: { mode: 'safelist', isIdOnly: false },
    });
    await gateway.ask(`{ region(name: "${ID}") { name } }`, {
      token: await gateway.token(analyst),
    });
    const { lines, text } = await written();
    expect(lines).toEqual([deniedLine(['OPERATION_NOT_TRUSTED'])]);
    expect(text).not.toContain('geheim');
  });

  test.each([
    [
      'a body of type text/plain',
      { method: 'POST', body: '{}', headers: { 'content-type': 'text/plain' } },
      'BAD_REQUEST',
    ],
    ['a PUT request', { method: 'PUT', body: '{}' }, 'BAD_REQUEST'],
    [
      'an Accept header of image/png',
      { method: 'POST', body: '{}', headers: { accept: 'image/png' } },
      'BAD_REQUEST',
    ],
    ['a GET request', { method: 'GET' }, 'BAD_REQUEST'],
    [
      'a body that is too large',
      {
        method: 'POST',
        body: 'x'.repeat(3_000_000),
        headers: { 'content-type': 'application/json' },
      },
      'TOO_LARGE',
    ],
  ] as const)('%s: the line has the code, and nothing of the request', async (_, init, code) => {
    const authorization = `Bearer ${await gateway.token()}`;
    const url = `${gateway.url}/graphql${init.method === 'GET' ? `?query={${ID}}` : ''}`;
    const headers = { ...('headers' in init ? init.headers : {}), authorization };
    await (await fetch(url, { ...init, headers })).text();
    const { lines, text } = await written();
    expect(lines).toEqual([deniedLine([code])]);
    expect(text).not.toContain('geheim');
  });

  test('a valid operation without the required scope: the line has its hash, name and subgraphs', async () => {
    await gateway.ask('query Cases { vouchers { id } }', { token: await gateway.token(analyst) });
    expect((await written()).lines).toEqual([
      deniedLine(['SCOPE_DENIED'], {
        purpose: 'urn:llo:purpose:programme-evaluation',
        operation_hash: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
        operation_name: 'Cases',
        kinds: ['funds'],
        personal: false,
      }),
    ]);
  });
});

describe('a denied request without a valid token', () => {
  test('has one line for each code, with a count and nothing of the token', async () => {
    const token = await gateway.token({ ...coach, exp: 1, sub: ID, consumer: '9'.repeat(20) });
    const headers = { traceparent: TRACEPARENT };
    for (let time = 0; time < 40; time += 1) {
      await gateway.ask('{ schemes { id } }', { token, headers });
    }
    await gateway.ask('{ schemes { id } }', { headers: { authorization: `Basic ${ID}` } });
    await (await fetch(`${gateway.url}/graphql?access_token=${token}`)).text();
    const { lines, text } = await written();
    expect(lines).toEqual([
      deniedLine(['UNAUTHENTICATED'], {
        ...unverified,
        count: 41,
        until: expect.stringMatching(/Z$/) as string,
      }),
      deniedLine(['BAD_REQUEST'], unverified),
    ]);
    expect(text).not.toContain(TRACE);
    expect(text).not.toMatch(/geheim|99999/);
    expect(text).not.toContain(token.slice(-20));
  });

  test('has no line when it has no token', async () => {
    await gateway.ask('{ nonsense }');
    await gateway.ask('{ vouchers { id } }');
    expect((await written()).lines).toEqual([]);
  });
});

test('createDenialTally writes three lines of one consumer, and one line with a count for all others', () => {
  vi.useFakeTimers();
  try {
    const out: AccessRecord[] = [];
    const tally = createDenialTally({
      write: (lines) => void out.push(...lines),
      windowMs: 1_000,
      linesMax: 3,
    });
    const line = (consumer: string | null, n: number): AccessRecord => ({
      ...(deniedLine(['TOO_LARGE']) as unknown as AccessRecord),
      consumer,
      user: `user-${n}`,
      time: `t${n}`,
    });
    for (let n = 0; n < 1_000; n += 1) tally.take(line('one', n));
    tally.take(line('other', 1));
    expect(out.map(({ consumer, count }) => [consumer, count])).toEqual([
      ['one', undefined],
      ['one', undefined],
      ['one', undefined],
      ['other', undefined],
    ]);
    vi.advanceTimersByTime(1_000);
    expect(out.slice(4)).toEqual([{ ...line('one', 3), user: null, count: 997, until: 't999' }]);
    tally.take(line('one', 1));
    expect(out).toHaveLength(6);
  } finally {
    vi.useRealTimers();
  }
});

test('a missing audit folder does not change the response to an invalid document', async () => {
  const token = await gateway.token();
  renameSync(folder, `${folder}-gone`);
  try {
    const { status, body } = await gateway.ask('{ nonsense }', { token });
    expect([status, body.errors?.[0]?.extensions?.code]).toEqual([
      400,
      'GRAPHQL_VALIDATION_FAILED',
    ]);
  } finally {
    renameSync(`${folder}-gone`, folder);
  }
});

test('the operation hash does not depend on the value of a default', async () => {
  const token = await gateway.token();
  const queryWith = (id: string) =>
    `query D($name: String = "${id}") { region(name: $name) { name } }`;
  await gateway.ask(queryWith('first'), { token });
  await gateway.ask(queryWith('second'), { token });
  const { lines } = await written();
  expect(lines[0]?.operation_hash).toMatch(/^[0-9a-f]{64}$/);
  expect(lines[1]?.operation_hash).toBe(lines[0]?.operation_hash);
});
