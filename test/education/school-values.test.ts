/** Values of OOAPI v5 as schools send them: understood, or null and logged; never another value. */
import { describe, expect, test } from 'vitest';
import {
  askOwnSchool,
  COURSE,
  OFFERING,
  onePage,
  SCHOOL_GARBLED,
  schoolRoutes,
} from './own-school.ts';

async function courseWith(changes: object, fields: string) {
  const routes = schoolRoutes(onePage({ ...COURSE, ...changes }), OFFERING);
  const { response, log } = await askOwnSchool(routes, `{ trainings { nodes { ${fields} } } }`);
  return { response, log: unreadIn(log) };
}

const unreadIn = (log: Awaited<ReturnType<typeof askOwnSchool>>['log']) =>
  log.map(({ list, field, shapes, count }) => ({ list, field, shapes, count }));
const trainings = (...nodes: readonly object[]) => ({ data: { trainings: { nodes } } });

describe('a text', () => {
  test.each<[string, unknown, string | null]>([
    [
      'in two languages',
      [
        { language: 'en-GB', value: 'Welding' },
        { language: 'nl-NL', value: 'Lassen' },
      ],
      'Lassen',
    ],
    [
      'in Dutch by another code',
      [
        { language: 'en', value: 'Welding' },
        { language: 'NLD', value: 'Lassen' },
      ],
      'Lassen',
    ],
    ['in another language alone', [{ language: 'fy-NL', value: 'Lasse' }], 'Lasse'],
    ['as a text', 'Lassen', 'Lassen'],
    ['as a list of texts', ['Lassen'], 'Lassen'],
    ['as one text with a language', { language: 'nl-NL', value: 'Lassen' }, 'Lassen'],
    ['without a language', [{ value: 'Lassen' }], 'Lassen'],
    [
      'that is empty in Dutch',
      [
        { language: 'nl', value: ' ' },
        { language: 'en', value: 'Welding' },
      ],
      'Welding',
    ],
    [
      'that is null in Dutch',
      [
        { language: 'nl', value: null },
        { language: 'en', value: 'Welding' },
      ],
      'Welding',
    ],
    ['that is an empty list', [], null],
    ['that is empty', '', null],
    ['that is null', null, null],
    ['that is absent', undefined, null],
  ])('%s is read as a description', async (_, description, expected) => {
    expect(await courseWith({ description }, 'description')).toEqual({
      response: trainings({ description: expected }),
      log: [],
    });
  });

  test.each<[string, unknown, string, readonly string[]]>([
    [
      'of which one language is a number',
      [
        { language: 'nl', value: 7 },
        { language: 'en', value: 'Welding' },
      ],
      'Welding',
      ['name.*'],
    ],
    ['that is a number', 7, 'L1', ['name.*']],
    ['without end', 'x'.repeat(1_048_576), 'L1', ['name.*']],
  ])('%s is logged, and the rest of the training is there', async (_, name, expected, fields) => {
    const { response, log } = await courseWith({ name }, 'id name');
    expect(response).toEqual(trainings({ id: 'school:c1', name: expected }));
    expect(log.map(({ field }) => field)).toEqual(fields);
  });
});

test('a key or a code that is a whole number keeps its digits', async () => {
  const changes = {
    courseId: 9_007_199_254_740_991,
    otherCodes: [{ codeType: 'crohoCreboCode', code: 25_655 }],
  };
  expect(await courseWith(changes, 'id qualification { code }')).toEqual({
    response: trainings({ id: 'school:9007199254740991', qualification: { code: '25655' } }),
    log: [],
  });
});

test('a key of more digits than a number of JSON holds costs its record, and a code its field', async () => {
  const courses = JSON.stringify(
    onePage(
      { ...COURSE, courseId: 'BIG' },
      { ...COURSE, otherCodes: [{ codeType: 'crohoCreboCode', code: 'BIG' }] },
      { ...COURSE, courseId: 'BIGGER' },
    ).body,
  )
    .replaceAll('"BIG"', '9007199254740993')
    .replace('"BIGGER"', '1e300');
  const routes = schoolRoutes({ body: courses }, OFFERING);
  const { response, log } = await askOwnSchool(
    routes,
    '{ trainings { nodes { id qualification { code } } } }',
  );
  expect(response).toEqual(trainings({ id: 'school:c1', qualification: null }));
  expect(unreadIn(log)).toEqual([
    { list: 'courses', field: 'courseId', shapes: ['number'], count: 2 },
    { list: 'courses', field: 'otherCodes.*.code', shapes: ['number'], count: 1 },
  ]);
});

test('a list of which no item has a key is a fault, since it is not empty', async () => {
  const { response } = await askOwnSchool(
    schoolRoutes(onePage({ ...COURSE, courseId: null })),
    '{ trainings { nodes { id } } }',
  );
  expect(response).toEqual({ data: { trainings: null }, errors: [SCHOOL_GARBLED('trainings')] });
});

