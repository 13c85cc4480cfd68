import { afterEach, describe, expect, test, vi } from 'vitest';
import { startStandaloneGateway } from '../../gateway/standalone/standalone-gateway.ts';
import { EXECUTION_KINDS } from '../../gateway/execution/execution-kinds.ts';
import { readGatewaySettings } from '../support/config-file.ts';
import {
  completedDuring,
  askByGet,
  cpuOf,
  startSharedEntities,
  startSharedFixture,
  TOO_LARGE,
  type SharedEntities,
  type SharedEntitiesOptions,
} from './support/shared-entities.ts';

const running: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((one) => one.stop()));
});

async function start(options: SharedEntitiesOptions): Promise<SharedEntities> {
  const shared = await startSharedEntities(options);
  running.push(shared);
  return shared;
}

const QUERY = '{ rows { node { items { text } } } }';
/** Without a limit these requests take minutes, or all memory. */
const CPU_MS_MAX = 8_000;
const LONG = 'x'.repeat(600);

test('a response that is sent as bytes is not parsed', async () => {
  const { gateway } = await start({ kind: 'compiled', rows: 3, items: 3 });
  const { body } = await gateway.ask(QUERY);
  const sent = JSON.stringify(body);
  const parse = vi.spyOn(JSON, 'parse');
  try {
    // As text, because a client that parses would be seen too.
    const response = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: QUERY }),
    });
    expect(await response.text()).toBe(sent);
    expect(parse.mock.calls.map(([text]) => text)).not.toContain(sent);
  } finally {
    parse.mockRestore();
  }
});

describe.each(EXECUTION_KINDS)('with the executor "%s"', (kind) => {
  test('a response over the limit gives TOO_LARGE for the first request, the second and a GET request', async () => {
    const { gateway } = await start({ kind, rows: 20, items: 20, responseBytesMax: 6_000 });
    const bodies = [
      (await gateway.ask(QUERY)).body,
      (await gateway.ask(QUERY)).body,
      await askByGet(gateway.url, QUERY),
    ];
    expect(bodies).toEqual([TOO_LARGE, TOO_LARGE, TOO_LARGE]);
  });

  test('a response of exactly the limit gives data, and one byte more gives TOO_LARGE', async () => {
    const query = `{ rows { node { items { text } } } __typename }`;
    const counting = await start({ kind, rows: 3, items: 3, text: `é"\n${LONG}` });
    const whole = (await counting.gateway.ask(query)).body;
    const bytes = Buffer.byteLength(JSON.stringify(whole));
    const options = { kind, rows: 3, items: 3, text: `é"\n${LONG}` };
    const atLimit = await start({ ...options, responseBytesMax: bytes });
    const below = await start({ ...options, responseBytesMax: bytes - 1 });
    for (let round = 0; round < 2; round += 1) {
      expect((await atLimit.gateway.ask(query)).body).toEqual(whole);
      expect((await below.gateway.ask(query)).body).toEqual(TOO_LARGE);
    }
  });

  test('an introspection result over the limit gives TOO_LARGE', async () => {
    const { gateway } = await start({ kind, rows: 1, items: 1, responseBytesMax: 1_024 });
    const query = '{ __schema { types { name fields { name type { name } } } } }';
    const mixed = '{ rows { node { name } } __schema { types { name fields { name } } } }';
    expect((await gateway.ask(query)).body).toEqual(TOO_LARGE);
    expect((await gateway.ask(mixed)).body).toEqual(TOO_LARGE);
  });
});

