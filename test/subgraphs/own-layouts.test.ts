/** A province and a school with ways of their own join by an entry in the partner list, and by nothing else. */
import { expect, test } from 'vitest';
import { askOwnSchool } from '../education/own-school.ts';
import { askOwnRegister, finderKeys } from '../provinces/own-register.ts';
import { row, styled, workbook } from '../provinces/own-workbook.ts';

/** Bytes 80 to 9F of Windows-1252, as far as this file uses them. */
const SIGNS: Readonly<Record<string, number>> = { '€': 0x80, '‘': 0x91, '’': 0x92, '–': 0x96 };
const windows1252 = (text: string) =>
  Buffer.from(Array.from(text, (sign) => SIGNS[sign] ?? sign.charCodeAt(0)));

const LAYOUT = `
format: csv
delimiter: ';'
encoding: windows-1252
decimals: comma
dates: dd-mm-yy
lists: ' / '
words:
  statuses: { in uitvoering: RUNNING }
  sectors: { bouw & techniek: TECHNIEK, zorg: CARE }
  regions: { Flevoland: PV24, Almere: GM0034 }
  targetGroups: { zij-instromers: JOB_CHANGER, werkzoekenden: JOBSEEKER }
  programmes: { Samen Wendbaar: wendbaarheid }
  organisations: { ROC Aventus: aventus }
pilots:
  at: /pilots.csv
  columns: { number: Kenmerk, name: Titel, programme: Programma, status: Fase, regions: Waar, sectors: Branche, targetGroups: Voor wie, startedOn: Van, endedOn: Tot en met, maxMonths: Duur (maanden), target: Aantal deelnemers, providers: Opleider, grants: Beschikking }
grants:
  at: /verleend.csv
  columns: { number: Beschikking, name: Omschrijving, recipient: Begunstigde, amount: Bedrag, decidedOn: Datum besluit, programme: Programma }
subsidies:
  at: /regelingen.csv
  columns: { number: Nr, name: Regeling, targetGroups: Voor wie, regions: Waar, opensOn: Open, closesOn: Dicht, left: { budget: Plafond, committed: Verleend }, maximum: Per aanvraag, applyAt: Website }
`;

const csv = (text: string) => ({
  type: 'text/csv; charset=iso-8859-1',
  body: windows1252(text.trim().replaceAll('\n', '\r\n')),
});
const FILES = {
  '/pilots.csv': csv(`
sep=;
Pilots – bijgewerkt 1 nov 2026;;;;;;;;;;;;
;;;;;;;;;;;;
Kenmerk;Titel;Programma;Fase;Waar;Branche;Voor wie;Van;"Tot en
met";Duur (maanden);Aantal deelnemers;Opleider;Beschikking
0042;Zij–instroom in de ‘techniek’;Samen Wendbaar;in uitvoering;Flevoland / Almere;bouw & techniek / zorg;zij-instromers;1/9/26;31 dec 2027;12;1.250;ROC Aventus;2026/0007
;;;;;;;;;;;;
Totaal;1 pilot;;;;;;;;;1.250;;
;;;;;;;;;;;;`),
  '/verleend.csv': csv(`
Beschikking;Omschrijving;Begunstigde;Bedrag;Datum besluit;Programma
2026/0007;Praktijkroute;ROC Aventus;€ 1.250,50;15-06-26;Samen Wendbaar
2026/0008;Terugvordering;ROC Aventus;-/- 250,-;1 juli 2026;Samen Wendbaar
2026/0009;Opleiding;particulier;€ 500,00;1 juli 2026;Samen Wendbaar`),
  '/regelingen.csv': csv(`
Nr;Regeling;Voor wie;Waar;Open;Dicht;Plafond;Verleend;Per aanvraag;Website
R1;Omscholing;werkzoekenden;Flevoland;01-01-26;31-12-26;€ 100.000;€ 61.000,00;(nvt);https://flevoland.example/r1`),
};
const QUERY = `query ($keys: [_Any!]!, $programmes: [_Any!]!) {
  pilots { nodes { id name programme { id } status regions { code } sectors targetGroups { code }
    startedOn endedOn maxMonths target providers { id } grants { number } } }
  grants: _entities(representations: $programmes) { ... on Programme {
    grants { number name amount { amount } recipient { id } decidedOn } } }
  finder: _entities(representations: $keys) { ... on InstrumentFinder {
    fromProvinces { id name status budgetLeftPercent opensOn closesOn maximum { amount } applyAt } } } }`;
