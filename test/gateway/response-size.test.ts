import { afterEach, describe, expect, test } from 'vitest';
import { startStandaloneGateway } from '../../gateway/standalone/standalone-gateway.ts';
import { EXECUTION_KINDS } from '../../gateway/supergraph/create-execution.ts';
import { readSettings } from '../../gateway/settings/settings.ts';
import {
  answeredDuring,
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
/** Without a bound these take minutes, or all memory. */
const CPU_MS_MAX = 8_000;
const LONG = 'x'.repeat(600);

describe.each(EXECUTION_KINDS)('with the executor "%s"', (kind) => {
  test('a response over the limit is refused with TOO_LARGE: first, again, and by GET', async () => {
    const { gateway } = await start({ kind, rows: 20, items: 20, responseBytesMax: 6_000 });
    const bodies = [
      (await gateway.ask(QUERY)).body,
      (await gateway.ask(QUERY)).body,
      await askByGet(gateway.url, QUERY),
    ];
    expect(bodies).toEqual([TOO_LARGE, TOO_LARGE, TOO_LARGE]);
  });

  test('a response of as many bytes as the limit is served, and one byte more is refused', async () => {
    const query = `{ rows { node { items { text } } } __typename }`;
    const counting = await start({ kind, rows: 3, items: 3, text: `é"\n${LONG}` });
    const whole = (await counting.gateway.ask(query)).body;
    const bytes = Buffer.byteLength(JSON.stringify(whole));
    const options = { kind, rows: 3, items: 3, text: `é"\n${LONG}` };
    const atLimit = await start({ ...options, responseBytesMax: bytes });
    const below = await start({ ...options, responseBytesMax: bytes - 1 });
    for (let asking = 0; asking < 2; asking += 1) {
      expect((await atLimit.gateway.ask(query)).body).toEqual(whole);
      expect((await below.gateway.ask(query)).body).toEqual(TOO_LARGE);
    }
  });

  test('introspection over the limit is refused with TOO_LARGE', async () => {
    const { gateway } = await start({ kind, rows: 1, items: 1, responseBytesMax: 1_024 });
    const query = '{ __schema { types { name fields { name type { name } } } } }';
    const mixed = '{ rows { node { name } } __schema { types { name fields { name } } } }';
    expect((await gateway.ask(query)).body).toEqual(TOO_LARGE);
    expect((await gateway.ask(mixed)).body).toEqual(TOO_LARGE);
  });
});

describe('a response in which one entity stands in many places', () => {
  test('is whole at 6 MB, with as many rows as there are', async () => {
    const { gateway } = await start({ rows: 100, items: 100, text: LONG });
    const items = Array.from({ length: 100 }, () => ({ text: LONG }));
    const rows = Array.from({ length: 100 }, () => ({ node: { items } }));
    for (let asking = 0; asking < 2; asking += 1) {
      expect((await gateway.ask(QUERY)).body).toEqual({ data: { rows } });
    }
  });

  test('is refused at 24 MB without a limit of its own', async () => {
    const { gateway } = await start({ rows: 200, items: 200, text: LONG });
    expect((await gateway.ask(QUERY)).body).toEqual(TOO_LARGE);
  });

  test.each([
    [
      'and is fetched there',
      '{ rows { node { items { next { kids { next { items { next { title } } } } } } } } }',
    ],
    [
      'and nothing is fetched below',
      '{ rows { node { items { next { kids { next { items { text } } } } } } } }',
    ],
    [
      'and each level has aliases',
      `{ rows { a: node { b: items { c: next { d: kids { e: next { f: items { g: next { title } } } } } }
         h: items { c: next { d: kids { e: next { f: items { g: next { title } } } } } } } } }`,
    ],
    [
      'and fragments repeat the level',
      `{ rows { node { ...level } } }
       fragment level on Node { items { next { kids { next { ...last } } } } }
       fragment last on Node { items { next { kids { next { name title } } } } }`,
    ],
  ])('is refused within bounded work when it stands in 100 million places %s', async (_, query) => {
    const { gateway } = await start({ rows: 100, items: 100 });
    const cpuMs = await cpuOf(async () => {
      expect((await gateway.ask(query)).body).toEqual(TOO_LARGE);
    });
    expect(cpuMs).toBeLessThan(CPU_MS_MAX);
  });

  test('and may not be null in any of them is answered within bounded work', async () => {
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

  test('and has 2000 errors in each of them is answered within bounded work, with at most 200 told', async () => {
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

  test('and of which two subgraphs give a part is put together within bounded work', async () => {
    const { gateway } = await start({ rows: 1_000, items: 1_000 });
    const query = '{ rows { node { box { left right of { a b } } } } }';
    const cpuMs = await cpuOf(async () => {
      const isRefused = JSON.stringify((await gateway.ask(query)).body).length < 1_000;
      expect(isRefused).toBe(false);
    });
    expect(cpuMs).toBeLessThan(CPU_MS_MAX);
  });
});

describe('while a large response is written', () => {
  test('other requests are answered', async () => {
    const { gateway, fixture } = await start({ rows: 130, items: 200, text: LONG });
    const beginning = new Promise<void>((resolve) => {
      fixture.fake('nodes', () => {
        resolve();
        return undefined;
      });
    });
    const large = gateway.ask(QUERY);
    await beginning;
    const count = await answeredDuring(large, () => fetch(`${gateway.url}/health/live`));
    expect((await large).body).toHaveProperty('data.rows.129');
    // One or two before the writing begins; without turns no more than those.
    expect(count).toBeGreaterThan(5);
  });

  test('it is given up when the client disconnects', async () => {
    const { gateway } = await start({ rows: 130, items: 200, text: LONG });
    await gateway.ask(QUERY);
    const oneMs = await cpuOf(() => gateway.ask(QUERY));
    const ofManyMs = await cpuOf(async () => {
      const leaving = new AbortController();
      const requests = Array.from({ length: 20 }, () =>
        fetch(`${gateway.url}/graphql`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ query: QUERY }),
          signal: leaving.signal,
        }),
      );
      await Promise.race(requests);
      leaving.abort();
      await Promise.allSettled(requests);
      // Waits behind those that are still written.
      await gateway.ask(QUERY);
    });
    expect(ofManyMs).toBeLessThan(12 * oneMs);
  });
});

test('a subgraph that sends more than a response may have is garbled, and the rest stands', async () => {
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

test('a subgraph that refuses with TOO_LARGE is told so to the client, and the rest stands', async () => {
  const { gateway, fixture } = await start({ rows: 1, items: 1 });
  const refusal = { message: 'Ask for less', extensions: { code: 'TOO_LARGE' } };
  fixture.fake('nodes', () => ({ text: JSON.stringify({ data: null, errors: [refusal] }) }));
  const { body } = await gateway.ask('{ rows { node { name } } }');
  expect(body).toEqual({
    data: { rows: [{ node: { name: null } }] },
    errors: [{ ...refusal, path: ['rows'] }],
  });
});

describe('the standalone gateway', () => {
  test('refuses a response over the limit with TOO_LARGE', async () => {
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

test('the limit is a setting, and what is no number of bytes is refused', () => {
  const settings = (...args: string[]) =>
    readSettings(['--supergraph', 'schema/supergraph.graphql', ...args]).responseBytesMax;
  expect(settings()).toBe(16 * 1024 * 1024);
  expect(settings('--response-bytes-max', '2000000')).toBe(2_000_000);
  for (const wrong of ['0', '-1', 'much', '1e99', '']) {
    expect(() => settings('--response-bytes-max', wrong)).toThrow('--response-bytes-max');
  }
});
