import {
  among,
  figure,
  figureStates,
  HEADING,
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
    row([3, 7], 'The province took the initiative', roles(NH, 'INITIATOR', 'noord-holland')),
    row(
      [3, 4],
      'After corona people are guided from work to work, so that techniek keeps them',
      summary(NH, 'van werk naar werk', 'corona'),
    ),
    row(
      [8],
      'There are vouchers for orientation, training and support',
      summary(NH, 'oriëntatie-, opleidings- en ondersteuningsvouchers'),
    ),
    rowOf(
      ['funds'],
      [8, 27],
      'Funds issue those three types, under names of their own',
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
    row([10], 'With their funds', roles(SPT, 'BRANCH', 'otib', 'oom', 'oomt', 'a-en-o-metalektro')),
    row(
      [10, 11],
      'They match and train; a coordinator keeps them in step',
      summary(SPT, 'bij elkaar brengen en opleiden', 'coördinator'),
    ),
    rowOf(
      ['provinces'],
      [13, 16, 22, 26],
      'Four projects stand in the register of the province',
      pilots(NH, 'name', [
        { name: text('MKB-route') },
        { name: text('Entree in Beweging') },
        { name: text('Mind your next step') },
        { name: text('Ontwikkelfonds') },
      ]),
    ),
    row(
      [15],
      'The Smart Makers Academy trains',
      roles(NH, 'TRAINING_PROVIDER', 'smart-makers-academy'),
    ),
    row(
      [15],
      '500 workers were reached',
      figure('nh-mkb-route-werkenden', FILE, { value: 500, qualifier: 'EXACT', unit: 'PEOPLE' }),
    ),
    row(
      [15],
      'That was by the metroleerlijn',
      figureStates('nh-mkb-route-werkenden', 'metroleerlijn'),
    ),
    row(
      [15],
      '5000 pupils were reached',
      figure('nh-mkb-route-leerlingen', FILE, { value: 5_000, qualifier: 'EXACT', unit: 'PUPILS' }),
    ),
    row([15], 'That was in Zuid-Kennemerland', {
      query: `{
        indicator(id: "nh-mkb-route-leerlingen") { region { code } }
        region(name: "zuid kennemerland") { code }
      }`,
      shows: { indicator: { region: { code: 'AM37' } }, region: { code: 'AM37' } },
    }),
    row(
      [20],
      'Between 500 and 1000 people may be helped to work',
      figure('nh-entree-in-beweging', FILE, {
        min: 500,
        max: 1_000,
        qualifier: 'RANGE',
        unit: 'PEOPLE',
      }),
    ),
    row([20], 'That is an estimate', figureStates('nh-entree-in-beweging', 'Naar schatting')),
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
      'It is paid out of the recovery fund of the province',
      roles(NH, 'FUNDER', 'noord-holland'),
    ),
  ],
  without: [
    { sentences: [9, 12, 25, 28, 30], reason: HEADING },
    { sentences: [2, 5, 6], reason: OPINION },
    {
      sentences: [14, 17, 18, 23, 24],
      reason: 'how a project works or who it looks for, without a party, place or figure',
    },
    { sentences: [19], reason: 'the number of a motion is no figure, and no amount is given' },
  ],
};
