/**
 * Changed responses of one partner in every protocol. The other partner's data stay, only the changed one is named,
 * and it is used again as soon as it responds well.
 */
import { assert, asyncProperty, constantFrom, oneof, tuple } from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseFrame } from '../../mocks/funds/wire.ts';
import { startHarness, type Harness } from '../provinces/provinces-harness.ts';
import { zip } from '../provinces/zip.ts';
import { readZip } from '../../subgraphs/provinces/read-zip.ts';
import { startFakeHttp, type FakeHttp, type Route } from '../support/fake-http.ts';
import {
  resultOf,
  schemeRow,
  startFakePostgres,
  type FakePostgres,
} from '../support/fake-postgres.ts';
import {
  partnersAt,
  startSubgraphHarness,
  type GraphqlResult,
  type SubgraphHarness,
} from '../support/subgraph-harness.ts';
import { changedBytes, changedJson } from './mutations.ts';
import { FUZZ_MS, fuzzRuns } from './runs.ts';

let hostileFund: FakePostgres;
let healthyFund: FakePostgres;
let funds: SubgraphHarness;
let hostileSchool: FakeHttp;
let healthySchool: FakeHttp;
let education: SubgraphHarness;
let provinces: Harness;

const page = (...items: readonly unknown[]) => ({ pageNumber: 1, hasNextPage: false, items });
const ROUTES: Readonly<Record<string, unknown>> = {
  '/': {},
  '/organizations': page({ organizationId: 'org', name: [{ language: 'nl-NL', value: 'School' }] }),
  '/programs': page({
    programId: 'p1',
    name: [{ language: 'nl-NL', value: 'Techniek' }],
    primaryCode: { codeType: 'identifier', code: 'P1' },
    duration: 'P6M',
    fieldsOfStudy: '0715',
  }),
  '/courses': page({
    courseId: 'c1',
    name: [{ language: 'nl-NL', value: 'Lassen' }],
    primaryCode: { codeType: 'identifier', code: 'L1' },
    duration: 'P3M',
  }),
  '/organizations/org/offerings': page({
    offeringId: 'o1',
    offeringType: 'course',
    course: 'c1',
    startDate: '2027-01-04',
    maxNumberStudents: 20,
    enrolledNumberStudents: 3,
    addresses: [{ city: 'Zutphen' }],
  }),
};
const routesOf = (bodies: Readonly<Record<string, unknown>>): Record<string, Route> =>
  Object.fromEntries(Object.entries(bodies).map(([path, body]) => [path, { body }]));

beforeAll(async () => {
  [hostileFund, healthyFund, hostileSchool, healthySchool, provinces] = await Promise.all([
    startFakePostgres('comma'),
    startFakePostgres('array'),
    startFakeHttp(routesOf(ROUTES)),
    startFakeHttp(routesOf(ROUTES)),
    startHarness({ entry: { freshForSeconds: 0, deadlineMs: 5_000 } }),
  ]);
  healthyFund.schemes = [schemeRow({ uses: '{train}' })];
  [funds, education] = await Promise.all([
    startSubgraphHarness('funds', partnersAt({ otib: hostileFund.url, oom: healthyFund.url }), [
      'voucher',
    ]),
    startSubgraphHarness(
      'education',
      partnersAt({ aventus: hostileSchool.url, saxion: healthySchool.url }),
      ['voucher', 'person'],
    ),
  ]);
});
afterAll(async () => {
  await Promise.all([funds.stop(), education.stop(), provinces.stop()]);
  const servers = [hostileFund, healthyFund, hostileSchool, healthySchool];
  await Promise.all(servers.map((server) => server.stop()));
});

/** The only errors are those that name this partner. */
function expectOnlyNamed(
  { errors = [] }: GraphqlResult | { errors?: readonly unknown[] },
  partner: string,
) {
  for (const error of errors) {
    expect(error).toMatchObject({ extensions: { code: 'PARTNER_NO_ANSWER', partner } });
  }
}

const SCHEMES = '{ voucherSchemes(first: 10) { nodes { id name uses opensOn availability } } }';

const GOOD_RESULT = resultOf([schemeRow(), schemeRow({ code: 'S2' })], 'comma');
const frames: Buffer[] = [];
for (let rest = GOOD_RESULT, next = parseFrame(rest); next; next = parseFrame(rest)) {
  frames.push(next.bytes);
  rest = rest.subarray(next.bytes.length);
}
const frameChanges = tuple(
  constantFrom(...frames.keys()),
  constantFrom(...frames.keys()),
  constantFrom('drop', 'repeat', 'swap', 'letter'),
  constantFrom(...Array.from('1234567ABCDEGHIKNRSTVWXZdnst')),
).map(([at, other, how, letter]) => {
  const changed = frames.map((one) => Buffer.from(one));
  const [one, two] = [changed[at], changed[other]];
  if (!one || !two) return GOOD_RESULT;
  if (how === 'drop') changed.splice(at, 1);
  else if (how === 'repeat') changed.splice(other, 0, one);
  else if (how === 'swap') [changed[at], changed[other]] = [two, one];
  else one.write(letter, 0, 'latin1');
  return Buffer.concat(changed);
});

