/** The largest requests and the largest responses of partners leave turns to other requests. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { projectRoot } from '../../core/config/project-root.ts';
import type { SubgraphName } from '../../core/federation/subgraph-names.ts';
import type { KeyDomain } from '../../subgraphs/kit/ids/key-set.ts';
import { encodeFilter } from '../../subgraphs/kit/instruments/instrument-filter.ts';
import { startFakeHttp, type FakeHttp, type Route } from '../support/fake-http.ts';
import {
  completed,
  dataRow,
  PARSED,
  READY,
  rowDescription,
  schemeRow,
  startFakePostgres,
  type FakePostgres,
} from '../support/fake-postgres.ts';
import { membershipOf } from '../support/membership.ts';
import { csvOf, PILOT, SCHOOL, UWV } from '../support/partner-kinds.ts';
import { DEVELOPER, contextOf, encryptedFor } from '../support/subgraph-harness.ts';
import type { Started } from './turns/subgraph-process.ts';

/**
 * Processor time of the main thread between two turns of the event loop: what another request waits at most. A turn is
 * ended after 10 ms of work; what cannot be interrupted, such as one garbage collection, is the rest. Most cases take from
 * 75 ms to 5 seconds where their work is one task.
 */
const TURN_MS_MAX = 50;
/** The shortest of some runs counts, each on a machine as fast as it was then, because others use the processor as well, and new code is slower. */
const RUNS_MAX = 6;

/** One process for all of them, because its start takes longer than a request. */
const subgraphs = fork(join(projectRoot(), 'test/subgraphs/turns/subgraph-process.ts'), {
  execArgv: ['--import', 'tsx', '--import', './test/support/loop-probe.mjs'],
});
const ready = once(subgraphs, 'message');
const servers: (FakeHttp | FakePostgres)[] = [];
const folder = mkdtempSync(join(tmpdir(), 'vakgraaf-turns-'));
let started = 0;
afterAll(async () => {
  subgraphs.disconnect();
  await Promise.all(servers.map((one) => one.stop()));
  rmSync(folder, { recursive: true, force: true });
});

interface Request {
  readonly query: string;
  readonly variables?: object;
  readonly isCase?: true;
  /** Prepares the partners for it. */
  readonly prepare?: () => void;
}

/** The start of its response, and the longest turn of each request: the shortest of some runs. */
async function longestTurns(
  kind: SubgraphName,
  domains: readonly KeyDomain[],
  urls: Readonly<Record<string, string>>,
  requests: Readonly<Record<string, Request>>,
) {
  const next = async () => ((await once(subgraphs, 'message')) as [Record<string, unknown>])[0];
  const measured = async () => {
    subgraphs.send({ probe: true });
    return Number((await next())['longestMs']);
  };
  const slowness = async () => {
    subgraphs.send({ calibrate: true });
    return Number((await next())['slowness']);
  };
  started += 1;
  await ready;
  const wanted: Started = { kind, domains, urls, auditFolder: join(folder, String(started)) };
  subgraphs.send({ start: wanted });
  const url = String((await next())['url']);
  const ask = async ({ query, variables = {}, isCase }: Request, run: number) => {
    // The check of a document that is known takes no time.
    const body = JSON.stringify({ query: `${query} # ${run}`, variables });
    const headers = {
      'content-type': 'application/json',
      ...(isCase && { 'x-llo-context': await contextOf(DEVELOPER, kind, body) }),
    };
    const before = await slowness();
    await measured();
    const text = await (await fetch(url, { method: 'POST', headers, body })).text();
    const ms = await measured();
    return { start: text.slice(0, 12), ms: ms / Math.min(before, await slowness()) };
  };
  const turns: Record<string, readonly [start: string, ms: number]> = {};
  for (const [name, request] of Object.entries(requests)) {
    request.prepare?.();
    let shortest = Number.POSITIVE_INFINITY;
    for (let run = 0; run < RUNS_MAX && shortest >= TURN_MS_MAX; run += 1) {
      const { start, ms } = await ask(request, run);
      shortest = Math.min(shortest, ms);
      turns[name] = [start, shortest];
    }
  }
  subgraphs.send({ stop: true });
  await next();
  return turns;
}

const many = <Item>(count: number, make: (index: number) => Item): readonly Item[] =>
  Array.from({ length: count }, (_, index) => make(index));

