/** Public lists that are read once for many requests, through the front door of the subgraph of schools. */
import { afterEach, expect, test, vi } from 'vitest';
import { createCatalogue, createCatalogueBudget } from '../../subgraphs/kit/partners/catalogue.ts';
import { createPartnerHealth } from '../../subgraphs/kit/partners/partner-health.ts';
import {
  createPartnerTraffic,
  type PartnerRequest,
} from '../../subgraphs/kit/partners/partner-request.ts';
import { PartnerFault } from '../../subgraphs/kit/partners/partner-fault.ts';
import { parsePartners } from '../../subgraphs/partners.ts';
import { continueTrace } from '../../core/trace/trace.ts';
import { COURSE, OFFERING, onePage, schoolRoutes } from '../education/own-school.ts';
import { startFakeHttp, type FakeHttp, type Route } from '../support/fake-http.ts';
import { quietLog } from '../support/quiet-log.ts';
import { usualPartners } from '../support/usual-lists.ts';
import { DEVELOPER, startSubgraphHarness } from '../support/subgraph-harness.ts';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

/** One school with these routes, whose entry has these fields too. */
async function startSchool(routes: FakeHttp['routes'], entry: string) {
  const http = await startFakeHttp(routes);
  const list = `partners:
  - { id: school, kind: education, name: School, synthetic: true, deadlineMs: 20000, url: '${http.url}', ${entry} }`;
  const partners = parsePartners(list, 'list.yaml');
  const subgraph = await startSubgraphHarness('education', partners, ['voucher', 'person']);
  stops.push(
    () => subgraph.stop(),
    () => http.stop(),
  );
  return { http, subgraph };
}

const named = (name: string) => ({ ...COURSE, name: [{ language: 'nl-NL', value: name }] });
const NAMES = '{ trainings { nodes { name offerings { seatsLeft } } } }';
const namesIn = (name: string, seatsLeft: number | null = null) => ({
  data: { trainings: { nodes: [{ name, offerings: [{ seatsLeft }] }] } },
});
const LISTS = [
  'GET /courses',
  'GET /organizations',
  'GET /organizations/org/offerings',
  'GET /programs',
];

test('twenty requests at once and one later ask a school once, and give the same response', async () => {
  const { http, subgraph } = await startSchool(
    schoolRoutes(onePage(COURSE), OFFERING),
    'freshForSeconds: 3600',
  );
  const ask = () => subgraph.ask(null, NAMES);
  const responses = await Promise.all(Array.from({ length: 20 }, ask));
  responses.push(await ask());
  for (const response of responses) expect(response).toEqual(namesIn('Lassen'));
  expect(http.received.toSorted()).toEqual(LISTS);
});

test('with freshForSeconds: 0, and without it in a process that does not say, each request asks the school', async () => {
  for (const entry of ['freshForSeconds: 0', 'oin: "00000099000000001000"']) {
    const { http, subgraph } = await startSchool(schoolRoutes(onePage(COURSE), OFFERING), entry);
    await subgraph.ask(null, '{ trainings { nodes { name } } }');
    await subgraph.ask(null, '{ trainings { nodes { name } } }');
    expect(http.received.toSorted()).toEqual([
      'GET /courses',
      'GET /courses',
      'GET /programs',
      'GET /programs',
    ]);
  }
});

test('with seatsFreshForSeconds: 0 the seats that are left are those of now, and the courses are not read again', async () => {
  const { http, subgraph } = await startSchool(
    schoolRoutes(onePage(COURSE), { ...OFFERING, maxNumberStudents: 8, enrolledNumberStudents: 2 }),
    'freshForSeconds: 3600, seatsFreshForSeconds: 0',
  );
  expect(await subgraph.ask(null, NAMES)).toEqual(namesIn('Lassen', 6));
  http.routes = schoolRoutes(onePage(named('Solderen')), {
    ...OFFERING,
    maxNumberStudents: 8,
    enrolledNumberStudents: 8,
  });
  expect(await subgraph.ask(null, NAMES)).toEqual(namesIn('Lassen', 0));
});