const VARIABLES = {
  ...finderKeys({ on: '2026-11-21', targetGroup: 'JOBSEEKER' }),
  programmes: [{ __typename: 'Programme', id: 'wendbaarheid' }],
};
const PILOT = {
  id: 'flevoland:0042',
  name: 'Zij–instroom in de ‘techniek’',
  programme: { id: 'wendbaarheid' },
  status: 'RUNNING',
  regions: [{ code: 'PV24' }, { code: 'GM0034' }],
  sectors: ['TECHNIEK', 'CARE'],
  targetGroups: [{ code: 'JOB_CHANGER' }],
  startedOn: '2026-09-01',
  endedOn: '2027-12-31',
  maxMonths: 12,
  target: 1_250,
  providers: [{ id: 'aventus' }],
};
const SUBSIDY = {
  id: 'flevoland:R1',
  name: 'Omscholing',
  status: 'OPEN',
  budgetLeftPercent: 39,
  opensOn: '2026-01-01',
  closesOn: '2026-12-31',
};

test('a province whose CSV has its own columns, words, amounts, days and encoding is read whole', async () => {
  const { response, log } = await askOwnRegister(LAYOUT, FILES, QUERY, VARIABLES);
  expect(response).toEqual({
    data: {
      pilots: { nodes: [{ ...PILOT, grants: [{ number: '2026/0007' }] }] },
      grants: [
        {
          grants: [
            {
              number: '2026/0007',
              name: 'Praktijkroute',
              amount: { amount: 1_250.5 },
              recipient: { id: 'aventus' },
              decidedOn: '2026-06-15',
            },
            {
              number: '2026/0008',
              name: 'Terugvordering',
              amount: { amount: -250 },
              recipient: { id: 'aventus' },
              decidedOn: '2026-07-01',
            },
          ],
        },
      ],
      finder: [
        {
          fromProvinces: [{ ...SUBSIDY, maximum: null, applyAt: 'https://flevoland.example/r1' }],
        },
      ],
    },
  });
  expect(log.map(({ list, field, count }) => [list, field, count])).toEqual([
    ['pilots', 'Kenmerk', 1],
    ['subsidies', 'Per aanvraag', 1],
  ]);
});

test('the same register as a workbook gives the same records', async () => {
  const layout = LAYOUT.replace(/^format: csv\ndelimiter: .*\nencoding: .*$/m, 'format: xlsx')
    .replace('at: /pilots.csv', 'at: /register.xlsx\n  sheet: S')
    .replace(/^grants:\n.*\n.*\n/m, '')
    .replace('at: /regelingen.csv', 'at: /regelingen.xlsx\n  sheet: S')
    .replace('left: { budget: Plafond, committed: Verleend }', 'left: { percent: Resterend }');
  const book = (body: Buffer) => ({
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    body,
  });
  const pilots = workbook({
    formats: ['0000', 'd mmm yyyy', '#,##0'],
    rows:
      row('Pilots – bijgewerkt 1 nov 2026') +
      row(
        'Kenmerk',
        'Titel',
        'Programma',
        'Fase',
        'Waar',
        'Branche',
        'Voor wie',
        'Van',
        'Tot en\nmet',
        'Duur (maanden)',
        'Aantal deelnemers',
        'Opleider',
        'Beschikking',
      ) +
      row(
        styled(42, 1),
        PILOT.name,
        'Samen Wendbaar',
        'in uitvoering',
        'Flevoland / Almere',
        'bouw & techniek / zorg',
        'zij-instromers',
        styled(46_266, 2),
        styled(46_752, 2),
        12,
        styled(1_250, 3),
        'ROC Aventus',
        '2026/0007',
      ),
  });
  const subsidies = workbook({
    formats: [9, 14, '[$€-413] #,##0'],
    rows:
      row(
        'Nr',
        'Regeling',
        'Voor wie',
        'Waar',
        'Open',
        'Dicht',
        'Resterend',
        'Per aanvraag',
        'Website',
      ) +
      row(
        'R1',
        'Omscholing',
        'werkzoekenden',
        'Flevoland',
        styled(46_023, 2),
        styled(46_387, 2),
        styled(0.39, 1),
        styled(2_500, 3),
        'https://flevoland.example/r1',
      ),
  });
  const { response, log } = await askOwnRegister(
    layout,
    { '/register.xlsx': book(pilots), '/regelingen.xlsx': book(subsidies) },
    QUERY.replace(/^ {2}grants: (.|\n)*?(?=^ {2}finder:)/m, '')
      .replace(', $programmes: [_Any!]!', '')
      .replace(' grants { number } } }', ' } }'),
    VARIABLES,
  );
  expect(response).toEqual({
    data: {
      pilots: { nodes: [PILOT] },
      finder: [
        {
          fromProvinces: [
            { ...SUBSIDY, maximum: { amount: 2_500 }, applyAt: 'https://flevoland.example/r1' },
          ],
        },
      ],
    },
  });
  expect(log).toEqual([]);
});

