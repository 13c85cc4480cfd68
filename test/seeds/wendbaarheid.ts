import {
  figure,
  HEADING,
  learned,
  official,
  OPINION,
  roles,
  row,
  rowOf,
  summary,
  text,
  type SeedRows,
} from './seed-rows.ts';

const FILE = '003_5636e665fd4246bb.txt';
const WENDBAARHEID = 'wendbaarheid';

/** The seed about Samenwerken aan Wendbaarheid. */
export const wendbaarheid: SeedRows = {
  file: FILE,
  sentenceCount: 24,
  facts: [
    row([1, 24], 'The document has a title and a publisher, and no date', {
      query: '{ indicator(id: "wendbaarheid-mensen") { source { file title publisher date } } }',
      shows: {
        indicator: {
          source: {
            file: FILE,
            title: text('Saxion en ROC Aventus'),
            publisher: 'Nationale Onderwijsgids',
            date: null,
          },
        },
      },
    }),
    row([2, 5, 22], 'The programme is in the Cleantech Regio, with eight municipalities', {
      query: `{ programme(id: "${WENDBAARHEID}") { regions { kind name members { name } } } }`,
      shows: {
        programme: {
          regions: [
            {
              kind: 'COOPERATION',
              name: 'Cleantech Regio',
              members: [
                'Deventer',
                'Apeldoorn',
                'Brummen',
                'Epe',
                'Heerde',
                'Lochem',
                'Voorst',
                'Zutphen',
              ].map((name) => ({ name })),
            },
          ],
        },
      },
    }),
    row(
      [4, 21],
      'The programme has three pilots',
      figure('wendbaarheid-pilots', FILE, { value: 3, qualifier: 'EXACT', unit: 'PILOTS' }),
    ),
    rowOf(['provinces'], [4, 21], 'All three stand in the register of the province that pays', {
      query: `{ pilots(filter: { programme: "${WENDBAARHEID}" }) { nodes { province { code } maxMonths } } }`,
      shows: {
        pilots: {
          nodes: Array.from({ length: 3 }, () => ({ province: { code: 'PV25' }, maxMonths: 12 })),
        },
      },
    }),
    row(
      [4, 6, 21],
      'The province of Gelderland is the funder',
      roles(WENDBAARHEID, 'FUNDER', 'gelderland'),
    ),
    row(
      [5],
      'The pilots train and guide 75 people',
      figure('wendbaarheid-mensen', FILE, { value: 75, qualifier: 'TARGET', unit: 'PEOPLE' }),
    ),
    row(
      [7],
      'A gedeputeerde speaks for it',
      official(WENDBAARHEID, 'Peter Kerris', 'gedeputeerde', 'gelderland'),
    ),
    row(
      [9],
      'An estimated 1.3 million jobs disappear nationally',
      figure('nederland-verdwijnende-banen', FILE, {
        value: 1_300_000,
        qualifier: 'ESTIMATE',
        unit: 'JOBS',
      }),
    ),
    row(
      [10],
      'An estimated 1.4 million jobs appear nationally',
      figure('nederland-nieuwe-banen', FILE, {
        value: 1_400_000,
        qualifier: 'ESTIMATE',
        unit: 'JOBS',
      }),
    ),
    row(
      [2, 11, 12, 20],
      'The summary says that another sector often requires a diploma',
      learned(WENDBAARHEID, 'MISMATCH', 'diploma vereist'),
    ),
    row(
      [13],
      'Techniek, zorg and ICT are the promising sectors',
      summary(WENDBAARHEID, 'techniek, zorg en ICT'),
    ),
    row(
      [15],
      'A retraining takes a year at most',
      figure('wendbaarheid-duur', FILE, { value: 1, qualifier: 'MAXIMUM', unit: 'YEARS' }),
    ),
    row(
      [15],
      'Saxion and Aventus are the initiators',
      roles(WENDBAARHEID, 'INITIATOR', 'saxion', 'aventus'),
    ),
    row(
      [15],
      'Saxion and Aventus are training providers',
      roles(WENDBAARHEID, 'TRAINING_PROVIDER', 'saxion', 'aventus'),
    ),
    row(
      [15],
      'Companies take part, without their names',
      roles(WENDBAARHEID, 'ALLIANCE_PARTNER', 'werkgevers'),
    ),
    row(
      [16],
      'Four parties look for candidates',
      roles(
        WENDBAARHEID,
        'RECRUITER',
        'leerwerkloket-stedenvierkant',
        'factorwerk',
        'vakmanschap-coaches',
        'deventer-informatiestad',
      ),
    ),
    row(
      [17],
      'The programme is part of the human capital plan of the region',
      summary(WENDBAARHEID, 'Actieplan Human Capital'),
    ),
    row(
      [18],
      'The summary mentions prospects of a job',
      summary(WENDBAARHEID, 'zicht op een baan in de regio'),
    ),
    row(
      [22],
      'The later goal is 1000 people a year',
      figure('wendbaarheid-ambitie', FILE, {
        value: 1_000,
        qualifier: 'AMBITION',
        unit: 'PEOPLE',
      }),
    ),
    row(
      [23],
      'The Cleantech Regio takes part',
      roles(WENDBAARHEID, 'ALLIANCE_PARTNER', 'cleantech-regio'),
    ),
  ],
  without: [
    { sentences: [8, 14, 19], reason: HEADING },
    { sentences: [3], reason: OPINION },
  ],
};