/** A page with an ETag that gives 304 to whoever has it; `asked` collects what it was asked with. */
function pageWithEtag(etag: string, item: object, asked: unknown[]): Route {
  return ({ headers }) => {
    const known = headers['if-none-match'];
    asked.push(known ?? null);
    return known === etag ? { status: 304, type: null } : { ...onePage(item), headers: { etag } };
  };
}

test('a school that gives ETags is asked for changes alone: a 304 gives the courses of before, a new page the new ones', async () => {
  const asked: unknown[] = [];
  const routesWith = (etag: string, name: string) =>
    schoolRoutes(pageWithEtag(etag, named(name), asked), OFFERING);
  const { http, subgraph } = await startSchool(routesWith('"1"', 'Lassen'), 'freshForSeconds: 0');
  expect(await subgraph.ask(null, NAMES)).toEqual(namesIn('Lassen'));
  expect(await subgraph.ask(null, NAMES)).toEqual(namesIn('Lassen'));
  http.routes = routesWith('"2"', 'Solderen');
  expect(await subgraph.ask(null, NAMES)).toEqual(namesIn('Solderen'));
  expect(await subgraph.ask(null, NAMES)).toEqual(namesIn('Solderen'));
  expect(asked).toEqual([null, '"1"', '"1"', '"2"']);
});

test('a 304 to a request without a condition is a fault of the school', async () => {
  const { subgraph } = await startSchool(
    schoolRoutes({ status: 304, type: null }, OFFERING),
    'freshForSeconds: 0',
  );
  expect(await subgraph.ask(null, '{ trainings { nodes { name } } }')).toMatchObject({
    errors: [{ extensions: { code: 'PARTNER_NO_ANSWER', partner: 'school', fault: 'garbled' } }],
  });
});

const DATED = '{ trainings { nodes { name provenance { partner asOf synthetic } } } }';

test('while a school fails its last list is given with the moment at which it was read, and without keptOnFaultSeconds none', async () => {
  for (const isKept of [true, false]) {
    const before = new Date().toISOString();
    const { http, subgraph } = await startSchool(
      schoolRoutes(onePage(COURSE), OFFERING),
      `freshForSeconds: 0${isKept ? ', keptOnFaultSeconds: 3600' : ''}`,
    );
    await subgraph.ask(null, DATED);
    const after = new Date().toISOString();
    http.routes = {};
    const { data, errors } = await subgraph.ask(null, DATED);
    if (!isKept) {
      expect({ data, codes: errors?.map(({ extensions }) => extensions) }).toEqual({
        data: { trainings: null },
        codes: [
          { code: 'PARTNER_NO_ANSWER', partner: 'school', kind: 'education', fault: 'refused' },
        ],
      });
      continue;
    }
    const { trainings } = data as {
      trainings: { nodes: readonly { provenance: { asOf: string } }[] };
    };
    const asOf = trainings.nodes[0]?.provenance.asOf ?? '';
    expect({ data, errors }).toEqual({
      data: {
        trainings: {
          nodes: [{ name: 'Lassen', provenance: { partner: 'school', asOf, synthetic: true } }],
        },
      },
    });
    expect(asOf >= before && asOf <= after).toBe(true);
  }
});

test('a list that is kept is not given to a client to whom the school does not give it', async () => {
  const { http, subgraph } = await startSchool(
    schoolRoutes(onePage(COURSE), OFFERING),
    `freshForSeconds: 3600, keptOnFaultSeconds: 3600, purposes: { '${DEVELOPER.purpose}': [] }`,
  );
  const query = '{ trainings { nodes { name } } }';
  expect(await subgraph.ask(null, query)).toEqual({
    data: { trainings: { nodes: [{ name: 'Lassen' }] } },
  });
  expect(await subgraph.ask(DEVELOPER, query)).toMatchObject({
    errors: [{ extensions: { code: 'PARTNER_NO_ANSWER', partner: 'school', fault: 'refused' } }],
  });
  expect(http.received.toSorted()).toEqual(['GET /courses', 'GET /programs']);
});

