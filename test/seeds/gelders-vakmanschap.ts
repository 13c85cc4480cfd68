import {
  among,
  figure,
  figureStates,
  HEADING,
  learned,
  official,
  OPINION,
  roles,
  row,
  rowOf,
  schemes,
  summary,
  text,
  words,
  type SeedRows,
} from './seed-rows.ts';

const FILE = '002_0d6731b704eda0a3.txt';
const GV = 'gelders-vakmanschap';
const UNSTATED = {
  qualifier: 'ORDER_OF_MAGNITUDE',
  unit: 'VOUCHERS',
  asOf: '2019-04-11',
} as const;

/** The seed about Gelders Vakmanschap, of 11 April 2019. */
export const geldersVakmanschap: SeedRows = {
  file: FILE,
  sentenceCount: 74,
  facts: [
    row([9, 10], 'The document has a title, a publisher and a date', {
      query: '{ indicator(id: "gv-vouchers") { source { file title publisher date url } } }',
      shows: {
        indicator: {
          source: {
            file: FILE,
            title: text('350 nieuwe instromers'),
            publisher: 'OTIB',
            date: '2019-04-11',
            url: null,
          },
        },
      },
    }),
    row(
      [9, 10, 15, 26],
      '350 people came into techniek by 11 April 2019',
      figure('gv-instromers', FILE, {
        value: 350,
        qualifier: 'EXACT',
        unit: 'PEOPLE',
        asOf: '2019-04-11',
      }),
    ),
    row([12, 21], 'It ran from May 2018 to May 2019', {
      query: `{ programme(id: "${GV}") { name period { start end } regions { name } } }`,
      shows: {
        programme: {
          name: 'Leve(n)lang Gelders Vakmanschap',
          period: { start: '2018-05-01', end: '2019-05-31' },
          regions: [{ name: 'Gelderland' }],
        },
      },
    }),
    row(
      [13],
      'That is a year',
      figure('gv-looptijd', FILE, {
        value: 1,
        qualifier: 'EXACT',
        unit: 'YEARS',
        asOf: '2019-04-11',
      }),
    ),
    row([14], 'A project leader looks back', official(GV, 'Haske van Aken', 'projectleider', null)),
    row(
      [14],
      'So does a regional manager of OTIB',
      official(GV, 'Robert-Jan de Vries', 'regiomanager', 'otib'),
    ),
    row([14, 23], 'OTIB, now Wij Techniek, led it', {
      query: '{ organisation(id: "otib") { name formerNames roles { role programme { id } } } }',
      shows: {
        organisation: {
          name: 'Wij Techniek',
          formerNames: ['OTIB'],
          roles: among([{ role: 'LEAD', programme: { id: GV } }]),
        },
      },
    }),
    row([17, 70], 'A report is due on 1 July 2019, for the province', {
      query: `{ programme(id: "${GV}") { deliverables { name dueOn to { name } source { file } } } }`,
      shows: {
        programme: {
          deliverables: [
            {
              name: 'Evaluatierapport met leerpunten over de samenwerking',
              dueOn: '2019-07-01',
              to: { name: 'provincie Gelderland' },
              source: { file: FILE },
            },
          ],
        },
      },
    }),
    row(
      [18, 20],
      'It is an action plan to bring people to techniek and let workers go on learning',
      summary(GV, 'actieplan', 'naar de techniek', 'doorleren'),
    ),
    row(
      [19, 23],
      'Province, union, employers’ organisation and fund took the initiative',
      roles(GV, 'INITIATOR', 'gelderland', 'fnv', 'metaalunie', 'otib'),
    ),
    row(
      [14, 24],
      'UWV and the funds were in the alliance',
      roles(GV, 'ALLIANCE_PARTNER', 'uwv', 'oom', 'oomt', 'a-en-o-metalektro'),
    ),
    row(
      [27],
      'The 350 came from all groups that were meant',
      figureStates('gv-instromers', 'uit alle vooraf bepaalde doelgroepen'),
    ),
    row(
      [30, 32],
      'Labour market coaches guide people to work',
      words({ arbeidsmarktcoach: 'Coach', begeleidingstraject: 'Trajectory' }),
    ),
    row(
      [31],
      'They do so for four groups',
      words({
        'kwetsbare jongere': 'TargetGroup.code.VULNERABLE_YOUTH',
        '45-plusser': 'TargetGroup.code.AGE_45_PLUS',
        statushouder: 'TargetGroup.code.STATUS_HOLDER',
        vrouwen: 'TargetGroup.code.WOMEN',
      }),
    ),
    row(
      [33],
      'A coach can ask for a voucher on behalf of someone',
      words({ aanvrager: 'Voucher.requestedBy', arbeidsmarktcoach: 'RequesterKind.COACH' }),
    ),
    rowOf(
      ['funds'],
      [34, 35],
      'A voucher pays for guidance and for training',
      schemes(GV, 'type uses', [
        { type: 'SEEKING_WORK_IN_TECH', uses: ['TRAINING', 'GUIDANCE'] },
        { type: 'WORKING_IN_TECH', uses: ['TRAINING', 'GUIDANCE'] },
      ]),
    ),
    row(
      [38],
      'About 350 trajectories were carried out, which is another measure than the entrants',
      figure('gv-trajecten', FILE, {
        value: 350,
        qualifier: 'CIRCA',
        unit: 'TRAJECTORIES',
        asOf: '2019-04-11',
      }),
    ),
    row(
      [38],
      '850 vouchers were issued',
      figure('gv-vouchers', FILE, {
        value: 850,
        qualifier: 'EXACT',
        unit: 'VOUCHERS',
        asOf: '2019-04-11',
      }),
    ),
    row([39], 'The 750th was handed over in public on 7 March 2019', {
      query: `{
        publicEvents(programme: "${GV}") {
          name date place by { name office organisation { name } } providedBy { name } source { file }
        }
      }`,
      shows: {
        publicEvents: among([
          {
            name: 'Uitreiking van de 750e voucher',
            date: '2019-03-07',
            place: 'Harderwijk',
            by: {
              name: 'Conny Bieze',
              office: 'gedeputeerde',
              organisation: { name: 'provincie Gelderland' },
            },
            providedBy: { name: 'Techniek Academie' },
            source: { file: FILE },
          },
        ]),
      },
    }),
    row([40], 'Of two kinds hardly any were left', figure('gv-rest-ik-zoek-werk', FILE, UNSTATED)),
    row([40], 'The second of the two', figure('gv-rest-ik-werk', FILE, UNSTATED)),
    row([41], 'Of two others some were left', figure('gv-rest-ik-werk-buiten', FILE, UNSTATED)),
    row([41], 'The second of these', figure('gv-rest-ik-ben-zzper', FILE, UNSTATED)),
    row([41], 'Some: no figure', figureStates('gv-rest-ik-ben-zzper', 'enkele over')),
    rowOf(
      ['funds'],
      [40, 41],
      'The four kinds of voucher bear the names that the source gives them',
      schemes(GV, 'name type', [
        { name: 'Ik zoek werk in de techniek', type: 'SEEKING_WORK_IN_TECH' },
        { name: 'Ik werk in de techniek', type: 'WORKING_IN_TECH' },
        { name: 'Ik werk buiten de techniek', type: 'RETRAINING_INTO_TECH' },
        { name: "Ik ben zzp'er in de techniek", type: 'SELF_EMPLOYED_IN_TECH' },
      ]),
    ),
    row(
      [42, 43],
      'The self-employed are the hardest to reach',
      learned(GV, 'ZZP_REACH', 'zonder omzet'),
    ),
    row([46], 'New hybrid teachers were a goal', summary(GV, 'hybride docenten')),
    row([47], 'A pool of teachers began early in October 2018, on no stated day', {
      query: `{ publicEvents(programme: "${GV}") { id name date } }`,
      shows: {
        publicEvents: among([
          {
            id: 'docentenpool-start',
            name: 'Start van de docenten- en instructeurspool (begin oktober 2018)',
            date: null,
          },
        ]),
      },
    }),
    row(
      [47],
      'It had 18 participants',
      figure('gv-docentenpool', FILE, {
        value: 18,
        qualifier: 'EXACT',
        unit: 'PEOPLE',
        asOf: '2019-04-11',
      }),
    ),
    row(
      [48, 49],
      'They do an internship at roc’s and vmbo schools',
      figureStates('gv-docentenpool', "stage lopen bij roc's en vmbo-scholen"),
    ),
    row(
      [53],
      'About 65 percent of earlier groups stayed connected',
      figure('gv-hybride-docenten', FILE, {
        value: 65,
        qualifier: 'CIRCA',
        unit: 'PERCENT',
        asOf: '2019-04-11',
      }),
    ),
    row(
      [58],
      'Overijssel began some months later',
      figure('ov-start', FILE, {
        qualifier: 'ORDER_OF_MAGNITUDE',
        unit: 'MONTHS',
        asOf: '2019-04-11',
      }),
    ),
    row([58], 'It was told about in the north of Noord-Holland', {
      query: `{ publicEvents(programme: "${GV}") { id place } region(name: "kop van noord-holland") { kind name } }`,
      shows: {
        publicEvents: among([
          { id: 'presentatie-kop-van-noord-holland', place: 'Kop van Noord-Holland' },
        ]),
        region: { kind: 'COOPERATION', name: 'Kop van Noord-Holland' },
      },
    }),
    row(
      [59],
      'Limburg has a programme like it',
      summary('limburgs-vakmanschap', 'op Gelders Vakmanschap lijkt'),
    ),
    row(
      [63, 64, 65],
      'Workers’ requests come through employers and may be training that would be given anyway',
      learned(GV, 'DEADWEIGHT', 'misschien toch wel'),
    ),
    row(
      [66],
      'Partners should act together to reach workers',
      learned(GV, 'DEADWEIGHT', 'samen acties'),
    ),
    row(
      [67, 68],
      'Large employers come soon, small and medium ones take more effort',
      learned(GV, 'MKB_REACH', 'vragen meer moeite'),
    ),
    row([71], 'A sequel should convince small employers', learned(GV, 'MKB_REACH', 'leercultuur')),
    row([72], 'The network should get a lasting place', learned(GV, 'NETWORK', 'vaste plek')),
    row([73], 'The programme has a website', {
      query: `{ programme(id: "${GV}") { website } }`,
      shows: { programme: { website: 'https://www.geldersvakmanschap.nl' } },
    }),
  ],
  without: [
    {
      sentences: [1, 2, 3, 4, 5, 6, 7, 8, 11, 22, 29, 36, 44, 45, 56, 61, 62, 69, 74],
      reason: HEADING,
    },
    { sentences: [16, 25, 28, 37, 55, 57, 60], reason: OPINION },
    {
      sentences: [50, 51, 52, 54],
      reason:
        'tells of the eighteen participants, few enough to be known; nothing is shown of them',
    },
  ],
};
