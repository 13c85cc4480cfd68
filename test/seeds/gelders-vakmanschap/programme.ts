import {
  among,
  figure,
  figureStates,
  roles,
  row,
  summary,
  text,
  words,
  type FactRow,
} from '../seed-rows.ts';
import { FILE, GV } from './source.ts';

/** Organisations, period and target groups. */
export const programmeFacts: readonly FactRow[] = [
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
  row([12, 21], 'The programme ran from May 2018 to May 2019', {
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
    'The programme took one year',
    figure('gv-looptijd', FILE, {
      value: 1,
      qualifier: 'EXACT',
      unit: 'YEARS',
      asOf: '2019-04-11',
    }),
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
    'The programme is an action plan for people entering techniek and for workers',
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
    [14, 24],
    'Groups of organisations without a name were in the alliance',
    roles(
      GV,
      'ALLIANCE_PARTNER',
      'vakbonden',
      'technische-brancheorganisaties',
      'praktijkopleidingsbedrijven',
      'technische-rocs-gelderland',
      'hbo-instellingen',
    ),
  ),
  row(
    [48, 49],
    'Teachers of the pool have their internship at ROCs and vmbo schools',
    roles(GV, 'INTERNSHIP_PLACE', 'technische-rocs-gelderland', 'vmbo-scholen'),
  ),
  row(
    [27],
    'The 350 people came from all target groups',
    figureStates('gv-instromers', 'uit alle vooraf bepaalde doelgroepen'),
  ),
  row(
    [30, 32],
    'Labour market coaches guide people to work',
    words({ arbeidsmarktcoach: 'Coach', begeleidingstraject: 'Trajectory' }),
  ),
  row(
    [31],
    'The coaches guide four target groups',
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
];
