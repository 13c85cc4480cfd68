import { addDays } from './days.ts';
import type { PlannedScheme } from './schemes.ts';
import type { Day, FundId, Sector, SchemeGroup, VoucherType, VoucherUse } from './world.ts';

interface Row {
  readonly fund: FundId;
  readonly id: string;
  readonly name: string;
  readonly type: VoucherType;
  readonly uses?: readonly VoucherUse[];
  readonly sectors?: readonly Sector[];
  readonly regions: readonly string[];
  readonly groups: readonly SchemeGroup[];
  readonly programme?: string;
  readonly maxMonths?: number | null;
  /** Opens and closes so many days from the world's date; null: no end. */
  readonly days: readonly [number, number | null];
  readonly budgetUse: number;
}

const TECHNICAL: readonly Sector[] = [
  'TECHNIEK',
  'INSTALLATION_TECHNOLOGY',
  'MANUFACTURING',
  'ENERGY_TRANSITION',
];
const NORTH = ['PV20', 'PV21', 'PV22'];
const EAST = ['PV25', 'PV23', 'AM06'];
const HOLLAND = ['PV27'];
const EVERYWHERE = [
  'PV20',
  'PV21',
  'PV22',
  'PV23',
  'PV24',
  'PV25',
  'PV26',
  'PV27',
  'PV28',
  'PV29',
  'PV30',
  'PV31',
];
const EVERYONE: readonly SchemeGroup[] = [
  'JOBSEEKER',
  'EMPLOYED',
  'JOB_CHANGER',
  'SELF_EMPLOYED',
  'SCHOOL_LEAVER',
];
const NORTHERN = 'scholingsalliantie-noord';
const TECH_NH = 'versterken-technische-sector-nh';