test('a mistake in how long lists are kept is reported with its line and column', () => {
  const listWith = (entry: string) => () =>
    parsePartners(
      `partners:\n  - { id: school, kind: education, name: School, url: 'http://127.0.0.1:1',\n      ${entry} }`,
      'list.yaml',
    );
  expect(listWith('freshForSeconds: -1')).toThrow(
    'list.yaml:3:24 partners.0.freshForSeconds: expected a number of seconds from 0 to 86400',
  );
  expect(listWith('seatsFreshForSeconds: soon')).toThrow(
    'list.yaml:3:29 partners.0.seatsFreshForSeconds: expected a number of seconds from 0 to 86400',
  );
  expect(listWith('keptOnFaultSecond: 5')).toThrow(
    /^list\.yaml:3:\d+ .*keptOnFaultSecond.*keptOnFaultSeconds/,
  );
});

test('a response of the public is given again from memory, byte for byte, and not to another question, client or day', async () => {
  const { http, subgraph } = await startSchool(
    schoolRoutes(onePage(COURSE), OFFERING),
    `freshForSeconds: 3600, purposes: { '${DEVELOPER.purpose}': [] }`,
  );
  const query =
    'query ($first: Int!) { trainings(first: $first) { nodes { name provenance { asOf } } } }';
  const textOf = async (first: number) => {
    const response = await fetch(subgraph.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables: { first } }),
    });
    return response.text();
  };
  const [asked, computed, again] = [await textOf(1), await textOf(1), await textOf(1)];
  expect(again).toBe(computed);
  expect(JSON.parse(asked)).toMatchObject({ data: { trainings: { nodes: [{ name: 'Lassen' }] } } });
  expect(JSON.parse(await textOf(0))).not.toEqual(JSON.parse(computed));
  expect(await subgraph.ask(DEVELOPER, query, { first: 1 })).toMatchObject({
    errors: [{ extensions: { partner: 'school', fault: 'refused' } }],
  });
  expect(http.received.toSorted()).toEqual(['GET /courses', 'GET /programs']);
});

test('facts are the same each time, and the moment of a question about partners is always its own', async () => {
  let now = new Date('2026-11-21T22:59:58Z');
  const subgraph = await startSubgraphHarness('reference', usualPartners(), [], {
    now: () => {
      now = new Date(now.getTime() + 100);
      return now;
    },
  });
  stops.push(() => subgraph.stop());
  const moments = async () => {
    const { data } = await subgraph.ask(null, '{ partners { moment } }');
    return (data as { partners: { moment: string } }).partners.moment;
  };
  expect(await moments()).not.toBe(await moments());
  const ask = () => subgraph.ask(null, '{ programmes(first: 2) { nodes { id name } } }');
  const before = await ask();
  expect(await ask()).toEqual(before);
  expect(before.errors).toBeUndefined();
});

test('a response of a list that was read again is the new one, and one with an error is never given again', async () => {
  const { http, subgraph } = await startSchool(
    schoolRoutes(onePage(COURSE), OFFERING),
    'freshForSeconds: 3600, seatsFreshForSeconds: 0.001',
  );
  const seats = (left: number) =>
    schoolRoutes(onePage(COURSE), {
      ...OFFERING,
      maxNumberStudents: 8,
      enrolledNumberStudents: 8 - left,
    });
  for (const left of [5, 4, 3]) {
    http.routes = seats(left);
    await vi.waitFor(async () =>
      expect(await subgraph.ask(null, NAMES)).toEqual(namesIn('Lassen', left)),
    );
  }
  http.routes = {};
  const fails = { errors: [{ extensions: { partner: 'school', fault: 'refused' } }] };
  await vi.waitFor(async () => expect(await subgraph.ask(null, NAMES)).toMatchObject(fails));
  expect(await subgraph.ask(null, NAMES)).toMatchObject(fails);
  http.routes = seats(2);
  await vi.waitFor(
    async () => expect(await subgraph.ask(null, NAMES)).toEqual(namesIn('Lassen', 2)),
    20_000,
  );
});

