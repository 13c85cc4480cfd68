/** What the statistics endpoint of every subgraph does, whatever its records. */
import { createHmac, hkdfSync } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AddressInfo } from 'node:net';
import { generateKeyPair, type JSONWebKeySet } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { startCaseSystem } from '../../mocks/guidance/start-case-system.ts';
import type { JsonPartner } from '../../mocks/json-partner.ts';
import { arrangementsOf } from '../../mocks/world/arrangements.ts';
import { createWorld } from '../../mocks/world/create-world.ts';
import { CASE_SYSTEM_IDS, trajectoriesOf } from '../../mocks/world/trajectories.ts';
import { contextDigest } from '../../core/federation/signed-context.ts';
import { readPurposes } from '../../core/purposes/purposes.ts';
import { streamLines } from '../../subgraphs/kit/server/stream-lines.ts';
import { readKeySet, type KeyDomain } from '../../subgraphs/kit/ids/key-set.ts';
import { startSubgraph } from '../../subgraphs/start-subgraph.ts';
import { recordsIn } from '../audit-log/audited-subgraph.ts';
import {
  COACH,
  contextOf,
  encryptedFor,
  NOW,
  partnersAt,
  readDemoKey,
  settingsOf,
  startSubgraphHarness,
  type SubgraphHarness,
} from '../support/subgraph-harness.ts';
import {
  askStatistics,
  KEY_QUARTER,
  readLines,
  RELEASE,
  sendStatistics,
  STATISTICS_KEYS,
  statisticsBody,
  statisticsToken,
  statisticsUrl,
  table,
} from '../support/statistics-client.ts';
import { quarterKeys } from '../support/quarter-keys.ts';
import { TEST_DAY } from '../support/test-day.ts';

const world = createWorld({ date: TEST_DAY });
const [LOKET, FUND_RUN] = CASE_SYSTEM_IDS;
const KIND = 'guidance';
const DOMAINS = ['voucher', 'person', 'coach'] as const;
const PURPOSE = 'urn:llo:purpose:programme-evaluation';
const CONTROLLER = '00000099000000000000';
const COUNTS = table('trajectories', ['started']);
const TOKENS = table('vouchers', ['coach'], { give: 'tokens' });
const TOKENS_TWO = { ...TOKENS, id: 'two' };