test(
  'changed PostgreSQL messages of one fund leave the schemes of the other',
  async () => {
    const whole = await funds.ask(null, SCHEMES);
    expect(whole.errors).toBeUndefined();
    await assert(
      asyncProperty(oneof(changedBytes(GOOD_RESULT), frameChanges), async (bytes) => {
        // The end of the connection, so that what is cut off does not wait for the deadline.
        hostileFund.respond = (socket) => socket.end(bytes);
        const response = await funds.ask(null, SCHEMES);
        hostileFund.respond = null;
        expectOnlyNamed(response, 'otib');
        expect(idsIn(response, 'voucherSchemes')).toContain('oom:S1');
        expect(await funds.ask(null, SCHEMES)).toEqual(whole);
      }),
      fuzzRuns(),
    );
  },
  FUZZ_MS,
);

const TRAININGS =
  '{ trainings(first: 10) { nodes { id name durationMonths sector offerings { id startDate seatsLeft } } } }';

function idsIn({ data }: GraphqlResult, list: string): readonly string[] {
  const { nodes = [] } =
    (data as Record<string, { nodes?: readonly { id: string }[] } | null> | null)?.[list] ?? {};
  return nodes.map(({ id }) => id);
}

const jsonPaths = Object.keys(ROUTES).filter((path) => path !== '/');
const schoolChanges = constantFrom(...jsonPaths).chain((path) =>
  oneof(changedJson(ROUTES[path]), changedBytes(Buffer.from(JSON.stringify(ROUTES[path])))).map(
    (body) => ({ path, body }),
  ),
);

test(
  'changed OOAPI responses of one school leave the trainings of the other',
  async () => {
    const whole = await education.ask(null, TRAININGS);
    expect(whole.errors).toBeUndefined();
    const own = (response: GraphqlResult) => {
      const { nodes } = (response.data as { trainings: { nodes: readonly { id: string }[] } })
        .trainings;
      return nodes.filter(({ id }) => id.startsWith('saxion:'));
    };
    await assert(
      asyncProperty(schoolChanges, async ({ path, body }) => {
        hostileSchool.routes = { ...routesOf(ROUTES), [path]: { body } };
        const response = await education.ask(null, TRAININGS);
        hostileSchool.routes = routesOf(ROUTES);
        expectOnlyNamed(response, 'aventus');
        expect(own(response)).toEqual(own(whole));
        // A school that moved is asked for its organization again, so its own list may come one request later.
        await education.ask(null, TRAININGS);
        expect(await education.ask(null, TRAININGS)).toEqual(whole);
      }),
      fuzzRuns(),
    );
    expect(education.log()).not.toContain('INTERNAL');
  },
  FUZZ_MS,
);

const PILOTS = '{ pilots(first: 100) { nodes { id name status province { code } } } }';
const REGISTERS = [
  ['groningen', '/bestanden/register.xlsx'],
  ['gelderland', '/open-data/pilots.csv'],
  ['noord-holland', '/export/pilots.csv'],
] as const;

test.each(REGISTERS)(
  'changed registers of %s (%s) leave the pilots of the other provinces',
  async (id, path) => {
    const province = provinces.province(id);
    const good = province.fileAt(path);
    const changedFile = path.endsWith('.xlsx')
      ? oneof(changedBytes(good), changedParts(good))
      : changedBytes(good);
    const whole = await provinces.ask(PILOTS);
    expect(whole.errors).toBeUndefined();
    const others = (response: GraphqlResult) => {
      const { nodes } = (response.data as { pilots: { nodes: readonly { id: string }[] } }).pilots;
      return nodes.filter((one) => !one.id.startsWith(`${id}:`));
    };
    await assert(
      asyncProperty(changedFile, async (bytes) => {
        province.publish(path, bytes);
        const response = (await provinces.ask(PILOTS)) as GraphqlResult;
        province.publish(path, good);
        expectOnlyNamed(response, id);
        expect(others(response)).toEqual(others(whole as GraphqlResult));
        expect(await provinces.ask(PILOTS)).toEqual(whole);
      }),
      fuzzRuns(2),
    );
  },
  FUZZ_MS,
);

/** A workbook of which the bytes of one part are changed before it is packed. */
function changedParts(workbook: Buffer) {
  const parts = [...readZip(workbook, { entriesMax: 100, unpackedBytesMax: 16_777_216 })];
  return constantFrom(...parts.keys()).chain((at) =>
    changedBytes(parts[at]?.[1] ?? Buffer.alloc(0)).map((bytes) =>
      zip(parts.map(([name, content], index) => [name, index === at ? bytes : content])),
    ),
  );
}
