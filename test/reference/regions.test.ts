/** Journey (j), and regions that are unknown, incomplete or without a partner. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { onlySchool, startReference, type ReferenceGraph } from './support/reference-harness.ts';

let graph: ReferenceGraph;

beforeAll(async () => {
  graph = await startReference();
});
afterAll(() => graph.stop());

test('AM06 has its municipalities and crosses three provinces, on two days', async () => {
  const response = await graph.ask(`{
    region(name: "Stedendriehoek en Noord-Veluwe") {
      kind code name hasPartners
      in2019: members(on: "2019-04-11") { name }
      today: members { name }
      provincesThen: overlaps(kind: PROVINCIE, on: "2019-04-11") { code name }
      provincesNow: overlaps(kind: PROVINCIE) { code name }
    }
  }`);
  const named = (names: readonly string[]) => names.map((name) => ({ name }));
  const always =
    'Apeldoorn Brummen Deventer Elburg Epe Ermelo Harderwijk Lochem Nunspeet Olst-Wijhe Putten Voorst Zeewolde Zutphen';
  const sorted = (rows: readonly { readonly name: string }[]) =>
    rows.toSorted((a, b) => a.name.localeCompare(b.name));
  const { in2019, today, ...rest } = (
    response.data as { region: Record<'in2019' | 'today', { name: string }[]> }
  ).region;
  const provinces = [
    { code: 'PV23', name: 'Overijssel' },
    { code: 'PV24', name: 'Flevoland' },
    { code: 'PV25', name: 'Gelderland' },
  ];
  expect({
    ...rest,
    in2019: sorted(in2019),
    today: sorted(today),
    errors: response.errors,
  }).toEqual({
    kind: 'ARBEIDSMARKTREGIO',
    code: 'AM06',
    name: 'Stedendriehoek en Noordwest Veluwe',
    hasPartners: true,
    in2019: named(always.split(' ')),
    today: sorted(named([...always.split(' '), 'Heerde'])),
    provincesThen: provinces,
    provincesNow: provinces,
    errors: undefined,
  });
});

test('region(name:) prefers the province among regions of one name', async () => {
  const response = await graph.ask(`{
    province: region(name: "friesland") { kind code aliases }
    labour: region(name: "FRIESLAND", kind: ARBEIDSMARKTREGIO) { kind code aliases }
    town: region(code: "gm0200") { kind code name }
  }`);
  expect(response).toEqual({
    data: {
      province: { kind: 'PROVINCIE', code: 'PV21', aliases: ['Friesland'] },
      labour: { kind: 'ARBEIDSMARKTREGIO', code: 'AM02', aliases: ['Fryslân'] },
      town: { kind: 'GEMEENTE', code: 'GM0200', name: 'Apeldoorn' },
    },
  });
});

test('members and overlaps are null for a region that the table has only in part', async () => {
  const response = await graph.ask(`{
    limburg: region(name: "Limburg") { members { name } overlaps { name } }
    south: region(name: "Zuid-Nederland") { members { name } members2: members(kind: PROVINCIE) { name } }
  }`);
  expect(response).toEqual({
    data: {
      limburg: { members: null, overlaps: null },
      south: { members: null, members2: [{ name: 'Noord-Brabant' }, { name: 'Limburg' }] },
    },
  });
});

test('hasPartners is false for a region without a partner', async () => {
  const response = await graph.ask(`{
    zeeland: region(name: "Zeeland") { hasPartners }
    achterhoek: region(name: "Achterhoek") { hasPartners }
    emmen: region(name: "Emmen") { hasPartners }
  }`);
  expect(response).toEqual({
    data: {
      zeeland: { hasPartners: false },
      achterhoek: { hasPartners: true },
      emmen: { hasPartners: true },
    },
  });
});

test('whether a region has partners follows the partner list', async () => {
  const small = await startReference(onlySchool('firda', 'Firda'));
  const query = `{
    north: region(name: "Leeuwarden") { hasPartners }
    all: region(name: "Fryslân") { hasPartners }
    east: region(name: "Gelderland") { hasPartners }
  }`;
  expect(await small.ask(query)).toEqual({
    data: {
      north: { hasPartners: true },
      all: { hasPartners: true },
      east: { hasPartners: false },
    },
  });
  await small.stop();
});

test.each([
  [`{ region(name: "Gelderlant") { code } }`, '; nearest are "Gelderland"'],
  [`{ region(name: "Timboektoe") { code } }`, ''],
  [
    `{ instruments(for: { region: { name: "Overijsel" } }) { question } }`,
    '; nearest are "Overijssel"',
  ],
])('%s is ARGUMENT_INVALID with the nearest names', async (query, nearest) => {
  const field = query.includes('instruments') ? 'instruments' : 'region';
  expect(await graph.ask(query)).toEqual({
    data: { [field]: null },
    errors: [
      {
        message: `Cannot use this region: No region has this name${nearest}`,
        path: [field],
        extensions: { code: 'ARGUMENT_INVALID' },
      },
    ],
  });
});

test('a region needs a code or a name', async () => {
  expect(await graph.ask(`{ region(kind: PROVINCIE) { code } }`)).toEqual({
    data: { region: null },
    errors: [
      {
        message: 'Cannot use this region: A region needs a code or a name',
        path: ['region'],
        extensions: { code: 'ARGUMENT_INVALID' },
      },
    ],
  });
});

const FIGURE =
  'id measure { id name } value qualifier unit asOf sector region { code } programme { id }';
const labourMarket = (region: string, args = '') =>
  graph.ask(
    `{ region(${region}) { labourMarket${args} { ${FIGURE} source { id file states } } } }`,
  );
const TENSION = {
  id: 'am06-spanning-techniek',
  measure: {
    id: 'spanningsindicator',
    name: 'openstaande vacatures per kortdurend werkzoekende',
  },
  value: 6.4,
  qualifier: 'EXACT',
  unit: 'RATIO',
  asOf: null,
  sector: 'TECHNIEK',
  region: { code: 'AM06' },
  programme: null,
  source: {
    id: 'verzonnen-arbeidsmarkt#am06-spanning-techniek',
    file: null,
    states:
      'Verzonnen voor de demo: ruim zes vacatures voor iedere kortdurend werkzoekende in de techniek.',
  },
};
const CARE = {
  id: 'am06-tekort-zorg',
  measure: { id: 'openstaande-vacatures', name: 'openstaande vacatures' },
  value: null,
  qualifier: 'ORDER_OF_MAGNITUDE',
  unit: 'VACANCIES',
  asOf: null,
  sector: 'CARE',
  region: { code: 'AM06' },
  programme: null,
  source: {
    id: 'samen-werk-maken-van-werk#am06-tekort-zorg',
    file: '001_b9b241d677ae908b.txt',
    states:
      'De zorg komt mensen tekort, en daarom is er een leerwerktraject begonnen; hoeveel staat er niet.',
  },
};

test('Region.labourMarket of a sector has its figures, each with its source', async () => {
  expect(await labourMarket('code: "am06"', '(sector: CARE)')).toEqual({
    data: { region: { labourMarket: [CARE] } },
  });
  expect(
    await graph.ask(`{ indicator(id: "${TENSION.id}") { ${FIGURE} source { id file states } } }`),
  ).toEqual({
    data: { indicator: TENSION },
  });
});

test.each([
  [
    'name: "Stedendriehoek en Noord-Veluwe"',
    '',
    [
      'am06-tekort-zorg',
      'am06-vacatures-techniek',
      'am06-vacatures-installatietechniek',
      'am06-spanning-techniek',
      'am06-werkzoekenden',
    ],
  ],
  [
    'code: "AM06"',
    '(sector: null)',
    [
      'am06-tekort-zorg',
      'am06-vacatures-techniek',
      'am06-vacatures-installatietechniek',
      'am06-spanning-techniek',
      'am06-werkzoekenden',
    ],
  ],
  [
    'code: "AM06"',
    '(sector: TECHNIEK)',
    ['am06-vacatures-techniek', 'am06-vacatures-installatietechniek', 'am06-spanning-techniek'],
  ],
  ['code: "AM06"', '(sector: INSTALLATION_TECHNOLOGY)', ['am06-vacatures-installatietechniek']],
  ['code: "AM06"', '(sector: AVIATION)', []],
  ['name: "Noord-Nederland"', '', ['noord-praktisch-opgeleiden']],
  ['name: "Gelderland"', '(sector: TECHNIEK)', ['pv25-vacatures-techniek']],
  ['name: "Apeldoorn"', '', []],
])(
  'Region.labourMarket of %s%s has the figures of that region alone',
  async (region, args, ids) => {
    const response = await labourMarket(region, args);
    const { labourMarket: found } = (
      response.data as { region: { labourMarket: { id: string }[] } }
    ).region;
    expect([found.map(({ id }) => id), response.errors]).toEqual([ids, undefined]);
  },
);

test('Region.labourMarket of a region that the table does not have is null, and not an empty list', async () => {
  const query = `query ($them: [_Any!]!) { _entities(representations: $them) { ... on Region { code labourMarket { id } } } }`;
  const them = [
    { __typename: 'Region', kind: 'GEMEENTE', code: 'GM9999' },
    { __typename: 'Region', kind: 'PROVINCIE', code: 'pv27' },
  ];
  expect(await graph.ask(query, { them })).toEqual({
    data: {
      _entities: [
        { code: 'GM9999', labourMarket: null },
        { code: 'PV27', labourMarket: [{ id: 'nh-behoefte-techniek' }] },
      ],
    },
  });
});

test('a sector of Region.labourMarket that does not exist is refused', async () => {
  const { data, errors } = await labourMarket('code: "AM06"', '(sector: ZORG)');
  expect([data, errors?.map(({ extensions }) => extensions?.code)]).toEqual([
    undefined,
    ['GRAPHQL_VALIDATION_FAILED'],
  ]);
});