// An employer may apply where its group is among those of a scheme: that is data of the scheme.
// Every fund has schemes that are open, one exhausted, one closed and one that opens later. The
// amounts, dates and conditions are invented; programmes of the sources that have no such scheme
// now (Gelders Vakmanschap) get none.
const ROWS: readonly Row[] = [
  {
    fund: 'otib',
    id: 'NU-ZW',
    name: 'Aan het werk in de installatietechniek',
    type: 'SEEKING_WORK_IN_TECH',
    regions: [...EAST, ...NORTH],
    groups: ['JOBSEEKER', 'SCHOOL_LEAVER'],
    days: [-330, 140],
    budgetUse: 0.62,
  },
  {
    fund: 'otib',
    id: 'NU-WT',
    name: 'Doorgroeien in de installatietechniek',
    type: 'WORKING_IN_TECH',
    sectors: [...TECHNICAL, 'EDUCATION'],
    regions: EVERYWHERE,
    groups: ['EMPLOYED', 'EMPLOYER'],
    days: [-300, 120],
    budgetUse: 0.71,
  },
  {
    fund: 'otib',
    id: 'NU-ZZP',
    name: "Scholing voor zzp'ers in de techniek",
    type: 'SELF_EMPLOYED_IN_TECH',
    regions: EVERYWHERE,
    groups: ['SELF_EMPLOYED'],
    days: [-240, null],
    budgetUse: 0.38,
  },
  {
    fund: 'otib',
    id: 'NU-ENERGIE',
    name: 'Energietransitie-voucher',
    type: 'GENERIC',
    sectors: ['ENERGY_TRANSITION', 'INSTALLATION_TECHNOLOGY'],
    regions: [...NORTH, ...EAST],
    groups: EVERYONE,
    days: [-280, 90],
    budgetUse: 1,
  },
  {
    fund: 'otib',
    id: 'NH-ORI',
    name: 'Oriëntatievoucher techniek',
    type: 'ORIENTATION',
    uses: ['ORIENTATION'],
    regions: HOLLAND,
    groups: EVERYONE,
    programme: TECH_NH,
    maxMonths: 2,
    days: [-320, 60],
    budgetUse: 0.55,
  },
  {
    fund: 'otib',
    id: 'NU-BT-1',
    name: 'Overstappen naar de techniek, eerste ronde',
    type: 'RETRAINING_INTO_TECH',
    regions: EVERYWHERE,
    groups: ['JOB_CHANGER'],
    days: [-350, -35],
    budgetUse: 0.94,
  },
  {
    fund: 'otib',
    id: 'NU-BT-2',
    name: 'Overstappen naar de techniek, tweede ronde',
    type: 'RETRAINING_INTO_TECH',
    regions: EVERYWHERE,
    groups: ['JOB_CHANGER'],
    days: [45, 260],
    budgetUse: 0.5,
  },

  {
    fund: 'oom',
    id: 'seek-now',
    name: 'Werk zoeken in de metaal',
    type: 'SEEKING_WORK_IN_TECH',
    regions: [...NORTH, ...EAST, ...HOLLAND],
    groups: ['JOBSEEKER'],
    days: [-310, 110],
    budgetUse: 0.66,
  },
  {
    fund: 'oom',
    id: 'nh-training',
    name: 'Opleidingsvoucher techniek',
    type: 'TRAINING',
    regions: HOLLAND,
    groups: EVERYONE,
    programme: TECH_NH,
    days: [-320, 60],
    budgetUse: 0.74,
  },
  {
    fund: 'oom',
    id: 'switch-ict-now',
    name: 'Overstap naar industriële ICT',
    type: 'RETRAINING_INTO_TECH',
    sectors: ['ICT', 'MANUFACTURING'],
    regions: [...HOLLAND, ...EAST],
    groups: ['JOB_CHANGER'],
    days: [-200, 180],
    budgetUse: 0.41,
  },
  {
    fund: 'oom',
    id: 'weld-now',
    name: 'Lasvoucher',
    type: 'GENERIC',
    sectors: ['MANUFACTURING', 'TECHNIEK'],
    regions: EVERYWHERE,
    groups: ['JOBSEEKER', 'EMPLOYED', 'SELF_EMPLOYED'],
    days: [-290, 75],
    budgetUse: 1,
  },
  {
    fund: 'oom',
    id: 'work-closed',
    name: 'Doorgroeien in de metaal, vorig jaar',
    type: 'WORKING_IN_TECH',
    regions: EVERYWHERE,
    groups: ['EMPLOYED', 'EMPLOYER'],
    days: [-360, -28],
    budgetUse: 0.97,
  },
  {
    fund: 'oom',
    id: 'work-next',
    name: 'Doorgroeien in de metaal, volgend jaar',
    type: 'WORKING_IN_TECH',
    regions: EVERYWHERE,
    groups: ['EMPLOYED', 'EMPLOYER'],
    days: [41, 400],
    budgetUse: 0.5,
  },

  {
    fund: 'oomt',
    id: 'NU-NOORD',
    name: 'Noordelijke scholingsvoucher',
    type: 'GENERIC',
    sectors: [...TECHNICAL, 'CONSTRUCTION', 'CARE'],
    regions: NORTH,
    groups: EVERYONE,
    programme: NORTHERN,
    days: [-340, 200],
    budgetUse: 0.58,
  },
  {
    fund: 'oomt',
    id: 'NU-MOBIEL',
    name: 'Werken in de mobiliteitstechniek',
    type: 'WORKING_IN_TECH',
    regions: EVERYWHERE,
    groups: ['EMPLOYED', 'SELF_EMPLOYED', 'EMPLOYER'],
    days: [-260, 100],
    budgetUse: 0.69,
  },
  {
    fund: 'oomt',
    id: 'NH-OND',
    name: 'Begeleidingsvoucher techniek',
    type: 'SUPPORT',
    uses: ['GUIDANCE', 'ORIENTATION'],
    regions: HOLLAND,
    groups: EVERYONE,
    programme: TECH_NH,
    days: [-320, 60],
    budgetUse: 0.47,
  },
  {
    fund: 'oomt',
    id: 'NU-START',
    name: 'Startvoucher mobiliteit',
    type: 'SEEKING_WORK_IN_TECH',
    regions: EVERYWHERE,
    groups: ['JOBSEEKER', 'SCHOOL_LEAVER'],
    days: [-250, 50],
    budgetUse: 1,
  },
  {
    fund: 'oomt',
    id: 'LIMBURG-1',
    name: 'Limburgse scholingsvoucher',
    type: 'GENERIC',
    regions: ['PV31'],
    groups: EVERYONE,
    programme: 'limburgs-vakmanschap',
    days: [-400, -60],
    budgetUse: 0.8,
  },
  {
    fund: 'oomt',
    id: 'NU-EV',
    name: 'Omscholing elektrisch rijden',
    type: 'RETRAINING_INTO_TECH',
    regions: EVERYWHERE,
    groups: ['JOB_CHANGER', 'EMPLOYED'],
    days: [38, 220],
    budgetUse: 0.5,
  },

  {
    fund: 'a-en-o-metalektro',
    id: 'wendbaarheid-now',
    name: 'Voucher Samenwerken aan Wendbaarheid',
    type: 'GENERIC',
    sectors: [...TECHNICAL, 'CARE', 'ICT'],
    regions: ['AM06'],
    groups: ['JOB_CHANGER', 'EMPLOYED', 'JOBSEEKER'],
    programme: 'wendbaarheid',
    days: [-300, 150],
    budgetUse: 0.64,
  },
  {
    fund: 'a-en-o-metalektro',
    id: 'nh-support',
    name: 'Ondersteuningsvoucher techniek',
    type: 'SUPPORT',
    uses: ['GUIDANCE', 'TRAINING'],
    regions: HOLLAND,
    groups: EVERYONE,
    programme: TECH_NH,
    days: [-320, 60],
    budgetUse: 0.35,
  },
  {
    fund: 'a-en-o-metalektro',
    id: 'care-tech-now',
    name: 'Techniek in de zorg',
    type: 'GENERIC',
    sectors: ['CARE', 'TECHNIEK'],
    regions: [...NORTH, ...EAST],
    groups: ['EMPLOYED', 'JOB_CHANGER'],
    programme: NORTHERN,
    days: [-220, 130],
    budgetUse: 0.52,
  },
  {
    fund: 'a-en-o-metalektro',
    id: 'metal-seek-now',
    name: 'Instromen in de metalektro',
    type: 'SEEKING_WORK_IN_TECH',
    regions: EVERYWHERE,
    groups: ['JOBSEEKER', 'SCHOOL_LEAVER'],
    days: [-270, 55],
    budgetUse: 1,
  },
  {
    fund: 'a-en-o-metalektro',
    id: 'metal-work-closed',
    name: 'Doorgroeien in de metalektro, vorige ronde',
    type: 'WORKING_IN_TECH',
    regions: EVERYWHERE,
    groups: ['EMPLOYED', 'EMPLOYER'],
    days: [-345, -40],
    budgetUse: 0.96,
  },
  {
    fund: 'a-en-o-metalektro',
    id: 'metal-all-next',
    name: 'Metalektro-voucher, volgende ronde',
    type: 'GENERIC',
    sectors: ['TECHNIEK', 'MANUFACTURING'],
    regions: EVERYWHERE,
    groups: EVERYONE,
    days: [52, 300],
    budgetUse: 0.5,
  },
];

/** The schemes around a date, one function each. */
export const CURRENT_SCHEMES: readonly ((date: Day) => PlannedScheme)[] = ROWS.map(
  (row) => (date) => planned(row, date),
);

function planned(row: Row, date: Day): PlannedScheme {
  const [opens, closes] = row.days;
  return {
    id: row.id,
    fund: row.fund,
    name: row.name,
    programme: row.programme ?? null,
    type: row.type,
    uses: row.uses ?? ['TRAINING'],
    sectors: row.sectors ?? TECHNICAL,
    regions: row.regions,
    targetGroups: row.groups,
    maxMonths: row.maxMonths === undefined ? 12 : row.maxMonths,
    opensOn: addDays(date, opens),
    closesOn: closes === null ? null : addDays(date, closes),
    era: 'now',
    budgetUse: row.budgetUse,
    untouchedBudgetCents: 25_000_000,
  };
}
