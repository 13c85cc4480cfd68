import { addDays, nightlyRun } from './days.ts';
import { highestAmountOf } from './issue.ts';
import { roundBudget } from './round-budget.ts';
import { CURRENT_SCHEMES } from './schemes-now.ts';
import { FUND_IDS } from './world.ts';
import type { Day, FundId, Scheme, Sector, SchemeGroup, Voucher, VoucherType } from './world.ts';

/** A scheme without its amounts, which follow from its vouchers, and without its pages. */
export interface PlannedScheme extends Omit<
  Scheme,
  'budgetCents' | 'committedCents' | 'maximumCents' | 'applyAt' | 'contact' | 'changedAt'
> {
  /** `then` for 2018 and 2019, `now` for the time around the world's date. */
  readonly era: 'then' | 'now';
  /** The approximate share of the budget that is committed; 1 is an exhausted scheme. */
  readonly budgetUse: number;
  /** Minimum and maximum of the share, where a source says how much was left. */
  readonly useBetween?: readonly [least: number, most: number];
  /** The budget when no voucher has been issued yet. */
  readonly untouchedBudgetCents: number;
  /** Only for people of its programme (`issue-programmes.ts`), whom the other people of the world do not know of. */
  readonly isOfProgramme?: boolean;
}

export const GELDERLAND = 'gelders-vakmanschap';
export const OVERIJSSEL = 'overijssels-vakmanschap';

const TECHNICAL: readonly Sector[] = ['TECHNIEK', 'INSTALLATION_TECHNOLOGY', 'MANUFACTURING'];

interface ThenType {
  readonly type: VoucherType;
  readonly suffix: string;
  readonly name: string;
  readonly groups: readonly SchemeGroup[];
  /** Synthetic: the sources give no figure for each type, only that the first two were nearly exhausted. */
  readonly budgetUse: number;
}

/** Nearly exhausted on the last day in the sources, but not entirely: vouchers were issued until then. */
const NEARLY_GONE = [0.97, 0.99] as const;
const SOME_LEFT = [0.8, 0.95] as const;
const NEARLY_GONE_FROM = 0.95;

const TYPES_THEN: readonly ThenType[] = [
  {
    type: 'SEEKING_WORK_IN_TECH',
    suffix: 'ZW',
    name: 'Ik zoek werk in de techniek',
    groups: ['JOBSEEKER', 'SCHOOL_LEAVER'],
    budgetUse: 0.975,
  },
  {
    type: 'WORKING_IN_TECH',
    suffix: 'WT',
    name: 'Ik werk in de techniek',
    // Source: employers requested many of these.
    groups: ['EMPLOYED', 'EMPLOYER'],
    budgetUse: 0.98,
  },
  {
    type: 'RETRAINING_INTO_TECH',
    suffix: 'BT',
    name: 'Ik werk buiten de techniek',
    groups: ['JOB_CHANGER'],
    budgetUse: 0.9,
  },
  {
    type: 'SELF_EMPLOYED_IN_TECH',
    suffix: 'ZZP',
    name: "Ik ben zzp'er in de techniek",
    groups: ['SELF_EMPLOYED'],
    budgetUse: 0.84,
  },
];

/** Every scheme of every fund: those of 2018 and 2019, and those around the world's date. */
export function planSchemes(date: Day): readonly PlannedScheme[] {
  return [
    ...FUND_IDS.flatMap((fund) => TYPES_THEN.map((type) => inGelderland(fund, type))),
    ...FUND_IDS.flatMap((fund) =>
      TYPES_THEN.filter(({ suffix }) => suffix !== 'ZZP').map((type) => inOverijssel(fund, type)),
    ),
    ...CURRENT_SCHEMES.map((scheme) => scheme(date)),
  ];
}

function inGelderland(fund: FundId, then: ThenType): PlannedScheme {
  return {
    id: schemeIdOf(fund, `GV18-${then.suffix}`),
    fund,
    name: then.name,
    programme: GELDERLAND,
    type: then.type,
    uses: ['TRAINING', 'GUIDANCE'],
    sectors: TECHNICAL,
    regions: ['PV25', 'AM06'],
    targetGroups: then.groups,
    maxMonths: 12,
    opensOn: '2018-05-14',
    closesOn: '2019-05-31',
    era: 'then',
    budgetUse: then.budgetUse,
    useBetween: then.budgetUse > NEARLY_GONE_FROM ? NEARLY_GONE : SOME_LEFT,
    untouchedBudgetCents: 1_000_000,
  };
}

function inOverijssel(fund: FundId, then: ThenType): PlannedScheme {
  return {
    ...inGelderland(fund, then),
    id: schemeIdOf(fund, `OV18-${then.suffix}`),
    programme: OVERIJSSEL,
    uses: ['TRAINING', 'ORIENTATION', 'GUIDANCE'],
    regions: ['PV23'],
    opensOn: '2018-09-03',
    closesOn: '2019-12-31',
    budgetUse: 0.7,
    useBetween: [0.5, 0.9],
  };
}

/** Each fund has its own format for codes. */
function schemeIdOf(fund: FundId, code: string): string {
  return fund === 'otib' || fund === 'oomt' ? code : code.toLowerCase();
}

/** Adds to each scheme the committed amount, and a budget of which that is the planned share. */
export function fundSchemes(
  planned: readonly PlannedScheme[],
  vouchers: readonly Voucher[],
  date: Day,
): readonly Scheme[] {
  const committed = new Map<string, number>();
  for (const voucher of vouchers) {
    if (voucher.status !== 'ISSUED' && voucher.status !== 'REDEEMED') continue;
    const key = keyOf(voucher.fund, voucher.schemeId);
    committed.set(key, (committed.get(key) ?? 0) + voucher.amountCents);
  }
  return planned.map((plan) => {
    const { era, budgetUse, useBetween, untouchedBudgetCents, isOfProgramme: _, ...scheme } = plan;
    const site = era === 'now' ? `https://${scheme.fund}.example` : null;
    const committedCents = committed.get(keyOf(scheme.fund, scheme.id)) ?? 0;
    return {
      ...scheme,
      committedCents,
      budgetCents: roundBudget(committedCents, budgetUse, useBetween) || untouchedBudgetCents,
      maximumCents: highestAmountOf(plan),
      applyAt: site && `${site}/voucher-aanvragen/${scheme.id.toLowerCase()}`,
      contact: site && `${site}/contact`,
      changedAt: nightlyRun(changedOn(scheme, date)),
    };
  });
}

function keyOf(fund: FundId, schemeId: string): string {
  return `${fund}:${schemeId}`;
}

/** Schemes of 2018 and 2019 are as of their end; current ones as of last night. */
function changedOn(scheme: Pick<Scheme, 'closesOn'>, date: Day): Day {
  const yesterday = addDays(date, -1);
  return scheme.closesOn !== null && scheme.closesOn < yesterday ? scheme.closesOn : yesterday;
}