let systems: readonly JsonPartner[];
let urls: Readonly<Record<string, string>>;
let folder: string;
let guidance: SubgraphHarness;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'vakgraaf-statistics-'));
  systems = await Promise.all(CASE_SYSTEM_IDS.map((id) => startCaseSystem(world, { id, port: 0 })));
  urls = Object.fromEntries(systems.map(({ id, url }) => [id, url]));
  guidance = await start({ auditFolder: folder, auditLogOptions: { retryAfterMs: 0 } });
});
afterAll(async () => {
  await guidance.stop();
  await Promise.all(systems.map((one) => one.stop()));
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => {
  for (const system of systems) system.setFault(null);
  guidance.forget();
});

const start = (
  changes: object = {},
  partners = partnersAt(urls),
  domains: readonly KeyDomain[] = DOMAINS,
) => startSubgraphHarness(KIND, partners, domains, { statisticsKeys: STATISTICS_KEYS, ...changes });

const systemOf = (id: string) => {
  const found = systems.find((one) => one.id === id);
  if (found === undefined) throw new Error('No such case system');
  return found;
};

describe('who may ask', () => {
  const body = statisticsBody([COUNTS]);
  const nowS = () => Math.floor(Date.now() / 1000);
  const bearer = async (...given: Parameters<typeof statisticsToken>) =>
    `Bearer ${await statisticsToken(...given)}`;

  const refused: readonly (readonly [title: string, make: () => Promise<string | null>])[] = [
    ['no token', () => Promise.resolve(null)],
    ['a token without a scheme', () => statisticsToken(KIND, body)],
    ['a text that is no token', () => Promise.resolve('Bearer abc')],
    ['a token for another subgraph', () => bearer('funds', body)],
    [
      'a token for two subgraphs',
      () =>
        bearer(KIND, body, {
          audience: ['urn:llo:subgraph:guidance:statistics', 'urn:llo:subgraph:funds:statistics'],
        }),
    ],
    ['a token for the graph', () => bearer(KIND, body, { audience: `urn:llo:subgraph:${KIND}` })],
    ['a token of another issuer', () => bearer(KIND, body, { issuer: 'urn:llo:gateway' })],
    ['a token for another body', () => bearer(KIND, body, { digest: contextDigest('{}') })],
    ['a token that has expired', () => bearer(KIND, body, { issuedAt: nowS() - 61 })],
    ['a token that lives for an hour', () => bearer(KIND, body, { lifeS: 3_600 })],
    [
      'a token of another key',
      async () =>
        bearer(KIND, body, {
          key: (await generateKeyPair('EdDSA', { crv: 'Ed25519' })).privateKey,
        }),
    ],
    ['the context of the gateway', async () => `Bearer ${await contextOf(COACH, KIND, body)}`],
  ];

  test.each(refused)('%s gives UNAUTHENTICATED, and asks no partner', async (_, make) => {
    for (const system of systems) system.resetCalls();
    const { status, errors } = await sendStatistics(guidance.url, body, await make(), {
      'x-llo-context': await contextOf(COACH, KIND, body),
    });
    expect([status, errors]).toEqual([
      401,
      [
        {
          message: 'Cannot accept the token of this request',
          extensions: { code: 'UNAUTHENTICATED' },
        },
      ],
    ]);
    expect(systems.map((one) => one.calls())).toEqual([0, 0]);
  });

  test('its token opens nothing of the graph', async () => {
    const query = JSON.stringify({ query: '{ caseload(first: 1) { nodes { id } } }' });
    const token = await statisticsToken(KIND, query);
    const send = async (headers: Readonly<Record<string, string>>) => {
      const response = await fetch(guidance.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: query,
      });
      const { errors } = (await response.json()) as {
        errors: readonly { extensions: { code: string } }[];
      };
      return errors.map(({ extensions }) => extensions.code);
    };
    expect(await send({ 'x-llo-context': token })).toEqual(['UNAUTHENTICATED']);
    expect(await send({ authorization: `Bearer ${token}` })).toEqual(['UNAUTHENTICATED']);
  });

  test('without the setting the path does not exist, also for a valid token', async () => {
    const closed = await start({ statisticsKeys: undefined });
    const token = await statisticsToken(KIND, body);
    const answer = await sendStatistics(closed.url, body, `Bearer ${token}`);
    await closed.stop();
    expect([answer.status, answer.errors]).toEqual([
      404,
      [
        {
          message: 'Cannot find this path: expected POST /graphql',
          extensions: { code: 'BAD_REQUEST' },
        },
      ],
    ]);
  });

  test('a published key stops the start where a partner is not synthetic', async () => {
    const list = partnersAt(urls);
    const partners = list.partners.map((one) => ({ ...one, synthetic: false }));
    const settings = settingsOf('provinces', { ...list, partners }, []);
    await expect(
      startSubgraph({
        ...settings,
        isDemo: false,
        gatewayKeys: STATISTICS_KEYS,
        statisticsKeys: readDemoKey('gateway.public') as JSONWebKeySet,
      }),
    ).rejects.toThrow('Cannot start "provinces" with the insights key of the demo');
  });

  test('a key for a subgraph that counts nothing stops its start', async () => {
    const settings = settingsOf('provinces', partnersAt({}), []);
    await expect(startSubgraph({ ...settings, statisticsKeys: STATISTICS_KEYS })).rejects.toThrow(
      'Cannot use subgraphs.provinces.statisticsKeys: this subgraph counts nothing for insights',
    );
  });
});

