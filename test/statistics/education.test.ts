/** What schools count for insights, compared with the world. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSchools } from '../../mocks/education/start-schools.ts';
import type { PartnerSystem } from '../../mocks/partner-system.ts';
import { createWorld } from '../../mocks/world/create-world.ts';
import { SCHOOL_IDS } from '../../mocks/world/world.ts';
import { REGISTRATION, registeredPurposes } from '../support/registered-purposes.ts';
import { askStatistics, STATISTICS_KEYS, table } from '../support/statistics-client.ts';
import {
  partnersAt,
  startSubgraphHarness,
  type SubgraphHarness,
} from '../support/subgraph-harness.ts';
import { TEST_DAY } from '../support/test-day.ts';
import { countsBy, sorted, trueEnrolments } from '../support/world-truth.ts';

const world = createWorld({ date: TEST_DAY });
const UNTIL = '2026-09-30';
const enrolments = trueEnrolments(world, UNTIL);

let systems: readonly PartnerSystem[];
let education: SubgraphHarness;

/** The list of the demo has a controller of evaluation, and no legal basis. */
const NOT_REGISTERED = registeredPurposes({ controller: REGISTRATION.controller });

const urlsOf = (ids: readonly string[]) =>
  Object.fromEntries(systems.filter(({ id }) => ids.includes(id)).map(({ id, url }) => [id, url]));

const start = (ids: readonly string[], changes: object = {}, purposes = NOT_REGISTERED) => {
  const list = partnersAt(urlsOf(ids));
  const partners = list.partners.map((one) => ({ ...one, ...changes, deadlineMs: 10_000 }));
  return startSubgraphHarness('education', { ...list, partners }, ['voucher', 'person'], {
    statisticsKeys: STATISTICS_KEYS,
    purposes,
  });
};

beforeAll(async () => {
  systems = await startSchools(world);
  education = await start(SCHOOL_IDS);
}, 60_000);
afterAll(async () => {
  await education.stop();
  await Promise.all(systems.map((one) => one.stop()));
});

const ask = (...tables: Parameters<typeof table>[]) =>
  askStatistics(
    education.url,
    'education',
    tables.map((one) => table(...one)),
  );

test.each([
  { columns: ['sector', 'learning-route'] },
  { columns: ['education-level', 'finished', 'stopped'] },
  { columns: ['school', 'paid-by', 'enrolled'] },
])(
  'the counts of all enrolments by $columns equal those of the world',
  async ({ columns }) => {
    const { tables, head } = await ask(['enrolments', columns]);
    expect(head.partners.map(({ id }) => id).toSorted()).toEqual([...SCHOOL_IDS].toSorted());
    const expected = countsBy(
      enrolments.map((one) => one.columns),
      columns,
    );
    expect(sorted(tables['one'])).toEqual(sorted(expected));
  },
  60_000,
);

test('vouchers are those of the trainings that have begun, each once, with a token that another table and another release change', async () => {
  const columns = ['enrolled', 'finished', 'stopped', 'sector', 'school', 'start-day'];
  const tokens = { give: 'tokens' } as const;
  const { tables, text } = await ask(
    ['vouchers', columns, tokens],
    ['vouchers', columns, { ...tokens, id: 'two' }],
  );
  const expected = enrolments
    .filter(({ association }) => association.voucher !== null)
    .map((one) => columns.map((column) => one.columns[column] ?? null));
  const [one = [], two = []] = [tables['one'], tables['two']];
  expect(sorted(one.map(([, ...values]) => values))).toEqual(sorted(expected));
  const before = await askStatistics(
    education.url,
    'education',
    [table('vouchers', columns, tokens)],
    { release: '2026Q2' },
  );
  const lists = [one, two, before.tables['one'] ?? []].map((rows) =>
    rows.map(([token]) => String(token)),
  );
  for (const list of lists) expect(list).toEqual([...new Set(list)].toSorted());
  expect(new Set(lists.flat()).size).toBe(lists.flat().length);
  const numbers = [
    ...world.people.map(({ bsn }) => bsn),
    ...world.vouchers.map(({ number }) => number),
    ...world.associations.map(({ id }) => id),
  ];
  expect(
    numbers.filter((number) => text.includes(number) || education.log().includes(number)),
  ).toEqual([]);
}, 60_000);

test('a school without a list of all associations gives the same as with it, one offering at a time', async () => {
  const tables = [
    table('enrolments', ['enrolled', 'stopped', 'sector', 'paid-by']),
    table('vouchers', ['finished', 'start-day'], { id: 'two', give: 'tokens' }),
  ];
  const slow = await start(['aventus'], { associationsPath: undefined });
  const fast = await start(['aventus']);
  const aventus = systems.find(({ id }) => id === 'aventus');
  aventus?.resetCalls();
  const ofPages = await askStatistics(fast.url, 'education', tables);
  const callsOfPages = aventus?.calls() ?? 0;
  const ofOfferings = await askStatistics(slow.url, 'education', tables);
  await Promise.all([slow.stop(), fast.stop()]);
  expect(ofOfferings.tables).toEqual(ofPages.tables);
  expect(ofPages.tables['one']?.length).toBeGreaterThan(20);
  // Programs, courses, the organisation, offerings in pages of 250, and associations in pages of 250.
  expect(callsOfPages).toBeLessThan(12);
}, 60_000);

