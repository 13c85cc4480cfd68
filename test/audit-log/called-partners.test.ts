import { afterEach, expect, test } from 'vitest';
import { partnersIn } from '../../gateway/audit/partners-in-response.ts';
import { startGraphServer } from '../../subgraphs/kit/server/graphql-server.ts';
import { startHarness, type Harness, type HarnessOptions } from '../provinces/provinces-harness.ts';

const REST = 'fryslan,gelderland,groningen,noord-holland,overijssel';
const PILOTS = '{ pilots(first: 1) { nodes { id } } }';

let harness: Harness;
async function start(wish?: HarnessOptions): Promise<void> {
  harness = await startHarness(wish);
}
afterEach(() => harness.stop());

async function partnersHeader(query: string, init: RequestInit = {}): Promise<string | null> {
  const response = await fetch(harness.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
    ...init,
  });
  await response.text();
  return response.headers.get('x-llo-partners');
}

test('x-llo-partners lists the partners that a request called, sorted and without duplicates', async () => {
  await start();
  expect(await partnersHeader(PILOTS)).toBe(`drenthe,${REST}`);
  expect(await partnersHeader('{ pilot(id: "drenthe:DR-P1") { name } }')).toBe('drenthe');
  expect(
    await Promise.all(
      ['drenthe:DR-P1', 'gelderland:X'].map((id) =>
        partnersHeader(`{ pilot(id: "${id}") { id } }`),
      ),
    ),
  ).toEqual(['drenthe', 'gelderland']);
});

test('x-llo-partners is absent when no partner was called: unknown id, __typename, invalid request', async () => {
  await start();
  expect(await partnersHeader('{ pilot(id: "nowhere:1") { name } }')).toBeNull();
  expect(await partnersHeader('{ __typename }')).toBeNull();
  expect(await partnersHeader('{ nonsense }')).toBeNull();
  expect(await partnersHeader('', { body: 'no json' })).toBeNull();
});

test('x-llo-partners lists an unavailable partner, but not one with an open circuit or a cached file', async () => {
  await start({ entry: { freshForSeconds: 3_600 } });
  harness.province('drenthe').setFault('down');
  expect(await partnersHeader(PILOTS)).toBe(`drenthe,${REST}`);
  for (let time = 0; time < 4; time += 1) {
    expect(await partnersHeader(PILOTS)).toBe('drenthe');
  }
  expect(await partnersHeader(PILOTS)).toBeNull();
});

test('x-llo-partners is also sent with a 500 response', async () => {
  await start();
  const server = await startGraphServer({
    host: '127.0.0.1',
    port: 0,
    execute: async ({ traffic }) => {
      traffic.recordSent('otib');
      throw new Error('broken');
    },
  });
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(server.url, { method: 'POST', headers, body: '{"query":"{ a }"}' });
  expect([response.status, response.headers.get('x-llo-partners')]).toEqual([500, 'otib']);
  await response.text();
  await server.stop();
});

const responses = (...values: readonly string[]) => ({
  responseHeaders: new Map([['x-llo-partners', values]]),
});

test('partnersIn merges the x-llo-partners headers of all subgraphs without duplicates', async () => {
  await start();
  expect(partnersIn(responses('otib,oomt', 'aventus,otib'))).toEqual(['aventus', 'oomt', 'otib']);
  expect(partnersIn({})).toEqual([]);
  expect(partnersIn({ responseHeaders: new Map([['x-other', ['otib']]]) })).toEqual([]);
});

test('partnersIn ignores numbers, ids and words in x-llo-partners, and returns at most 64 names', async () => {
  await start();
  expect(
    partnersIn(
      responses(
        '999990019,GV-2026-00017,gv-2026-00017,a4UqgQfFKAp-kFvICtx63cmuMQuE3STYwA, otib ,Jan Jansen',
        `${'a'.repeat(65)},{"a":1},oom`,
        '',
      ),
    ),
  ).toEqual(['oom']);
  const many = Array.from({ length: 500 }, (_, n) => `p-${n}`).join(',');
  expect(partnersIn(responses(many, many))).toHaveLength(64);
  expect(partnersIn(responses(`${'x,'.repeat(1_000_000)}y`))).toEqual(['x']);
});
