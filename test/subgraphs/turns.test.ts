/** The largest requests and the largest responses of partners leave turns to other requests. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { projectRoot } from '../../core/config/project-root.ts';
import type { SubgraphName } from '../../core/federation/subgraph-names.ts';
import { startFakeHttp, type FakeHttp } from '../support/fake-http.ts';
import { csvOf, PILOT, UWV } from '../support/partner-kinds.ts';
import { COACH, contextOf, encryptedFor } from '../support/subgraph-harness.ts';

/**
 * Processor time between two turns. 50 ms is what the work is divided for; the rest is for a processor that others
 * use as well. Undivided, each of these takes from 140 ms to a second.
 */
const TURN_MS_MAX = 100;
const RUNS = 3;

const processes: ChildProcess[] = [];
const servers: FakeHttp[] = [];
afterAll(async () => {
  for (const one of processes) one.disconnect();
  await Promise.all(servers.map((one) => one.stop()));
});

interface Request {
  readonly query: string;
  readonly variables?: object;
  readonly isCase?: true;
}

/** The start of its response, and the longest turn of each request: the shortest of some runs. */
async function longestTurns(
  kind: SubgraphName,
  domain: string,
  partners: readonly string[],
  requests: Readonly<Record<string, Request>>,
) {
  const script = join(projectRoot(), 'test/subgraphs/turns/subgraph-process.ts');
  const subgraph = fork(script, [kind, domain, ...partners], { execArgv: ['--import', 'tsx'] });
  processes.push(subgraph);
  const next = async () => ((await once(subgraph, 'message')) as [Record<string, unknown>])[0];
  const url = String((await next())['url']);
  const ask = async ({ query, variables = {}, isCase }: Request) => {
    const body = JSON.stringify({ query, variables });
    const headers = {
      'content-type': 'application/json',
      ...(isCase && { 'x-llo-context': await contextOf(COACH, kind, body) }),
    };
    subgraph.send('start');
    const text = await (await fetch(url, { method: 'POST', headers, body })).text();
    subgraph.send('stop');
    return { start: text.slice(0, 12), ms: Number((await next())['longestMs']) };
  };
  const turns: Record<string, readonly [start: string, ms: number]> = {};
  for (const [name, request] of Object.entries(requests)) {
    const results = [];
    for (let run = 0; run < RUNS; run += 1) results.push(await ask(request));
    const shortest = Math.min(...results.map(({ ms }) => ms));
    turns[name] = [results[0]?.start ?? '', shortest];
  }
  return turns;
}

const many = <Item>(count: number, make: (index: number) => Item): readonly Item[] =>
  Array.from({ length: count }, (_, index) => make(index));

async function startPartner(path: string, type: string, body: Buffer): Promise<string> {
  const server = await startFakeHttp({
    [path]: { type, body },
    '/oauth/token': { body: UWV['/oauth/token'] },
  });
  servers.push(server);
  return server.url;
}

const below = (start: string) => [start, expect.toSatisfy((ms: number) => ms < TURN_MS_MAX)];
const DATA = below('{"data":{"re');
const NO_DATA = below('{"data":null');
const ERRORS = below('{"errors":[{');

test('reference: documents and representations at the limits', async () => {
  const aliases = (count: number, prefix: string, field: string) =>
    many(count, (index) => `${prefix}${index}: ${field}`).join(' ');
  const turns = await longestTurns('reference', '', [], {
    overlaps: {
      query: `{ region(kind: LANDSDEEL, code: "LD02") { overlaps(kind: GEMEENTE) { overlaps {
        overlaps(kind: GEMEENTE) { overlaps { overlaps(kind: GEMEENTE) { code } } } } } } }`,
    },
    'many leaves': { query: `{ regions(first: 100) { nodes { ${aliases(480, 'a', 'name')} } } }` },
    'ten megabytes': {
      query: `{ regions(first: 100) { nodes { ${aliases(480, 'a'.repeat(200), 'name')} } } }`,
    },
    'unknown fields': { query: `{ ${aliases(3_000, 'a', 'x')} }` },
    'one field often': { query: `{ ${'programmes { nodes { id } } '.repeat(490)} }` },
    entities: {
      query: `query ($them: [_Any!]!) { _entities(representations: $them) { ... on Region { name members { code } } } }`,
      variables: {
        them: many(10_000, () => ({ __typename: 'Region', kind: 'PROVINCIE', code: 'PV25' })),
      },
    },
  });
  expect(turns).toEqual({
    overlaps: NO_DATA,
    'many leaves': DATA,
    'ten megabytes': DATA,
    'unknown fields': ERRORS,
    'one field often': ERRORS,
    entities: NO_DATA,
  });
}, 120_000);

/** The numbers from here on that pass the check of eleven. */
function citizenNumbers(count: number): readonly string[] {
  const numbers: string[] = [];
  for (let one = 100_000_000; numbers.length < count; one += 1) {
    const digits = Array.from(String(one), Number);
    const sum = digits.reduce((all, digit, at) => all + digit * (at === 8 ? -1 : 9 - at), 0);
    if (sum % 11 === 0) numbers.push(String(one));
  }
  return numbers;
}

test('uwv: 250 people with 40 benefits each', async () => {
  const numbers = citizenNumbers(250);
  const benefit = { soort: 'WW', begindatum: '2026-01-01' };
  const personen = numbers.map((nummer) => ({
    nummer,
    uitkeringsperioden: many(40, (index) => ({ ...benefit, uitkeringsnummer: `U${index}` })),
  }));
  const body = Buffer.from(JSON.stringify({ personen }));
  const url = await startPartner('/v1/personen/zoek', 'application/json', body);
  const them = numbers.map((one) => ({
    __typename: 'Person',
    id: encryptedFor(COACH, 'person', 'llo-person/v1', one),
  }));
  const query = `query ($them: [_Any!]!) { _entities(representations: $them) {
    ... on Person { benefitEpisodes { id type startedOn } } } }`;
  const turns = await longestTurns('uwv', 'person', [`uwv=${url}`], {
    benefits: { query, variables: { them }, isCase: true },
  });
  expect(turns).toEqual({ benefits: below('{"data":{"_e') });
}, 120_000);

test('provinces: a register of 9,000 pilots', async () => {
  const [head, row = ''] = csvOf(PILOT).split('\r\n');
  const rows = many(9_000, (index) => row.replace('P1', `P${index}`));
  const body = Buffer.from([head, ...rows, ''].join('\r\n'), 'latin1');
  const url = await startPartner('/open-data/pilots.csv', 'text/csv', body);
  const turns = await longestTurns('provinces', '', [`drenthe=${url}`], {
    pilots: { query: '{ pilots(first: 100) { nodes { id name regions { code } } } }' },
  });
  expect(turns).toEqual({ pilots: below('{"data":{"pi') });
}, 120_000);
