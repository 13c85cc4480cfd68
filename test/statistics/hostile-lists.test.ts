/** Whatever a school or UWV sends for statistics: it is named, nothing is counted, and it is asked a bounded number of times. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { IncomingMessage } from 'node:http';
import { startFakeHttp, type FakeHttp, type FakeResponse } from '../support/fake-http.ts';
import { registeredPurposes } from '../support/registered-purposes.ts';
import { askStatistics, STATISTICS_KEYS, table } from '../support/statistics-client.ts';
import {
  partnersAt,
  startSubgraphHarness,
  type SubgraphHarness,
} from '../support/subgraph-harness.ts';

const page = (...items: readonly unknown[]): FakeResponse => ({
  body: { pageNumber: 1, hasPreviousPage: false, hasNextPage: false, items },
});
const offering = { offeringId: 'o1', course: 'c1', startDate: '2026-01-05' };
const association = (changes: object = {}) => ({
  associationId: 'a1',
  role: 'student',
  state: 'associated',
  offering: 'o1',
  ...changes,
});
const SCHOOL = {
  '/organizations': page({ organizationId: 'org' }),
  '/programs': page(),
  '/courses': page({ courseId: 'c1', level: 'undefined', fieldsOfStudy: '0715' }),
  '/organizations/org/offerings': page(offering),
  '/llo/associations': page(association()),
};
const TOKEN = { body: { access_token: 't', token_type: 'Bearer', expires_in: 3_600 } };
const ASSOCIATIONS_MAX = 410;

let school: FakeHttp;
let office: FakeHttp;
let education: SubgraphHarness;

beforeAll(async () => {
  school = await startFakeHttp(SCHOOL);
  office = await startFakeHttp({ '/oauth/token': TOKEN });
  const schools = partnersAt({ aventus: school.url });
  education = await startSubgraphHarness('education', schools, ['voucher', 'person'], {
    statisticsKeys: STATISTICS_KEYS,
  });
});
afterAll(async () => {
  await Promise.all([education.stop(), school.stop(), office.stop()]);
});

const numberOf = ({ url }: IncomingMessage) => Number(/pageNumber=(\d+)/.exec(url ?? '')?.[1]);

const ODD_LISTS: Readonly<Record<string, (request: IncomingMessage) => FakeResponse>> = {
  'pages without end': (request) => ({
    body: { hasNextPage: true, items: [association({ associationId: `a${numberOf(request)}` })] },
  }),
  'its first page again': () => ({ body: { hasNextPage: true, items: [association()] } }),
  'empty pages without end': () => ({ body: { hasNextPage: true, items: [] } }),
  'associations without an id': () => page({ ...association(), associationId: null }),
  'a number in place of the list': () => ({ body: { hasNextPage: false, items: 7 } }),
  'more items on a page than any page may have': () =>
    page(...Array.from({ length: 10_001 }, () => association())),
  'half a character in an id': () => page(association({ associationId: 'a\ud800' })),
};

test.each(Object.entries(ODD_LISTS))(
  'a school that sends %s is named, and nothing is counted',
  async (_, list) => {
    school.routes = { ...SCHOOL, '/llo/associations': list };
    school.received.length = 0;
    education.forget();
    const result = await askStatistics(education.url, 'education', [
      table('enrolments', ['sector']),
    ]);
    school.routes = SCHOOL;
    expect({
      status: result.status,
      errors: result.errors.map(({ extensions }) => extensions),
    }).toEqual({
      status: 503,
      errors: [
        { code: 'PARTNER_NO_ANSWER', partner: 'aventus', kind: 'education', fault: 'garbled' },
      ],
    });
    expect(school.received.length).toBeLessThan(ASSOCIATIONS_MAX);
  },
  60_000,
);

test('a school whose list of associations is refused is named as refused', async () => {
  school.routes = { ...SCHOOL, '/llo/associations': { status: 403, body: {} } };
  education.forget();
  const { status, errors } = await askStatistics(education.url, 'education', [
    table('enrolments', []),
  ]);
  school.routes = SCHOOL;
  expect({ status, fault: errors[0]?.extensions['fault'] }).toEqual({
    status: 503,
    fault: 'refused',
  });
});

const VOUCHER = { consumerKey: 'llo-voucher', issuer: 'otib', voucherNumber: 'WT-1' };
const COLUMNS = ['enrolled', 'finished', 'stopped', 'sector', 'learning-route', 'education-level'];
const COURSE = ['MANUFACTURING', 'SHORT_COURSE', 'NO_LEVEL'];

test.each([
  ['nothing but its id', {}, ['2026Q1', null, null, ...COURSE]],
  [
    'a result',
    { result: { state: 'completed', pass: 'passed', resultDate: '2026-06-01' } },
    ['2026Q1', '2026Q2', null, ...COURSE],
  ],
  [
    'a result after the release',
    { result: { state: 'completed', pass: 'passed', resultDate: '2026-10-01' } },
    ['2026Q1', null, null, ...COURSE],
  ],
  [
    'a result that cannot be read',
    { result: { state: 7, pass: [], resultDate: 'soon' } },
    ['2026Q1', null, null, ...COURSE],
  ],
  [
    'a day on which it was cancelled',
    { state: 'canceled', consumers: [{ consumerKey: 'llo-stopped', stoppedOn: '2026-04-01' }] },
    ['2026Q1', null, '2026Q2', ...COURSE],
  ],
  ['no day on which it was cancelled', { state: 'canceled' }, null],
  [
    'a day of cancelling before the start',
    { state: 'canceled', consumers: [{ consumerKey: 'llo-stopped', stoppedOn: '2026-01-04' }] },
    null,
  ],
  ['a state of the school', { state: 'on leave' }, null],
  ['a request that waits', { state: 'pending' }, null],
  ['the role of a lecturer', { role: 'lecturer' }, null],
  ['an offering that is not in the list', { offering: 'o2' }, null],
])('an association with %s, %j, gives the row %j', async (_, changes, row) => {
  school.routes = { ...SCHOOL, '/llo/associations': page(association(changes)) };
  const { tables } = await askStatistics(education.url, 'education', [
    table('enrolments', COLUMNS),
  ]);
  school.routes = SCHOOL;
  expect(tables['one']).toEqual(row === null ? [] : [[1, ...row]]);
});

test('a voucher that several associations name is one row, that of the first day', async () => {
  const offerings = [offering, { ...offering, offeringId: 'o2', startDate: '2025-11-03' }];
  const paid = { consumers: [VOUCHER] };
  school.routes = {
    ...SCHOOL,
    '/organizations/org/offerings': page(...offerings),
    '/llo/associations': page(
      association(paid),
      association({ ...paid, associationId: 'a2', offering: 'o2' }),
      association({ ...paid, associationId: 'a3', offering: 'o2', state: 'denied' }),
    ),
  };
  const { tables } = await askStatistics(education.url, 'education', [
    table('vouchers', ['start-day'], { give: 'tokens' }),
    table('enrolments', ['paid-by'], { id: 'two' }),
  ]);
  school.routes = SCHOOL;
  expect(tables['one']).toEqual([[expect.stringMatching(/^[\w-]{22}$/), '2025-11-03']]);
  expect(tables['two']).toEqual([[2, 'VOUCHER']]);
});

test('a citizen number in place of a voucher number or a code leaves in no response', async () => {
  const number = '999990019';
  school.routes = {
    ...SCHOOL,
    '/courses': page({ courseId: 'c1', level: number, fieldsOfStudy: number }),
    '/llo/associations': page(
      association({ consumers: [{ ...VOUCHER, voucherNumber: number, issuer: number }] }),
    ),
  };
  const { text, tables } = await askStatistics(education.url, 'education', [
    table('vouchers', [...COLUMNS, 'school'], { give: 'tokens' }),
  ]);
  school.routes = SCHOOL;
  expect(tables['one']?.length).toBe(1);
  expect(text).not.toContain(number);
  expect(education.log()).not.toContain(number);
});

const person = (nummer: string, changes: object = {}) => ({
  nummer,
  uitkering: 'LOPEND',
  sbi: [],
  ...changes,
});
const thousand = Array.from({ length: 1_000 }, (_, at) => person(String(100_000_000 + at)));
const PEOPLE = table('people', ['left-benefit', 'work-after-a-year'], { give: 'tokens' });

/** Of a subgraph that knows nothing of earlier faults. */
async function askUwv(personen: readonly unknown[]) {
  office.routes = { '/oauth/token': TOKEN, '/v1/statistiek/personen': { body: { personen } } };
  office.received.length = 0;
  const uwv = await startSubgraphHarness('uwv', partnersAt({ uwv: office.url }), ['person'], {
    statisticsKeys: STATISTICS_KEYS,
    purposes: registeredPurposes(),
  });
  const result = await askStatistics(uwv.url, 'uwv', [PEOPLE]);
  await uwv.stop();
  return result;
}