async function startPartner(routes: Readonly<Record<string, Route>>): Promise<string> {
  const server = await startFakeHttp({ '/oauth/token': { body: UWV['/oauth/token'] }, ...routes });
  servers.push(server);
  return server.url;
}

const below = (start: string) => [start, expect.toSatisfy((ms: number) => ms < TURN_MS_MAX)];
const REGIONS = below('{"data":{"re');
const ENTITIES = below('{"data":{"_e');
const NO_DATA = below('{"data":null');
const ERRORS = below('{"errors":[{');

const aliases = (count: number, prefix: string, field: string) =>
  many(count, (index) => `${prefix}${index}: ${field}`).join(' ');

const entities = (type: string, selection: string) =>
  `query ($them: [_Any!]!) { _entities(representations: $them) { ... on ${type} { ${selection} } } }`;

/** In place of a text that has nothing but escapes. */
const ESCAPES = 'escapes';

test('reference: documents and representations at the limits', async () => {
  const turns = await longestTurns(
    'reference',
    [],
    {},
    {
      overlaps: {
        query: `{ region(kind: LANDSDEEL, code: "LD02") { overlaps(kind: GEMEENTE) { overlaps {
        overlaps(kind: GEMEENTE) { overlaps { overlaps(kind: GEMEENTE) { code } } } } } } }`,
      },
      'many leaves': {
        query: `{ regions(first: 100) { nodes { ${aliases(480, 'a', 'name')} } } }`,
      },
      'ten megabytes': {
        query: `{ regions(first: 100) { nodes { ${aliases(480, 'a'.repeat(200), 'name')} } } }`,
      },
      'many aliases': {
        query: `{ regions(first: 1) { nodes { ${aliases(3_300, 'a', 'name')} } } }`,
      },
      'unknown fields': { query: `{ ${aliases(3_000, 'a', 'x')} }` },
      'one field often': { query: `{ ${'programmes { nodes { id } } '.repeat(231)} }` },
      'eight megabytes of empty objects': {
        query: '{ regions(first: 1) { nodes { code } } }',
        variables: { them: many(2_700_000, () => ({})) },
      },
      entities: {
        query: entities('Region', 'name members { code }'),
        variables: {
          them: many(10_000, () => ({ __typename: 'Region', kind: 'PROVINCIE', code: 'PV25' })),
        },
      },
    },
  );
  expect(turns).toEqual({
    overlaps: NO_DATA,
    'many leaves': REGIONS,
    'ten megabytes': REGIONS,
    'many aliases': REGIONS,
    'unknown fields': ERRORS,
    'one field often': below('{"data":{"pr'),
    'eight megabytes of empty objects': ERRORS,
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

const [STRANGER = '', ...PEOPLE] = citizenNumbers(251);
const [SOMEBODY] = PEOPLE;
const benefits = (count: number) =>
  many(count, (index) => ({
    uitkeringsnummer: `U${index}`,
    soort: 'WW',
    begindatum: '2026-01-01',
  }));
const occupations = (text: string) => ({
  werkzoekendeProfiel: { bemiddelingsberoep: many(10, () => ({ omschrijving: text })) },
});
const LONG_TEXT = 'lasser 12 34 56 '.repeat(200);

const FOUND_PEOPLE: readonly (readonly [
  title: string,
  selection: string,
  people: readonly object[],
])[] = [
  [
    '250 people with 20 benefits each',
    'benefitEpisodes { id type startedOn }',
    PEOPLE.map((nummer) => ({ nummer, uitkeringsperioden: benefits(20) })),
  ],
  [
    'eight megabytes of texts',
    'jobseekerProfile { occupations }',
    PEOPLE.map((nummer) => ({ nummer, ...occupations(LONG_TEXT) })),
  ],
  [
    'eight megabytes of texts, and the citizen number of a stranger',
    'jobseekerProfile { occupations }',
    PEOPLE.map((nummer, index) => ({
      nummer,
      ...occupations(index === 0 ? STRANGER : LONG_TEXT),
    })),
  ],
  [
    'eight megabytes of empty objects',
    'benefitEpisodes { id }',
    [{ nummer: SOMEBODY, more: many(2_500_000, () => ({})) }],
  ],
  ['eight megabytes of escapes', 'benefitEpisodes { id }', [{ nummer: SOMEBODY, more: ESCAPES }]],
];

test('uwv: 250 people, and eight megabytes of texts, objects, escapes or tokens of members', async () => {
  let body = Buffer.alloc(0);
  const { tokens } = membershipOf('uwv', ...PEOPLE);
  let members: object = { tokens };
  const read = new Set<Buffer>();
  const url = await startPartner({
    '/llo/membership': () => ({ body: members }),
    '/v1/personen/zoek': () => {
      read.add(body);
      return { body };
    },
  });
  const them = PEOPLE.map((one) => ({
    __typename: 'Person',
    id: encryptedFor(DEVELOPER, 'person', 'llo-person/v1', one),
  }));
  const requests = FOUND_PEOPLE.map(([title, selection, personen]) => {
    const prepare = () => {
      const text = JSON.stringify({ personen });
      body = Buffer.from(text.replace(ESCAPES, '\\u00e9'.repeat(1_120_000)));
    };
    const query = entities('Person', selection);
    return [title, { query, variables: { them }, isCase: true, prepare }] as const;
  });
  const TOKENS = 'eight megabytes of tokens of members';
  const filled = (bucket: string) => many(900, () => bucket.padEnd(32, '0'));
  const withMany = Object.entries(tokens).map(([one, own]) => [one, [...filled(one), ...own]]);
  const prepare = () => {
    members = { tokens: Object.fromEntries(withMany) as object };
    body = Buffer.from('{"personen":[]}');
  };
  const tokenRequest = {
    query: entities('Person', 'benefitEpisodes { id }'),
    variables: { them },
    isCase: true,
    prepare,
  } as const;
  const turns = await longestTurns(
    'uwv',
    ['person'],
    { uwv: url },
    {
      ...Object.fromEntries(requests),
      [TOKENS]: tokenRequest,
    },
  );
  const titles = [...FOUND_PEOPLE.map(([title]) => title), TOKENS];
  expect(turns).toEqual(Object.fromEntries(titles.map((title) => [title, ENTITIES])));
  expect(read.size).toBe(titles.length);
}, 120_000);

test('provinces: three registers of 9,000 pilots', async () => {
  const [head, row = ''] = csvOf(PILOT).split('\r\n');
  const rows = many(9_000, (index) => row.replace('P1', `P${index}`));
  const csv = (count: number) =>
    Buffer.from([head, ...rows.slice(0, count), ''].join('\r\n'), 'latin1');
  let body = csv(9_000);
  const url = await startPartner({ '/open-data/pilots.csv': () => ({ type: 'text/csv', body }) });
  const urls = { drenthe: url, gelderland: url, overijssel: url };
  // What they do besides reading the registers again takes longer than a turn with fewer as well.
  const prepare = () => void (body = csv(3_000));
  const region = '{ kind: LANDSDEEL, code: "LD01" }';
  const turns = await longestTurns('provinces', [], urls, {
    pilots: { query: '{ pilots(first: 100) { nodes { id regions { code } } } }' },
    entities: {
      query: entities('Pilot', 'name grants { id }'),
      variables: {
        them: many(5_000, (index) => ({ __typename: 'Pilot', id: `drenthe:P${8_999 - index}` })),
      },
    },
    'of a region': {
      prepare,
      query: `{ pilots(first: 100, filter: { region: ${region} }) { nodes { id } } }`,
    },
    'of a programme': {
      prepare,
      query: entities('Programme', 'pilots { id }'),
      variables: { them: [{ __typename: 'Programme', id: 'wendbaarheid' }] },
    },
  });
  const PILOTS = below('{"data":{"pi');
  expect(turns).toEqual({
    pilots: PILOTS,
    'of a region': PILOTS,
    'of a programme': ENTITIES,
    entities: ENTITIES,
  });
}, 120_000);

const everything = {
  __typename: 'InstrumentFinder',
  question: encodeFilter({ on: '2026-11-21' }),
};

test('funds: four funds of 1,000 schemes', async () => {
  const [comma, array] = [await startFakePostgres('comma'), await startFakePostgres('array')];
  servers.push(comma, array);
  const schemes = (uses: string) =>
    many(1_000, (index) => schemeRow({ code: `S${index}`, highest: '1000', committed: '1', uses }));
  comma.schemes = schemes('OPL');
  array.schemes = schemes('{train}');
  const urls = {
    otib: comma.url,
    oomt: comma.url,
    oom: array.url,
    'a-en-o-metalektro': array.url,
  };
  const trainings = many(1_000, (index) => ({
    __typename: 'Training',
    id: `aventus:${index}`,
    sector: 'TECHNIEK',
    durationMonths: 3,
  }));
  const payable = entities('Training', 'payableWith { id }');
  const turns = await longestTurns('funds', ['voucher'], urls, {
    'for 50 trainings': { query: payable, variables: { them: trainings.slice(0, 50) } },
    'for 1,000 trainings': { query: payable, variables: { them: trainings } },
    instruments: {
      query: entities('InstrumentFinder', 'fromFunds { id why }'),
      variables: { them: [everything] },
    },
  });
  expect(turns).toEqual({
    'for 50 trainings': ENTITIES,
    'for 1,000 trainings': ENTITIES,
    instruments: ENTITIES,
  });
}, 120_000);

const VOUCHER = {
  scheme: 'S1',
  type: 'OPL',
  programme: null,
  use: 'OPL',
  status: 'U',
  issued_on: '2026-01-01',
  expires_on: null,
  redeemed_on: null,
  amount: '100',
  requested_by: 'D',
  municipality: 'GM0150',
  school: 'saxion',
  employer: '12345678',
  employer_size: 'KL',
  changed_at: '2026-11-21 03:00:00+00',
};

test('funds: 5,000 vouchers, each with a line in the audit log', async () => {
  const fund = await startFakePostgres('comma');
  servers.push(fund);
  let sent = 0;
  fund.respond = (socket) => {
    const rows = many(250, (index) => dataRow([`V${sent + index}`, ...Object.values(VOUCHER)]));
    sent = (sent + 250) % 5_000;
    const description = rowDescription(['number', ...Object.keys(VOUCHER)], 'comma');
    socket.write(Buffer.concat([PARSED, description, ...rows, completed('SELECT 250'), READY]));
  };
  const them = many(5_000, (index) => ({
    __typename: 'Voucher',
    id: encryptedFor(DEVELOPER, 'voucher', 'llo-voucher/v1', `otib:V${index}`),
  }));
  const selection = 'type status issuedOn amount { amount } region { code }';
  const turns = await longestTurns(
    'funds',
    ['voucher'],
    { otib: fund.url },
    {
      vouchers: { query: entities('Voucher', selection), variables: { them }, isCase: true },
    },
  );
  expect(turns).toEqual({ vouchers: ENTITIES });
}, 120_000);

/** The first item of a list of `SCHOOL`. */
const schoolItem = (path: string) =>
  (SCHOOL[path] as { readonly items: readonly object[] }).items[0];

test('education: a school of 10,000 trainings and 15,000 offerings', async () => {
  const pages =
    (count: number, itemAt: (index: number) => object): Route =>
    ({ url = '' }) => {
      const { searchParams } = new URL(url, 'http://school.example');
      const pageNumber = Number(searchParams.get('pageNumber'));
      const items = many(250, (index) => itemAt(250 * (pageNumber - 1) + index));
      return { body: { pageNumber, hasNextPage: 250 * pageNumber < count, items } };
    };
  const course = schoolItem('/courses');
  const offering = schoolItem('/organizations/org/offerings');
  const url = await startPartner({
    ...Object.fromEntries(Object.entries(SCHOOL).map(([path, body]) => [path, { body }])),
    '/courses': pages(10_000, (index) => ({ ...course, courseId: `c${index}` })),
    '/organizations/org/offerings': pages(15_000, (index) => ({
      ...offering,
      offeringId: `o${index}`,
      course: `c${index % 10_000}`,
    })),
  });
  const turns = await longestTurns(
    'education',
    ['voucher', 'person'],
    { saxion: url },
    {
      'offerings of 1,000 trainings': {
        query: entities('Training', 'name offerings { id }'),
        variables: {
          them: many(1_000, (index) => ({
            __typename: 'Training',
            id: `saxion:c${9_999 - index}`,
          })),
        },
      },
      instruments: {
        query: entities('InstrumentFinder', 'fromSchools { id }'),
        variables: { them: [everything] },
      },
    },
  );
  expect(turns).toEqual({ 'offerings of 1,000 trainings': ENTITIES, instruments: ENTITIES });
}, 120_000);