async function offeringWith(changes: object) {
  const routes = schoolRoutes(onePage(COURSE), {
    ...OFFERING,
    startDate: '2026-09-01',
    ...changes,
  });
  const { response, log } = await askOwnSchool(
    routes,
    '{ trainings { nodes { offerings { startDate endDate seatsLeft price { amount currency } region { code } } } } }',
  );
  const { data } = response as { data: { trainings: { nodes: [{ offerings: [object] }] } } };
  return { ...data.trainings.nodes[0].offerings[0], log: unreadIn(log).map(({ field }) => field) };
}
const OFFERED = {
  startDate: '2026-09-01',
  endDate: null,
  seatsLeft: null,
  price: null,
  region: null,
  log: [],
};

describe('a date', () => {
  test.each([
    ['2026-09-01'],
    ['2026-08-31T22:00:00Z'],
    ['2026-08-31T22:00:00.000Z'],
    ['2026-09-01T21:59:59Z'],
    ['2026-09-01T00:00:00+02:00'],
    ['2026-09-01T00:00:00+0200'],
    ['2026-08-31T15:00:00-07:00'],
    ['2026-09-01T00:00:00'],
    ['2026-09-01 12:00'],
    ['2026-08-31 22:00:00Z'],
  ])('%s is 1 September 2026 in the Netherlands', async (startDate) => {
    expect(await offeringWith({ startDate })).toEqual(OFFERED);
  });

  test.each([
    ['2027-01-31T23:00:00Z', '2027-02-01'],
    ['2027-01-31T22:59:59Z', '2027-01-31'],
    ['2027-03-27T23:00:00Z', '2027-03-28'],
    ['2027-03-28T22:00:00Z', '2027-03-29'],
    ['2026-10-24T22:00:00Z', '2026-10-25'],
    ['2026-10-25T22:59:00Z', '2026-10-25'],
    ['2026-12-31T23:30:00Z', '2027-01-01'],
  ])('%s is %s, in winter, in summer and when the clock changes', async (endDate, expected) => {
    expect(await offeringWith({ endDate })).toEqual({ ...OFFERED, endDate: expected });
  });

  test.each<[unknown, string]>([
    ['2027-02-31', 'endDate'],
    ['2027-02-31T10:00:00Z', 'endDate'],
    ['2027-02-01T25:00:00Z', 'endDate'],
    ['01-02-2027', 'endDate'],
    ['2027', 'endDate'],
    ['morgen', 'endDate'],
    [20_270_201, 'endDate'],
    ['2026-08-31', 'endDate'],
  ])(
    'the last day %j is null and logged, and the rest of the offering is there',
    async (endDate, field) => {
      expect(await offeringWith({ endDate })).toEqual({ ...OFFERED, log: [field] });
    },
  );

  test.each([[null], [''], [undefined]])('the last day %j is no day', async (endDate) => {
    expect(await offeringWith({ endDate })).toEqual(OFFERED);
  });
});

describe('a number', () => {
  const seats = (maxNumberStudents: unknown, enrolledNumberStudents: unknown) =>
    offeringWith({ maxNumberStudents, enrolledNumberStudents });

  test('seats that are left are those that no student has, and not fewer than none', async () => {
    expect(await seats(20, 5)).toEqual({ ...OFFERED, seatsLeft: 15 });
    expect(await seats(20, 25)).toEqual({ ...OFFERED, seatsLeft: 0 });
    expect(await seats(20, null)).toEqual(OFFERED);
  });

  test.each([[-20], [2.5], [1e15], ['20'], [true], [[]]])(
    'a number of seats that is %j is null and logged',
    async (given) => {
      expect(await seats(given, 5)).toEqual({ ...OFFERED, log: ['maxNumberStudents'] });
    },
  );

  const price = (cost: object) =>
    offeringWith({ priceInformation: [{ costType: 'total costs', ...cost }] });
  test.each<[object, object]>([
    [
      { amount: '340.84', currency: 'EUR' },
      { amount: 340.84, currency: 'EUR' },
    ],
    [{ amount: '340.84' }, { amount: 340.84, currency: 'EUR' }],
    [
      { amount: 340.84, currency: null },
      { amount: 340.84, currency: 'EUR' },
    ],
    [
      { amount: '0', currency: 'USD' },
      { amount: 0, currency: 'USD' },
    ],
  ])('the price %j is %j', async (cost, expected) => {
    expect(await price(cost)).toEqual({ ...OFFERED, price: expected });
  });

  test.each<[object]>([
    [{ amount: '-340.84' }],
    [{ amount: -1 }],
    [{ amount: '340,84' }],
    [{ amount: '€ 340' }],
    [{ amount: '9007199254740993' }],
    [{ amount: 9.1e15 }],
    [{ amount: '340.84', currency: 'euro' }],
    [{ amount: '340.84', currency: '$' }],
  ])('the price %j is null and logged', async (cost) => {
    const { log, ...rest } = await price(cost);
    expect(rest).toEqual({ ...OFFERED, log: undefined });
    expect(log).toHaveLength(1);
  });
});

test('of an address that cannot be read the others remain', async () => {
  const addresses = [{ city: 7 }, null, { city: 'Groningen' }];
  expect(await offeringWith({ addresses })).toEqual({
    ...OFFERED,
    region: { code: 'GM0014' },
    log: ['addresses.*.city', 'addresses.*'],
  });
});