test.each([
  ['its first page again', thousand],
  ['a page that is not in order', [person('100000002'), person('100000001')]],
  ['the same person twice', [person('100000001'), person('100000001')]],
  ['more people than were asked for', [...thousand, person('200000000')]],
  ['a number that is none', [person('12')]],
  [
    'industries without end',
    [person('100000001', { sbi: Array.from({ length: 1_001 }, () => '43') })],
  ],
])('UWV is named when it sends %s', async (_, personen) => {
  const { status, errors } = await askUwv(personen);
  expect({ status, fault: errors[0]?.extensions['fault'] }).toEqual({
    status: 503,
    fault: 'garbled',
  });
  expect(office.received.length).toBeLessThan(5);
});

test('a word of UWV that is not of the contract counts as none, and an industry that is none as elsewhere', async () => {
  const personen = [
    person('100000001', { uitkering: 'OPGESCHORT', sbi: ['x'] }),
    person('100000002', { uitkering: null, sbi: ['4711', '43.22'] }),
  ];
  const { tables } = await askUwv(personen);
  const values = tables['one']?.map(([, ...rest]) => JSON.stringify(rest)).toSorted();
  expect(values).toEqual(['[null,"ELSEWHERE"]', '[null,"IN_TECHNOLOGY"]']);
});