/** A catalogue whose partner gives the next of these lists, or fails where there is none, and a clock. */
function createOwnCatalogue(
  lists: readonly (readonly string[] | null)[],
  { freshForMs = 1_000, keptOnFaultMs = 0, bytesMax = 1_000 } = {},
) {
  let asked = 0;
  const clock = { ms: 0 };
  const catalogue = createCatalogue({
    freshForMs,
    keptOnFaultMs,
    budget: createCatalogueBudget(bytesMax),
    nowMs: () => clock.ms,
    read: async () => {
      const list = lists[asked];
      asked += 1;
      if (list == null) throw new PartnerFault('refused');
      return list;
    },
  });
  const partner = {
    id: 'school',
    kind: 'education',
    deadlineMs: 5_000,
    health: createPartnerHealth(1_000),
    log: quietLog,
  };
  const ask = async (variant?: string, request: Partial<PartnerRequest> = {}) => {
    const result = await catalogue.ask(
      partner,
      {
        signal: new AbortController().signal,
        trace: continueTrace(null),
        traffic: createPartnerTraffic(),
        ...request,
      },
      variant,
    );
    return result.isUnavailable ? result.unavailable.fault : result.value.items;
  };
  return { ask, clock, asked: () => asked };
}

test('a list that is used is read again before its time is over, and nobody waits for that', async () => {
  const { ask, clock, asked } = createOwnCatalogue([['a'], ['b']]);
  expect(await ask()).toEqual(['a']);
  clock.ms = 749;
  expect([await ask(), asked()]).toEqual([['a'], 1]);
  clock.ms = 750;
  expect(await ask()).toEqual(['a']);
  await vi.waitUntil(() => asked() === 2);
  await vi.waitFor(async () => expect(await ask()).toEqual(['b']));
  expect(asked()).toBe(2);
});

test('a partner that fails keeps its list for as long as its entry says, and not longer', async () => {
  const { ask, clock } = createOwnCatalogue([['a']], { keptOnFaultMs: 500 });
  expect(await ask()).toEqual(['a']);
  clock.ms = 1_499;
  expect(await ask()).toEqual(['a']);
  clock.ms = 1_500;
  expect(await ask()).toEqual('refused');
});

test('a list for another day is not used', async () => {
  const { ask, asked } = createOwnCatalogue([['a'], ['b'], ['c']]);
  expect([await ask('2026-07-01'), await ask('2026-10-01'), await ask('2026-10-01')]).toEqual([
    ['a'],
    ['b'],
    ['b'],
  ]);
  expect(asked()).toBe(2);
});

test('a list for which there is no memory left is given, and not kept', async () => {
  const { ask, asked } = createOwnCatalogue([['long'], ['long'], ['a']], { bytesMax: 5 });
  expect([await ask(), await ask(), await ask(), await ask()]).toEqual([
    ['long'],
    ['long'],
    ['a'],
    ['a'],
  ]);
  expect(asked()).toBe(3);
});

test('a client that leaves does not end the call for the others who wait for it', async () => {
  const { ask, asked } = createOwnCatalogue([['a']]);
  const leaving = new AbortController();
  const first = ask('', { signal: leaving.signal });
  const second = ask('');
  leaving.abort();
  await expect(first).rejects.toThrow(/abort/i);
  expect(await second).toEqual(['a']);
  expect(asked()).toBe(1);
});

test('each request that waits for one call knows which partner sent the list', async () => {
  const { ask, asked } = createOwnCatalogue([['a']]);
  const traffics = [createPartnerTraffic(), createPartnerTraffic(), createPartnerTraffic()];
  await Promise.all(traffics.map((traffic) => ask('', { traffic })));
  expect(asked()).toBe(1);
  expect(traffics.map((traffic) => traffic.responses())).toEqual(
    traffics.map(() => [{ partner: 'school', value: ['a'] }]),
  );
});
