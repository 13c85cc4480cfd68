import {
  among,
  figure,
  figureStates,
  HEADING,
  learned,
  official,
  ofLabourMarket,
  OPINION,
  pilots,
  roles,
  row,
  rowOf,
  summary,
  text,
  words,
  type SeedRows,
} from './seed-rows.ts';

const FILE = '000_e23f15fe9f091868.txt';
const NOORD = 'scholingsalliantie-noord';
const DRENTHE = 'noord-drenthe';

/** An event without a day, and what the source states about it. */
function event(id: string, fragment: string) {
  const found = { id, date: null, source: { id: `${NOORD}#${id}`, states: text(fragment) } };
  return {
    query: `{ publicEvents(programme: "${NOORD}") { id date source { id states } } }`,
    shows: { publicEvents: among([found]) },
  };
}

/** The seed about the Scholingsalliantie Noord. */
export const scholingsalliantieNoord: SeedRows = {
  file: FILE,
  sentenceCount: 48,
  facts: [
    row([3], 'The document has a title', {
      query: `{ programme(id: "${NOORD}") { officials { source { file title publisher date } } } }`,
      shows: {
        programme: {
          officials: Array.from({ length: 3 }, () => ({
            source: {
              file: FILE,
              title: text('Noorden slaat handen ineen'),
              publisher: 'Techniekpact',
              date: null,
            },
          })),
        },
      },
    }),
    row([4], 'The alliance showed its plans in Den Haag on 15 October 2019', {
      query: `{ publicEvents(programme: "${NOORD}") { name date place programme { name } source { file } } }`,
      shows: {
        publicEvents: among([
          {
            name: 'Presentatie van de Scholingsalliantie Noord',
            date: '2019-10-15',
            place: 'Den Haag',
            programme: { name: 'Scholingsalliantie Noord' },
            source: { file: FILE },
          },
        ]),
      },
    }),
    row(
      [4, 9],
      'Employers and employees are parties',
      roles(NOORD, 'ALLIANCE_PARTNER', 'werkgevers', 'werknemers'),
    ),
    row(
      [40],
      'The cabinet set money aside, without an amount and without a day',
      event('kabinet-geld-bijscholing', 'hoeveel, en voor wie, staat er niet'),
    ),
    row(
      [47],
      'The parties want to campaign together, without a day',
      event('scholingsalliantie-campagnes', 'samen campagne voeren'),
    ),
    row(
      [4, 43],
      'Governments, employers, employees and training funds work together',
      summary(NOORD, 'Overheden, werkgevers, werknemers en opleidingsfondsen'),
    ),
    row(
      [6],
      'The alliance is for five groups: workers, job changers, job seekers, school leavers, self-employed',
      words({
        werkende: 'TargetGroup.code.EMPLOYED',
        baanveranderaar: 'TargetGroup.code.JOB_CHANGER',
        werkzoekende: 'TargetGroup.code.JOBSEEKER',
        schoolverlater: 'TargetGroup.code.SCHOOL_LEAVER',
        "zzp'er": 'TargetGroup.code.SELF_EMPLOYED',
      }),
    ),
    row(
      [8, 11],
      'The North is a pilot area for funding lifelong development',
      summary(NOORD, 'proeftuin', 'bekostiging'),
    ),
    row([11, 26], 'The alliance covers all northern provinces', {
      query: `{ programme(id: "${NOORD}") { regions { kind code name members(kind: PROVINCIE) { name } } } }`,
      shows: {
        programme: {
          regions: [
            {
              kind: 'COOPERATION',
              code: 'noord-nederland',
              name: 'Noord-Nederland',
              members: [{ name: 'Groningen' }, { name: 'Fryslân' }, { name: 'Drenthe' }],
            },
          ],
        },
      },
    }),
    row(
      [10, 27],
      'A wethouder of the municipality of Groningen speaks for it; two spellings are one person',
      official(NOORD, 'Carine Bloemhoff', 'wethouder', 'gemeente-groningen'),
    ),
    row(
      [15, 16, 17, 18],
      'A crisis, which hits the many practically educated, was the reason to begin',
      learned(NOORD, 'INCLUSION', 'praktisch opgeleiden'),
    ),
    row(
      [16, 17],
      'The North has many practically educated people, without a figure',
      ofLabourMarket('name: "Noord-Nederland"', null, { unit: 'PEOPLE', source: { file: FILE } }),
    ),
    row(
      [16],
      'Practically educated people are a target group',
      words({ 'praktisch opgeleide': 'TargetGroup.code.PRACTICALLY_EDUCATED' }),
    ),
    row(
      [19, 20],
      'The alliance starts in techniek, bouw and zorg',
      summary(NOORD, 'te beginnen in techniek, bouw en zorg'),
    ),
    row(
      [21],
      'In Drenthe tens of people were trained, without a figure',
      figure(DRENTHE, FILE, { qualifier: 'ORDER_OF_MAGNITUDE', unit: 'PEOPLE' }),
    ),
    row(
      [21],
      'The people in Drenthe were trained for a technical trade',
      figureStates(DRENTHE, 'technisch vak'),
    ),
    rowOf(
      ['provinces'],
      [21],
      'Drenthe has a pilot',
      pilots(NOORD, 'province { code }', [{ province: { code: 'PV22' } }]),
    ),
    row(
      [22, 25],
      'After Drenthe a second and a third pilot follow',
      figure('noord-pilots', FILE, { value: 3, qualifier: 'EXACT', unit: 'PILOTS' }),
    ),
    rowOf(
      ['provinces'],
      [22, 23],
      'The second pilot is in Groningen, in installation technology for the energy transition',
      pilots(NOORD, 'province { code } sectors', [
        { province: { code: 'PV20' }, sectors: ['INSTALLATION_TECHNOLOGY', 'ENERGY_TRANSITION'] },
      ]),
    ),
    row([24], 'The SER of the North is closely involved in Groningen', {
      query:
        '{ organisation(id: "ser-noord") { name roles { role programme { id } region { name } } } }',
      shows: {
        organisation: {
          name: 'Sociaal Economische Raad Noord',
          roles: [
            { role: 'ALLIANCE_PARTNER', programme: { id: NOORD }, region: { name: 'Groningen' } },
          ],
        },
      },
    }),
    rowOf(
      ['provinces'],
      [25],
      'The third pilot is in the north-east of Friesland',
      pilots(NOORD, 'province { code } regions { code }', [
        { province: { code: 'PV21' }, regions: [{ code: 'noordoost-friesland' }] },
      ]),
    ),
    row([27], 'A gedeputeerde is placed at Groningen, with a correction', {
      query: `{ programme(id: "${NOORD}") { officials { name office organisation { id } correction } } }`,
      shows: {
        programme: {
          officials: [
            {
              name: 'Carine Bloemhoff',
              office: 'wethouder',
              organisation: { id: 'gemeente-groningen' },
              correction: text('Bloemhof en Bloemhoff'),
            },
            {
              name: 'Cees Bijl',
              office: 'gedeputeerde',
              organisation: { id: 'groningen' },
              correction: text('provincie Drenthe'),
            },
            {
              name: 'Sven Asijee',
              office: 'directeur',
              organisation: { id: 'otib' },
              correction: null,
            },
          ],
        },
      },
    }),
    row(
      [36, 37],
      'Lower and middle educated people train less',
      learned(NOORD, 'INCLUSION', 'scholen zich minder bij'),
    ),
    row(
      [36],
      'Lower and middle educated people are two target groups',
      words({
        'lager opgeleide': 'TargetGroup.code.LOW_EDUCATED',
        'middelbaar opgeleide': 'TargetGroup.code.MEDIUM_EDUCATED',
      }),
    ),
    row(
      [38],
      '160,000 more people are needed to be at the average of the country',
      figure('noord-bijscholing-nodig', FILE, {
        value: 160_000,
        qualifier: 'EXACT',
        unit: 'PEOPLE',
      }),
    ),
    row(
      [39],
      'The goal is to reach 10,000 people',
      figure('noord-doel', FILE, { value: 10_000, qualifier: 'TARGET', unit: 'PEOPLE' }),
    ),
    row(
      [39],
      'The goal is for a period of four years',
      figure('noord-termijn', FILE, { value: 4, qualifier: 'TARGET', unit: 'YEARS' }),
    ),
    row(
      [41],
      'The director of OTIB is an official of the programme',
      official(NOORD, 'Sven Asijee', 'directeur', 'otib'),
    ),
    row([41], 'OTIB is in the alliance', roles(NOORD, 'ALLIANCE_PARTNER', 'otib')),
    row(
      [42, 43, 45, 47],
      'The parties combine separate activities and budgets',
      learned(NOORD, 'NETWORK', 'één werkwijze'),
    ),
    row([47], 'Training and coaching become easier to reach', summary(NOORD, 'bereikbaarder')),
  ],
  without: [
    { sentences: [1, 2, 13, 14, 28, 29, 35, 46], reason: HEADING },
    { sentences: [5, 7, 12, 30, 31, 32, 33, 34, 44, 48], reason: OPINION },
  ],
};