const POOL = ['joined', 'lecturer-after-12', 'lecturer-after-24', 'school'];

test.each([
  {
    release: '2026Q3',
    rows: [
      [11, '2018Q4', '2019Q4', '2020Q4', 'techniek-academie'],
      [2, '2018Q4', '2019Q4', null, 'techniek-academie'],
      [5, '2018Q4', null, null, 'techniek-academie'],
    ],
  },
  {
    release: '2019Q4',
    rows: [
      [13, '2018Q4', '2019Q4', null, 'techniek-academie'],
      [5, '2018Q4', null, null, 'techniek-academie'],
    ],
  },
  { release: '2018Q4', rows: [[18, '2018Q4', null, null, 'techniek-academie']] },
  { release: '2018Q3', rows: [] },
])(
  'the 18 participants of the teachers pool teach as the release $release may know it, at any school',
  async ({ release, rows }) => {
    const tables = [table('teachers-pool', POOL)];
    const result = await askStatistics(education.url, 'education', tables, { release });
    expect(sorted(result.tables['one'])).toEqual(sorted(rows));
  },
  60_000,
);

test('people are refused without a registered legal basis, before any school is asked', async () => {
  for (const one of systems) one.resetCalls();
  const { status, errors } = await ask(['people', ['sector'], { give: 'tokens' }]);
  expect({ status, codes: errors.map(({ extensions }) => extensions['code']) }).toEqual({
    status: 403,
    codes: ['PURPOSE_DENIED'],
  });
  expect(systems.map((one) => one.calls())).toEqual(SCHOOL_IDS.map(() => 0));
});

const { basis, controller, registeredOn } = REGISTRATION;

test.each([
  ['no basis', { controller, registeredOn }],
  ['no controller', { basis, registeredOn }],
  ['no day of registration', { basis, controller }],
  ['a day of registration to come', { basis, controller, registeredOn: '2026-12-01' }],
])('people are refused with %s', async (_, registration) => {
  const other = await start(['aventus'], {}, registeredPurposes(registration));
  const { status } = await askStatistics(other.url, 'education', [
    table('people', ['sector'], { give: 'tokens' }),
  ]);
  await other.stop();
  expect(status).toBe(403);
});

test('with an invented legal basis people are those who finished a training with a voucher, at the schools with a lookup, without their numbers', async () => {
  const registered = await start(SCHOOL_IDS, {}, registeredPurposes());
  const { tables, head, text } = await askStatistics(registered.url, 'education', [
    table('people', ['finished', 'sector'], { give: 'tokens' }),
  ]);
  const log = registered.log();
  await registered.stop();
  const first = new Map<string, (typeof enrolments)[number]>();
  const finished = enrolments
    .filter(
      ({ association }) => association.voucher && association.school !== 'smart-makers-academy',
    )
    .filter(({ finishedOn }) => finishedOn !== null)
    .toSorted((one, other) => {
      const key = ({ finishedOn, association }: typeof one) =>
        `${finishedOn} ${association.school}:${association.id}`;
      return key(one) < key(other) ? -1 : 1;
    });
  for (const one of finished) {
    const { personId } = one.association;
    if (!first.has(personId)) first.set(personId, one);
  }
  const expected = [...first.values()].map(({ columns }) => [
    columns['finished'] ?? null,
    columns['sector'] ?? null,
  ]);
  expect(expected.length).toBeGreaterThan(300);
  expect(sorted(tables['one']?.map(([, ...values]) => values))).toEqual(sorted(expected));
  expect(head.partners.map(({ id }) => id)).not.toContain('smart-makers-academy');
  const leaked = world.people.filter(({ bsn }) => text.includes(bsn) || log.includes(bsn));
  expect(leaked).toEqual([]);
}, 60_000);

test('people are not counted together with what has another purpose', async () => {
  const registered = await start(['aventus'], {}, registeredPurposes());
  const { status, errors } = await askStatistics(registered.url, 'education', [
    table('people', ['sector'], { give: 'tokens' }),
    table('enrolments', ['sector'], { id: 'two' }),
  ]);
  await registered.stop();
  expect({ status, messages: errors.map(({ message }) => message) }).toEqual({
    status: 400,
    messages: ['Cannot count for several purposes at once: ask for their record sets apart'],
  });
});

test('while a school is down nothing is given and it is named; without it the others are counted', async () => {
  const two = await start(['aventus', 'firda']);
  const firda = systems.find(({ id }) => id === 'firda');
  firda?.setFault('down');
  const tables = [table('enrolments', ['school'])];
  const whole = await askStatistics(two.url, 'education', tables);
  const rest = await askStatistics(two.url, 'education', tables, { without: ['firda'] });
  firda?.setFault(null);
  await two.stop();
  expect({
    status: whole.status,
    errors: whole.errors.map(({ extensions }) => extensions),
  }).toEqual({
    status: 503,
    errors: [
      { code: 'PARTNER_NO_ANSWER', partner: 'firda', kind: 'education', fault: 'unreachable' },
    ],
  });
  const expected = enrolments.filter(({ association }) => association.school === 'aventus').length;
  expect(rest.tables['one']).toEqual([[expected, 'aventus']]);
});
