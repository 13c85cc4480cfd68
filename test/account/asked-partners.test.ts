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

async function partnersAsked(query: string, init: RequestInit = {}): Promise<string | null> {
  const response = await fetch(harness.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
    ...init,
  });
  await response.text();
  return response.headers.get('x-llo-partners');
}

test('a subgraph says whom it asked, each once and in order, for this question alone', async () => {
  await start();
  expect(await partnersAsked(PILOTS)).toBe(`drenthe,${REST}`);
  expect(await partnersAsked('{ pilot(id: "drenthe:DR-P1") { name } }')).toBe('drenthe');
  expect(
    await Promise.all(
      ['drenthe:DR-P1', 'gelderland:X'].map((id) => partnersAsked(`{ pilot(id: "${id}") { id } }`)),
    ),
  ).toEqual(['drenthe', 'gelderland']);
});

test('says nothing where nobody was asked: no such partner, nothing to ask, a question that is refused', async () => {
  await start();
  expect(await partnersAsked('{ pilot(id: "nowhere:1") { name } }')).toBeNull();
  expect(await partnersAsked('{ __typename }')).toBeNull();
  expect(await partnersAsked('{ nonsense }')).toBeNull();
  expect(await partnersAsked('', { body: 'no json' })).toBeNull();
});

test('a partner that gave no answer was asked; one that is left alone, or whose file is kept, was not', async () => {
  await start({ entry: { freshForSeconds: 3_600 } });
  harness.province('drenthe').setFault('down');
  expect(await partnersAsked(PILOTS)).toBe(`drenthe,${REST}`);
  for (let time = 0; time < 4; time += 1) {
    expect(await partnersAsked(PILOTS)).toBe('drenthe');
  }
  expect(await partnersAsked(PILOTS)).toBeNull();
});

test('a request that fails with status 500 still names its partners in x-llo-partners', async () => {
  await start();
  const server = await startGraphServer({
    port: 0,
    execute: async ({ traffic }) => {
      traffic.recordSent('otib');
      throw new Error('broken');
    },
  });
  const response = await fetch(server.url, { method: 'POST', body: '{"query":"{ a }"}' });
  expect([response.status, response.headers.get('x-llo-partners')]).toEqual([500, 'otib']);
  await response.text();
  await server.stop();
});

const replies = (...values: readonly string[]) => ({
  responseHeaders: new Map([['x-llo-partners', values]]),
});

test('the gateway takes names of partners, together and each once', async () => {
  await start();
  expect(partnersIn(replies('otib,oomt', 'aventus,otib'))).toEqual(['aventus', 'oomt', 'otib']);
  expect(partnersIn({})).toEqual([]);
  expect(partnersIn({ responseHeaders: new Map([['x-other', ['otib']]]) })).toEqual([]);
});

test('and nothing else: no number, no id, no words, no more than 64', async () => {
  await start();
  expect(
    partnersIn(
      replies(
        '999990019,GV-2026-00017,gv-2026-00017,a4UqgQfFKAp-kFvICtx63cmuMQuE3STYwA, otib ,Jan Jansen',
        `${'a'.repeat(65)},{"a":1},oom`,
        '',
      ),
    ),
  ).toEqual(['oom']);
  const many = Array.from({ length: 500 }, (_, n) => `p-${n}`).join(',');
  expect(partnersIn(replies(many, many))).toHaveLength(64);
  expect(partnersIn(replies(`${'x,'.repeat(1_000_000)}y`))).toEqual(['x']);
});
