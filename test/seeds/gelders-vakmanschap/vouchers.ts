import {
  among,
  figure,
  figureStates,
  learned,
  row,
  rowOf,
  schemes,
  type FactRow,
} from '../seed-rows.ts';
import { FILE, GV } from './source.ts';

const UNSTATED = {
  qualifier: 'ORDER_OF_MAGNITUDE',
  unit: 'VOUCHERS',
  asOf: '2019-04-11',
} as const;

/** Issued vouchers, remaining budgets, and groups that were not reached. */
export const voucherFacts: readonly FactRow[] = [
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
    'About 350 trajectories were carried out, a different figure from the entrants',
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
  row([39], 'The 750th voucher was presented in public on 7 March 2019', {
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
  row(
    [40],
    'Vouchers of type Ik zoek werk were nearly exhausted',
    figure('gv-rest-ik-zoek-werk', FILE, UNSTATED),
  ),
  row(
    [40],
    'Vouchers of type Ik werk were nearly exhausted',
    figure('gv-rest-ik-werk', FILE, UNSTATED),
  ),
  row(
    [41],
    'Some vouchers of type Ik werk buiten techniek were left',
    figure('gv-rest-ik-werk-buiten', FILE, UNSTATED),
  ),
  row(
    [41],
    'Some vouchers of type Ik ben zzp’er were left',
    figure('gv-rest-ik-ben-zzper', FILE, UNSTATED),
  ),
  row(
    [41],
    'The source gives no figure for the remaining vouchers of type Ik ben zzp’er',
    figureStates('gv-rest-ik-ben-zzper', 'enkele over'),
  ),
  rowOf(
    ['funds'],
    [40, 41],
    'The four types of voucher have the names of the source',
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
];