describe('a request that cannot be fulfilled', () => {
  const refusedAs = (message: string) => [400, [{ message, extensions: { code: 'BAD_REQUEST' } }]];
  const UNREADABLE = 'Cannot read this request: expected JSON of the protocol';

  test.each([
    [
      'another record set',
      [COUNTS, table('people', [], { id: 'two' })],
      {},
      'Cannot give table 2 of the request: expected one of the record sets trajectories, vouchers, arrangements',
    ],
    [
      'another column',
      [table('vouchers', ['coach', 'number'])],
      {},
      'Cannot give table 1 of the request: the columns of vouchers here are coach',
    ],
    [
      'a column of every object',
      [table('vouchers', ['constructor'])],
      {},
      'Cannot give table 1 of the request: the columns of vouchers here are coach',
    ],
    [
      'a record set of every object',
      [table('constructor', [])],
      {},
      'Cannot give table 1 of the request: expected one of the record sets trajectories, vouchers, arrangements',
    ],
    [
      'a column twice',
      [table('vouchers', ['coach', 'coach'])],
      {},
      'Cannot give table 1 of the request: a column is there twice',
    ],
    [
      'tokens of records that have none',
      [table('trajectories', ['started'], { give: 'tokens' })],
      {},
      'Cannot give table 1 of the request: records of trajectories have no tokens here, ask for counts',
    ],
    [
      'the quarter of today',
      [COUNTS],
      { release: '2026Q4' },
      'Cannot count a quarter that has not ended: expected an earlier release',
    ],
    ['two tables of one name', [COUNTS, COUNTS], {}, UNREADABLE],
    ['no table', [], {}, UNREADABLE],
    ['a member that is not in the protocol', [COUNTS], { where: {} }, UNREADABLE],
  ] as const)('%s gives BAD_REQUEST with what is expected', async (_, tables, changes, message) => {
    const { status, errors } = await askStatistics(guidance.url, KIND, tables, changes);
    expect([status, errors]).toEqual(refusedAs(message));
  });

  test('tokens of a quarter without a key give BAD_REQUEST', async () => {
    const keyFiles = DOMAINS.map((domain) => {
      const file = join(folder, `${domain}.key.json`);
      writeFileSync(file, JSON.stringify({ domain, keys: quarterKeys(domain) }));
      return file;
    });
    const own = await start({ keyFiles });
    const answer = await askStatistics(own.url, KIND, [TOKENS], { keyQuarter: '1999Q1' });
    await own.stop();
    expect([answer.status, answer.errors]).toEqual(
      refusedAs('Cannot make tokens: there is no voucher key of 1999Q1 here'),
    );
  });
});