describe('a response with one entity in many positions', () => {
  test('has all rows at 6 MB', async () => {
    const { gateway } = await start({ rows: 100, items: 100, text: LONG });
    const items = Array.from({ length: 100 }, () => ({ text: LONG }));
    const rows = Array.from({ length: 100 }, () => ({ node: { items } }));
    for (let round = 0; round < 2; round += 1) {
      expect((await gateway.ask(QUERY)).body).toEqual({ data: { rows } });
    }
  });

  test('gives TOO_LARGE at 24 MB with the default limit', async () => {
    const { gateway } = await start({ rows: 200, items: 200, text: LONG });
    expect((await gateway.ask(QUERY)).body).toEqual(TOO_LARGE);
  });

  test.each([
    [
      'that are fetched',
      '{ rows { node { items { next { kids { next { items { next { title } } } } } } } } }',
    ],
    [
      'without fetches below them',
      '{ rows { node { items { next { kids { next { items { text } } } } } } } }',
    ],
    [
      'with aliases at each level',
      `{ rows { a: node { b: items { c: next { d: kids { e: next { f: items { g: next { title } } } } } }
         h: items { c: next { d: kids { e: next { f: items { g: next { title } } } } } } } } }`,
    ],
    [
      'with a fragment at each level',
      `{ rows { node { ...level } } }
       fragment level on Node { items { next { kids { next { ...last } } } } }
       fragment last on Node { items { next { kids { next { name title } } } } }`,
    ],
  ])('gives TOO_LARGE within 8 s of CPU time for 100 million positions %s', async (_, query) => {
    const { gateway } = await start({ rows: 100, items: 100 });
    const cpuMs = await cpuOf(async () => {
      expect((await gateway.ask(query)).body).toEqual(TOO_LARGE);
    });
    expect(cpuMs).toBeLessThan(CPU_MS_MAX);
  });

  test('and null for a non-null field in each of them takes less than 8 s of CPU time', async () => {
    const { gateway, fixture } = await start({ rows: 100, items: 100 });
    const items = Array.from({ length: 100 }, () => ({ must: null }));
    const kids = Array.from({ length: 100 }, () => ({ next: { __typename: 'Node', id: '1' } }));
    const levels = Array.from({ length: 100 }, () => ({ next: { __typename: 'Node', id: '1' } }));
    fixture.fake('nodes', ({ query }) => ({
      text: JSON.stringify({
        data: { _entities: [{ items: query.includes('must') ? items : levels }] },
      }),
    }));
    fixture.fake('more', () => ({ text: JSON.stringify({ data: { _entities: [{ kids }] } }) }));
    const query = '{ rows { node { items { next { kids { next { items { must } } } } } } } }';
    const cpuMs = await cpuOf(async () => {
      const { body } = await gateway.ask(query);
      expect(body.errors?.length).toBeGreaterThan(0);
    });
    expect(cpuMs).toBeLessThan(CPU_MS_MAX);
  });

  test('and 2000 subgraph errors in each of them takes less than 8 s of CPU time and has at most 200 errors', async () => {
    const { gateway, fixture } = await start({ rows: 100, items: 100 });
    const errors = Array.from({ length: 2_000 }, (_, index) => ({
      message: `no ${index}`,
      path: ['_entities', 0, 'title'],
    }));
    fixture.fake('more', () => ({
      text: JSON.stringify({ data: { _entities: [{ title: null }] }, errors }),
    }));
    const cpuMs = await cpuOf(async () => {
      const { body } = await gateway.ask('{ rows { node { items { next { title } } } } }');
      const [first] = body.errors ?? [];
      expect(first?.path).toEqual(['rows', 0, 'node', 'items', 0, 'next', 'title']);
      expect(body.errors?.length).toBeLessThanOrEqual(200);
    });
    expect(cpuMs).toBeLessThan(CPU_MS_MAX);
  });

  test('and an object of two subgraphs in each of them takes less than 8 s of CPU time', async () => {
    const { gateway } = await start({ rows: 1_000, items: 1_000 });
    const query = '{ rows { node { box { left right of { a b } } } } }';
    const cpuMs = await cpuOf(async () => {
      const isError = JSON.stringify((await gateway.ask(query)).body).length < 1_000;
      expect(isError).toBe(false);
    });
    expect(cpuMs).toBeLessThan(CPU_MS_MAX);
  });
});