test('a school below a base path, with tokens from elsewhere and values of its own, is read whole', async () => {
  const isAuthorized = (authorization: string | undefined) => authorization === 'Bearer t1';
  const page = (...items: readonly object[]) => ({
    pageSize: 10,
    pageNumber: 1,
    hasPreviousPage: false,
    hasNextPage: false,
    totalPages: 1,
    items,
  });
  const lists: Readonly<Record<string, object>> = {
    '/organizations': page({ organizationId: 'org', organizationType: 'root' }),
    '/programs': page(),
    '/courses': page({
      courseId: 'c1',
      name: 'Lassen',
      description: [
        { language: 'en-GB', value: 'Learn to weld' },
        { language: 'nl-NL', value: 'Leer lassen' },
      ],
      primaryCode: { codeType: 'crohoCreboCode', code: 25_655 },
      otherCodes: null,
      modeOfDelivery: 'on campus',
      fieldsOfStudy: '0715',
    }),
    '/organizations/org/offerings': page({
      offeringId: 'o1',
      course: { courseId: 'c1', name: [] },
      startDate: '2026-08-31T22:00:00Z',
      endDate: '2027-01-31T23:00:00Z',
      enrollEndDate: '',
      maxNumberStudents: 20,
      enrolledNumberStudents: 5,
      addresses: [{ addressType: 'teaching', city: 'Groningen' }],
      priceInformation: [{ costType: 'total costs', amount: '340.84', currency: 'EUR' }],
    }),
  };
  const routes = Object.entries(lists).map(
    ([path, body]) =>
      [
        `/school/ooapi/v5${path}`,
        ({ headers }: { readonly headers: { readonly authorization?: string } }) =>
          isAuthorized(headers.authorization) ? { body } : { status: 401, body: {} },
      ] as const,
  );
  const { response, log, received } = await askOwnSchool(
    {
      ...Object.fromEntries(routes),
      '/issuer/token': { body: { access_token: 't1', token_type: 'Bearer', expires_in: '600' } },
    },
    `{ trainings { nodes { id name description sector route qualification { scheme code }
       offerings { id startDate endDate seatsLeft region { code } price { amount currency } } } } }`,
    {
      basePath: '/school/ooapi/v5/',
      entry: `, personLookupPath: /lookup, membership: /members, oauth: { tokenUrl: '{URL}/issuer/token', clientId: vakgraaf,
        clientSecret: { setting: SECRET }, scope: 'courses.read offerings.read' }`,
    },
  );
  expect(response).toEqual({
    data: {
      trainings: {
        nodes: [
          {
            id: 'school:c1',
            name: 'Lassen',
            description: 'Leer lassen',
            sector: 'MANUFACTURING',
            route: 'SHORT_COURSE',
            qualification: { scheme: 'crohoCreboCode', code: '25655' },
            offerings: [
              {
                id: 'school:o1',
                startDate: '2026-09-01',
                endDate: '2027-02-01',
                seatsLeft: 15,
                region: { code: 'GM0014' },
                price: { amount: 340.84, currency: 'EUR' },
              },
            ],
          },
        ],
      },
    },
  });
  expect(log).toEqual([]);
  expect(received.filter((one) => one.endsWith('/token'))).toEqual(['POST /issuer/token']);
});