describe('several requests', () => {
  test('while one is answered another gets 429, and its turn comes when the client of the first has left', async () => {
    systemOf(LOKET).setFault('late');
    const leaving = new AbortController();
    const body = statisticsBody([COUNTS]);
    const first = fetch(statisticsUrl(guidance.url), {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${await statisticsToken(KIND, body)}`,
      },
      body,
      signal: leaving.signal,
    });
    const left = expect(first).rejects.toThrow();
    await vi.waitUntil(() => systemOf(LOKET).calls() > 0, 20_000);
    const second = await askStatistics(guidance.url, KIND, [COUNTS]);
    expect([second.status, second.errors]).toEqual([
      429,
      [
        {
          message: 'Cannot count for two requests at once: try again when the other has ended',
          extensions: { code: 'RATE_LIMITED' },
        },
      ],
    ]);
    leaving.abort();
    await left;
    systemOf(LOKET).setFault(null);
    await vi.waitUntil(
      async () => (await askStatistics(guidance.url, KIND, [COUNTS])).status === 200,
      20_000,
    );
  });

  test('a token that is not accepted takes no turn', async () => {
    const body = statisticsBody([COUNTS]);
    const [denied, counted] = await Promise.all([
      sendStatistics(guidance.url, body, 'Bearer e30.e30.e30'),
      askStatistics(guidance.url, KIND, [COUNTS]),
    ]);
    expect([denied.status, counted.status]).toEqual([401, 200]);
  });
});

describe('partners that do not respond', () => {
  const noAnswer = (partner: string, fault: string) => ({
    message: `Partner "${partner}" gave no answer: ${fault}`,
    path: [],
    extensions: { code: 'PARTNER_NO_ANSWER', partner, kind: KIND, fault },
  });

  test.each([
    ['down', 'unreachable'],
    ['garbled', 'garbled'],
    ['half', 'garbled'],
    ['html', 'garbled'],
  ] as const)(
    'one that is %s gives PARTNER_NO_ANSWER, and no row of the others',
    async (fault, named) => {
      systemOf(FUND_RUN).setFault(fault);
      const { status, errors, text } = await askStatistics(guidance.url, KIND, [
        COUNTS,
        TOKENS_TWO,
      ]);
      expect([status, errors]).toEqual([503, [noAnswer(FUND_RUN, named)]]);
      expect(text).not.toContain('"table"');
    },
  );

  test('one has ten times as long as for a query, and then is late', async () => {
    const list = partnersAt(urls);
    const partners = list.partners.map((one) => ({ ...one, deadlineMs: 200 }));
    const own = await start({}, { ...list, partners });
    systemOf(FUND_RUN).setDelay(250);
    const slow = await askStatistics(own.url, KIND, [COUNTS]);
    systemOf(FUND_RUN).setDelay(0);
    systemOf(FUND_RUN).setFault('late');
    const late = await askStatistics(own.url, KIND, [COUNTS]);
    await own.stop();
    expect([slow.status, late.status, late.errors]).toEqual([
      200,
      503,
      [noAnswer(FUND_RUN, 'late')],
    ]);
  });

  test('two that are down are both named, and the tables are given without them', async () => {
    for (const system of systems) system.setFault('down');
    const both = await askStatistics(guidance.url, KIND, [COUNTS]);
    expect([both.status, both.errors]).toEqual([
      503,
      [noAnswer(LOKET, 'unreachable'), noAnswer(FUND_RUN, 'unreachable')],
    ]);
    guidance.forget();
    systemOf(LOKET).setFault(null);
    const { tables, head } = await askStatistics(guidance.url, KIND, [COUNTS], {
      without: [FUND_RUN, 'otib'],
    });
    expect(head.partners).toEqual([{ id: LOKET, asOf: NOW.toISOString() }]);
    const own = trajectoriesOf(world).filter(
      ({ system, startedOn }) => system === LOKET && startedOn <= '2026-09-30',
    );
    expect(tables['one']?.reduce((sum, [count]) => sum + Number(count), 0)).toBe(own.length);
  });

  test('a partner that gives for evaluation to other clients alone refuses, and to the controller it gives', async () => {
    const limitedTo = (oin: string) => {
      const list = partnersAt(urls);
      const limited = list.partners.map((one) =>
        one.id === LOKET ? { ...one, purposes: { [PURPOSE]: [oin] } } : one,
      );
      return start({}, { ...list, partners: limited });
    };
    const [closed, open] = [await limitedTo(COACH.consumer), await limitedTo(CONTROLLER)];
    const answers = [
      await askStatistics(closed.url, KIND, [COUNTS]),
      await askStatistics(open.url, KIND, [COUNTS]),
    ];
    await Promise.all([closed.stop(), open.stop()]);
    expect(answers.map(({ status, errors }) => [status, errors])).toEqual([
      [503, [noAnswer(LOKET, 'refused')]],
      [200, []],
    ]);
  });

  test('without a purpose of evaluation in the list of purposes nothing is counted', async () => {
    const purposes = new Map([...readPurposes()].filter(([uri]) => uri !== PURPOSE));
    const own = await start({ purposes });
    const { status, errors } = await askStatistics(own.url, KIND, [COUNTS]);
    await own.stop();
    expect([status, errors]).toEqual([
      403,
      [
        {
          message: `Cannot count for ${PURPOSE}: it has no controller here`,
          extensions: { code: 'PURPOSE_DENIED' },
        },
      ],
    ]);
  });

  test('when the client leaves, the request to a partner is cancelled', async () => {
    const [asked, cancelled] = [deferred(), deferred()];
    const silent = createServer((_, response) => {
      response.once('close', cancelled.resolve);
      asked.resolve();
    });
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as AddressInfo;
    const own = await start({}, partnersAt({ [FUND_RUN]: `http://127.0.0.1:${port}` }), [
      'voucher',
      'coach',
    ]);
    const body = statisticsBody([COUNTS]);
    const client = new AbortController();
    const sent = fetch(statisticsUrl(own.url), {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${await statisticsToken(KIND, body)}`,
      },
      body,
      signal: client.signal,
    });
    await asked.promise;
    client.abort();
    await expect(sent).rejects.toThrow('aborted');
    await cancelled.promise;
    await own.stop();
    silent.closeAllConnections();
    await new Promise<void>((resolve) => silent.close(() => resolve()));
    expect(own.log()).not.toContain('Cannot answer for statistics');
  });
});

function deferred() {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

describe('tokens', () => {
  const tokensOf = async (id: string, changes: object = {}) => {
    const { tables } = await askStatistics(guidance.url, KIND, [{ ...TOKENS, id }], changes);
    return (tables[id] ?? []).map(([token]) => String(token));
  };
  const named = [
    ...new Set(
      trajectoriesOf(world)
        .filter(({ startedOn }) => startedOn <= '2026-09-30')
        .flatMap(({ vouchers }) => vouchers.map(({ fund, number }) => `${fund}:${number}`)),
    ),
  ];

  test('are HMAC-SHA-256 of the voucher under HKDF-SHA-256 of the key, the release and the table', async () => {
    const key = readKeySet('mocks/demo-keys/voucher.key.json').keyOf(KEY_QUARTER);
    const info = JSON.stringify(['llo-token/v1', RELEASE, 'one']);
    const derived = Buffer.from(hkdfSync('sha256', key, '', info, 32));
    const expected = named.map((text) =>
      createHmac('sha256', derived).update(text).digest().subarray(0, 16).toString('base64url'),
    );
    expect(await tokensOf('one')).toEqual(expected.toSorted());
  });

  test('of two tables or two releases have none in common, and none is an id or part of one', async () => {
    const all = [
      await tokensOf('one'),
      await tokensOf('two'),
      await tokensOf('one', { release: '2026Q2' }),
    ];
    expect(all.map((tokens) => tokens.length > 100)).toEqual([true, true, true]);
    expect(new Set(all.flat()).size).toBe(all.flat().length);
    const ids = named.map((text) => encryptedFor(COACH, 'voucher', 'llo-voucher/v1', text)).join();
    expect(all.flat().filter((token) => ids.includes(token))).toEqual([]);
  });

  test('and counts hold no number of a person, voucher, trajectory or employer, and none is in the log', async () => {
    const { text } = await askStatistics(guidance.url, KIND, [
      { ...TOKENS, id: 'one' },
      { ...COUNTS, id: 'two' },
      table('arrangements', ['age-group', 'employer-size', 'started'], { id: 'three' }),
    ]);
    const secrets = [
      ...world.people.map(({ bsn }) => bsn),
      ...world.vouchers.map(({ number }) => number),
      ...trajectoriesOf(world).map(({ number }) => number),
      ...arrangementsOf(world).flatMap(({ number, employerKvk }) => [number, employerKvk]),
    ];
    const log = guidance.log();
    expect(secrets.filter((one) => text.includes(one) || log.includes(one))).toEqual([]);
  });
});

describe('the audit log', () => {
  const textOf = (partner: string) =>
    readdirSync(join(folder, partner))
      .filter((file) => file.endsWith('.jsonl'))
      .map((file) => readFileSync(join(folder, partner, file), 'utf8'))
      .join('');
  const recordsOf = (partner: string) => recordsIn(textOf(partner));

  test('of each partner has one line for the request and one for each of its records, however many tables', async () => {
    const before = CASE_SYSTEM_IDS.map((id) => recordsOf(id).length);
    await askStatistics(guidance.url, KIND, [
      { ...COUNTS, id: 'one' },
      { ...COUNTS, id: 'two', programme: 'gelders-vakmanschap' },
      { ...TOKENS, id: 'three' },
    ]);
    for (const [at, partner] of CASE_SYSTEM_IDS.entries()) {
      const [operation, ...lines] = recordsOf(partner).slice(before[at]);
      const own = trajectoriesOf(world).filter(
        ({ system, startedOn }) => system === partner && startedOn <= '2026-09-30',
      );
      const subjects = lines.map(({ attributes }) => attributes['dpl.core.data_subject_id']);
      expect(lines.length).toBe(own.length);
      expect(new Set(subjects).size).toBe(own.length);
      expect(operation).toMatchObject({
        status: 'Ok',
        resource: {
          attributes: {
            'service.name': 'vakgraaf-guidance',
            'vakgraaf.controller': partner,
            'vakgraaf.client': CONTROLLER,
            'vakgraaf.purpose': PURPOSE,
            'vakgraaf.categories': 'Trajectory Trajectory.targetGroup',
          },
        },
        attributes: {
          'dpl.core.processing_activity_id': 'urn:llo:processing:programme-evaluation',
          'dpl.core.foreign_operation.processor': 'urn:llo:insights',
        },
      });
      expect(lines.every((line) => line.parent_span_id === operation?.span_id)).toBe(true);
      expect(lines[0]?.attributes['dpl.core.data_subject_id_type']).toBe('trajectory');
    }
  });

  test('of a partner that was asked in vain has the line of the request alone', async () => {
    const before = recordsOf(LOKET).length;
    systemOf(FUND_RUN).setFault('down');
    await askStatistics(guidance.url, KIND, [COUNTS]);
    expect(recordsOf(LOKET).slice(before)).toMatchObject([{ status: 'Error' }]);
  });

  test('that cannot be written keeps everything back, and asks no partner', async () => {
    const own = mkdtempSync(join(tmpdir(), 'vakgraaf-statistics-'));
    const subgraph = await start({ auditFolder: own, auditLogOptions: { retryAfterMs: 0 } });
    renameSync(own, `${own}-gone`);
    await askStatistics(subgraph.url, KIND, [COUNTS]);
    for (const system of systems) system.resetCalls();
    const { status, errors, text } = await askStatistics(subgraph.url, KIND, [COUNTS]);
    renameSync(`${own}-gone`, own);
    await subgraph.stop();
    rmSync(own, { recursive: true, force: true });
    expect([status, errors]).toEqual([
      503,
      [
        {
          message: 'Cannot log this access now, so nothing is counted: try again later',
          extensions: { code: 'ACCOUNT_UNAVAILABLE' },
        },
      ],
    ]);
    expect(text).not.toContain('"table"');
    expect(systems.map((one) => one.calls())).toEqual([0, 0]);
  });
});

describe('the stream', () => {
  test('is the same for the same request, and ends with the number of its rows', async () => {
    const ask = () => askStatistics(guidance.url, KIND, [COUNTS, TOKENS_TWO]);
    const [first, second] = [await ask(), await ask()];
    expect(second.text).toBe(first.text);
    const lines = first.text.trimEnd().split('\n');
    expect(lines.at(-1)).toBe(`{"end":${lines.length - 4}}`);
  });

  test('without its last line, or with a line less, is known to be cut off', async () => {
    const { text } = await askStatistics(guidance.url, KIND, [COUNTS]);
    const lines = text.trimEnd().split('\n');
    for (const cut of [lines.slice(0, -1), lines.toSpliced(3, 1), lines.slice(0, 1)]) {
      expect(() => readLines(cut.join('\n'))).toThrow('The response is cut off');
    }
  });

  test('is cut off when its client accepts nothing for too long, or takes too long in all', async () => {
    async function* lines() {
      for (;;) yield await Promise.resolve('x'.repeat(65_536));
    }
    for (const limits of [
      { pauseMs: 50, totalMs: 60_000 },
      { pauseMs: 60_000, totalMs: 50 },
    ]) {
      const server = createServer();
      const sent = new Promise<unknown>((resolve) => {
        server.once('request', (_, response) => {
          streamLines(response, lines(), new AbortController().signal, limits).then(
            () => resolve('sent'),
            ({ name }: Error) => resolve(name),
          );
        });
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const { port } = server.address() as AddressInfo;
      const response = await fetch(`http://127.0.0.1:${port}/`);
      expect(await sent).toBe('AbortError');
      await expect(response.text()).rejects.toThrow();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    }
  });

  test('of lines that end with an error breaks off in the middle', async () => {
    async function* lines() {
      yield '{"partners":[]}'.padEnd(100_000);
      await Promise.reject(new Error('The second line cannot be made'));
    }
    const server = createServer((_, response) => {
      streamLines(response, lines(), new AbortController().signal).catch(() => undefined);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const response = await fetch(`http://127.0.0.1:${port}/`);
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow();
    server.closeAllConnections();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  });
});