test('an offering whose period of enrolment is impossible is open on no day', async () => {
  const periods = [
    { enrollStartDate: '2026-01-01', enrollEndDate: '2026-08-31' },
    { enrollStartDate: '2026-01-01', enrollEndDate: '2026-02-31' },
    { enrollStartDate: '2026-13-01', enrollEndDate: '2026-08-31' },
    { enrollStartDate: '2026-08-31', enrollEndDate: '2026-01-01' },
  ];
  const offerings = periods.map((period, index) => ({
    ...OFFERING,
    offeringId: `o${index}`,
    startDate: '2026-09-01',
    ...period,
  }));
  const { response } = await askOwnSchool(
    schoolRoutes(onePage(COURSE), ...offerings),
    '{ trainings { nodes { offerings(openOn: "2026-06-01") { id } } } }',
  );
  expect(response).toEqual(trainings({ offerings: [{ id: 'school:o0' }] }));
});

test.each<[string, readonly object[], boolean]>([
  [
    'departments before the school itself',
    [
      { organizationId: 'dep', organizationType: 'department' },
      { organizationId: 'org', organizationType: 'root' },
    ],
    true,
  ],
  ['the school itself, without a type', [{ organizationId: 'org' }], true],
  [
    'two schools',
    [
      { organizationId: 'org', organizationType: 'root' },
      { organizationId: 'dep', organizationType: 'root' },
    ],
    false,
  ],
  [
    'departments alone',
    [
      { organizationId: 'org', organizationType: 'faculty' },
      { organizationId: 'dep', organizationType: 'faculty' },
    ],
    false,
  ],
])('a list of organizations with %s', async (_, organizations, isKnown) => {
  const { response } = await askOwnSchool(
    { ...schoolRoutes(onePage(COURSE), OFFERING), '/organizations': onePage(...organizations) },
    '{ trainings { nodes { offerings { id } } } }',
  );
  expect((response.data as { trainings: object }).trainings).toEqual({
    nodes: [{ offerings: isKnown ? [{ id: 'school:o1' }] : null }],
  });
});

describe('the mark of work', () => {
  const mark = (changes: object) => ({ consumerKey: 'llo-work', ...changes });
  const OTHER = { consumerKey: 'llo-funding', targetGroups: ['WOMEN'], employers: ['Elders'] };
  const unread = (field: string, ...shapes: readonly string[]) => ({
    list: 'courses',
    field: `consumers.llo-work.${field}`,
    shapes,
    count: 1,
  });

  test.each<[string, unknown, readonly string[] | null, boolean | null, readonly object[]]>([
    ['that is absent', undefined, null, null, []],
    ['that is null', null, null, null, []],
    ['beside another mark', [OTHER], null, null, []],
    [
      'with two employers and a job',
      [OTHER, mark({ employers: ['A', ' B ', 'A'], jobOffered: true })],
      ['A', 'B'],
      true,
      [],
    ],
    ['with no employer and no job', [mark({ employers: [], jobOffered: false })], [], false, []],
    ['with a job alone', [mark({ jobOffered: true })], null, true, []],
    ['with nulls', [mark({ employers: null, jobOffered: null })], null, null, []],
    [
      'with a word for the job',
      [mark({ employers: ['A'], jobOffered: 'ja' })],
      ['A'],
      null,
      [unread('jobOffered', 'text')],
    ],
    [
      'with one employer that is an object',
      [mark({ employers: ['A', { name: 'B' }] })],
      ['A'],
      null,
      [unread('employers.*', 'object')],
    ],
    [
      'with employers that are numbers',
      [mark({ employers: [7], jobOffered: true })],
      null,
      true,
      [unread('employers.*', 'number')],
    ],
    [
      'with blank names',
      [mark({ employers: ['', '  '] })],
      null,
      null,
      [unread('employers.*', 'text')],
    ],
    [
      'with a text of employers',
      [mark({ employers: 'A, B' })],
      null,
      null,
      [unread('employers', 'text')],
    ],
    [
      'with a name without end',
      [mark({ employers: ['A', 'x'.repeat(201)] })],
      ['A'],
      null,
      [unread('employers.*', 'text')],
    ],
    [
      'with 51 employers',
      [mark({ employers: Array.from({ length: 51 }, (_, at) => `A${at}`) })],
      null,
      null,
      [unread('employers', 'list')],
    ],
    [
      'of which there are two',
      [mark({ employers: ['A'] }), mark({ jobOffered: true })],
      ['A'],
      null,
      [],
    ],
  ])('%s is read as far as it goes', async (_, consumers, employers, jobOffered, log) => {
    expect(await courseWith({ consumers }, 'employers jobOffered')).toEqual({
      response: trainings({ employers, jobOffered }),
      log,
    });
  });

  test('a citizen number among the employers is withheld', async () => {
    const consumers = [mark({ employers: ['A', '999990019'] })];
    const { response } = await courseWith({ consumers }, 'employers');
    expect(JSON.stringify(response)).not.toContain('999990019');
  });
});