describe('while a large response is written', () => {
  test('other requests complete', async () => {
    const { gateway, fixture } = await start({ rows: 130, items: 200, text: LONG });
    const fetchStarted = new Promise<void>((resolve) => {
      fixture.fake('nodes', () => {
        resolve();
        return undefined;
      });
    });
    const large = gateway.ask(QUERY);
    await fetchStarted;
    const count = await completedDuring(large, () => fetch(`${gateway.url}/health/live`));
    expect((await large).body).toHaveProperty('data.rows.129');
    // One or two complete before the writing begins; without yielding to other requests there are no more.
    expect(count).toBeGreaterThan(5);
  });

  test('the gateway stops writing it when the client disconnects', async () => {
    const { gateway } = await start({ rows: 130, items: 200, text: LONG });
    await gateway.ask(QUERY);
    const oneMs = await cpuOf(() => gateway.ask(QUERY));
    const ofManyMs = await cpuOf(async () => {
      const controller = new AbortController();
      const requests = Array.from({ length: 20 }, () =>
        fetch(`${gateway.url}/graphql`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ query: QUERY }),
          signal: controller.signal,
        }),
      );
      await Promise.race(requests);
      controller.abort();
      await Promise.allSettled(requests);
      // Completes after the responses that are still being written.
      await gateway.ask(QUERY);
    });
    expect(ofManyMs).toBeLessThan(12 * oneMs);
  });
});

test('a subgraph response over the limit gives the fault "garbled", and the other data stays', async () => {
  const { gateway, fixture } = await start({ rows: 1, items: 1 });
  fixture.fake('nodes', () => ({
    text: `{"data":{"_entities":[{"name":"${'x'.repeat(17_000_000)}"}]}}`,
  }));
  const { body } = await gateway.ask('{ rows { node { name } } }');
  expect(body.data).toEqual({ rows: [{ node: { name: null } }] });
  expect(body.extensions).toEqual({
    partial: [{ partner: null, kind: 'nodes', fault: 'garbled' }],
  });
});

test('a TOO_LARGE error of a subgraph is sent to the client, and the other data stays', async () => {
  const { gateway, fixture } = await start({ rows: 1, items: 1 });
  const error = { message: 'Ask for less', extensions: { code: 'TOO_LARGE' } };
  fixture.fake('nodes', () => ({ text: JSON.stringify({ data: null, errors: [error] }) }));
  const { body } = await gateway.ask('{ rows { node { name } } }');
  expect(body).toEqual({
    data: { rows: [{ node: { name: null } }] },
    errors: [{ ...error, path: ['rows'] }],
  });
});

describe('the standalone gateway', () => {
  test('gives TOO_LARGE for a response over the limit', async () => {
    const fixture = await startSharedFixture({ rows: 200, items: 200, text: LONG });
    running.push(fixture);
    const { supergraphSdl, subgraphUrls } = fixture;
    const at = { host: '127.0.0.1', port: 0, supergraphSdl, subgraphUrls };
    for (const more of [{}, { responseBytesMax: 5_000 }]) {
      const gateway = await startStandaloneGateway({ ...at, ...more });
      running.unshift(gateway);
      const response = await fetch(`${gateway.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query: QUERY }),
      });
      expect(await response.json()).toEqual(TOO_LARGE);
    }
  });
});

test('limits.responseBytes sets the limit, and a value that is not a number of bytes throws', () => {
  const settings = (limits: object = {}) => readGatewaySettings({ limits }).responseBytesMax;
  expect(settings()).toBe(16 * 1024 * 1024);
  expect(settings({ responseBytes: 2_000_000 })).toBe(2_000_000);
  for (const wrong of [0, -1, 'much', 1e99, '']) {
    expect(() => settings({ responseBytes: wrong })).toThrow('gateway.limits.responseBytes');
  }
});
