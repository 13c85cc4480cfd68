import {
  among,
  figure,
  figureStates,
  HEADING,
  ofLabourMarket,
  OPINION,
  pilots,
  roles,
  row,
  rowOf,
  schemes,
  summary,
  text,
  type SeedRows,
} from './seed-rows.ts';

const FILE = '004_2a27b32148def085.txt';
const NH = 'versterken-technische-sector-nh';
const SPT = 'servicepunt-techniek';

/** The seed about the techniek sector in Noord-Holland. */
export const noordHolland: SeedRows = {
  file: FILE,
  sentenceCount: 30,
  facts: [
    row([1], 'The document has a title and no date', {
      query: '{ indicator(id: "nh-entree-in-beweging") { source { file title publisher date } } }',
      shows: {
        indicator: {
          source: {
            file: FILE,
            title: 'Versterken technische sector',
            publisher: 'provincie Noord-Holland',
            date: null,
          },
        },
      },
    }),
    row(
      [3, 7],
      'The province of Noord-Holland is the initiator',
      roles(NH, 'INITIATOR', 'noord-holland'),
    ),
    row(
      [3, 4],
      'The summary says that people are guided from work to work after corona',
      summary(NH, 'van werk naar werk', 'corona'),
    ),
    row(
      [5],
      'Techniek needs more people than it has, without a figure',
      ofLabourMarket('name: "Noord-Holland"', 'TECHNIEK', {
        unit: 'VACANCIES',
        source: { file: FILE },
      }),
    ),
    row(
      [8],
      'The programme has vouchers for orientation, training and support',
      summary(NH, 'oriëntatie-, opleidings- en ondersteuningsvouchers'),
    ),
    rowOf(
      ['funds'],
      [8, 27],
      'Funds issue vouchers of these three types',
      schemes(NH, 'type', [{ type: 'ORIENTATION' }, { type: 'TRAINING' }, { type: 'SUPPORT' }]),
    ),
    row([10], 'There is a Servicepunt Techniek in every arbeidsmarktregio of the province', {
      query: `{
        programme(id: "${SPT}") { regions { name } }
        region(name: "Noord-Holland") { overlaps(kind: ARBEIDSMARKTREGIO) { name } }
      }`,
      shows: {
        programme: {
          regions: [
            { name: 'Gooi- en Vechtstreek' },
            { name: 'Noord-Holland (Noord)' },
            { name: 'Zaanstreek / Waterland' },
            { name: 'Groot Amsterdam' },
            { name: 'Zuid-Kennemerland en IJmond' },
          ],
        },
        region: {
          overlaps: [
            { name: 'Gooi- en Vechtstreek' },
            { name: 'Noord-Holland (Noord)' },
            { name: 'Zaanstreek / Waterland' },
            { name: 'Groot Amsterdam' },
            { name: 'Zuid-Kennemerland en IJmond' },
          ],
        },
      },
    }),
    row(
      [10],
      'Four branches take part',
      figure('spt-branches', FILE, { value: 4, qualifier: 'EXACT', unit: 'PARTIES' }),
    ),
    row(
      [10],
      'The funds of these branches take part',
      roles(SPT, 'BRANCH', 'otib', 'oom', 'oomt', 'a-en-o-metalektro'),
    ),
    row(
      [10, 11],
      'The summary mentions matching, training and a coordinator',
      summary(SPT, 'bij elkaar brengen en opleiden', 'coördinator'),
    ),
    row(
      [11],
      'A coordinator without a name tunes the service points to each other',
      roles(SPT, 'COORDINATOR', 'coordinator-servicepunt-techniek'),
    ),
    row([28, 29], 'A helpdesk answers questions', roles(NH, 'CONTACT', 'helpdesk-herstelfonds')),
    row(
      [29],
      'The helpdesk has an address for e-mail',
      summary(NH, 'herstelfonds@noord-holland\\.nl'),
    ),
    rowOf(
      ['provinces'],
      [13, 16, 22, 26],
      'The register of the province has four projects',
      pilots(NH, 'name', [
        { name: text('MKB-route') },
        { name: text('Entree in Beweging') },
        { name: text('Mind your next step') },
        { name: text('Ontwikkelfonds') },
      ]),
    ),
    row(
      [15],
      'The Smart Makers Academy is a training provider',
      roles(NH, 'TRAINING_PROVIDER', 'smart-makers-academy'),
    ),
    row(
      [15],
      '500 workers were reached',
      figure('nh-mkb-route-werkenden', FILE, { value: 500, qualifier: 'EXACT', unit: 'PEOPLE' }),
    ),
    row(
      [15],
      'The figure is about the metroleerlijn',
      figureStates('nh-mkb-route-werkenden', 'metroleerlijn'),
    ),
    row(
      [15],
      '5000 pupils were reached',
      figure('nh-mkb-route-leerlingen', FILE, { value: 5_000, qualifier: 'EXACT', unit: 'PUPILS' }),
    ),
    row([15], 'The metroleerlijn is in Zuid-Kennemerland', {
      query: `{
        indicator(id: "nh-mkb-route-leerlingen") { region { code } }
        region(name: "zuid kennemerland") { code }
      }`,
      shows: { indicator: { region: { code: 'AM37' } }, region: { code: 'AM37' } },
    }),
    row(
      [20],
      'Entree in beweging may help 500 to 1000 people to work',
      figure('nh-entree-in-beweging', FILE, {
        min: 500,
        max: 1_000,
        qualifier: 'RANGE',
        unit: 'PEOPLE',
      }),
    ),
    row(
      [20],
      'The 500 to 1000 people are an estimate',
      figureStates('nh-entree-in-beweging', 'Naar schatting'),
    ),
    row([21, 22], 'The community at Schiphol takes part, for aviation', {
      query: `{
        programme(id: "${NH}") { roles { role organisation { name } region { name } } }
        vocabulary(term: "luchtvaart") { typePath }
      }`,
      shows: {
        programme: {
          roles: among([
            {
              role: 'ALLIANCE_PARTNER',
              organisation: { name: 'Luchtvaart Community Schiphol' },
              region: { name: 'Haarlemmermeer' },
            },
          ]),
        },
        vocabulary: among([{ typePath: 'Sector.AVIATION' }]),
      },
    }),
    row(
      [29],
      'The programme is paid from the recovery fund of the province',
      roles(NH, 'FUNDER', 'noord-holland'),
    ),
  ],
  without: [
    { sentences: [9, 12, 25, 30], reason: HEADING },
    { sentences: [2, 6], reason: OPINION },
    {
      sentences: [14, 17, 18, 23, 24],
      reason: 'how a project works or who it looks for, without a party, place or figure',
    },
    { sentences: [19], reason: 'the number of a motion is no figure, and no amount is given' },
  ],
};
