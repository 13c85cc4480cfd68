/** The vouchers of the programmes of now, at the scale that their texts speak of. */
import { addDays } from './days.ts';
import { employersNow } from './employers.ts';
import { dayWithin, requesterOf } from './issue-now.ts';
import { amountOf, useOf, voucherNumber } from './issue.ts';
import type { IssuedVoucher } from './issue.ts';
import { municipalitiesIn } from './places.ts';
import { createRandom } from './random.ts';
import type { PlannedScheme } from './schemes.ts';
import { NORTH } from './schemes-now/scheme-row.ts';
import { studentOf } from './students.ts';
import type { Day, Employer, FundId, SchoolId, Situation, VoucherStatus } from './world.ts';

/** Vouchers of one scheme of a programme. */
interface Share {
  readonly fund: FundId;
  readonly schemeId: string;
  readonly count: number;
  /** Codes of provinces or labour market regions. */
  readonly regions: readonly string[];
  readonly situations: readonly (readonly [Situation, number])[];
  readonly schools?: readonly SchoolId[];
  /** Days from the world's date of the last voucher, where that is before the scheme closes. */
  readonly lastDay?: number;
}

const EVERYONE: Share['situations'] = [
  ['JOBSEEKER', 28],
  ['EMPLOYED', 34],
  ['JOB_CHANGER', 18],
  ['SELF_EMPLOYED', 8],
  ['SCHOOL_LEAVER', 12],
];
const WORKERS: Share['situations'] = [
  ['EMPLOYED', 65],
  ['JOB_CHANGER', 35],
];
const STATUSES: readonly (readonly [VoucherStatus, number])[] = [
  ['REDEEMED', 60],
  ['ISSUED', 25],
  ['EXPIRED', 8],
  ['WITHDRAWN', 7],
];

// Beside the few of people who are drawn from the whole country (`issue-now.ts`). The source says 75 people for
// Samenwerken aan Wendbaarheid, who learn at Saxion or Aventus. The other numbers are synthetic: large enough for
// tables with visible and hidden numbers, and far below the 10,000 that the North wants to reach.
const SHARES: readonly Share[] = [
  {
    fund: 'a-en-o-metalektro',
    schemeId: 'wendbaarheid-now',
    count: 67,
    regions: ['AM06'],
    situations: [
      ['JOB_CHANGER', 80],
      ['EMPLOYED', 20],
    ],
    schools: ['saxion', 'aventus'],
    // Early enough for trainings to have ended.
    lastDay: -120,
  },
  { fund: 'oomt', schemeId: 'NU-NOORD', count: 90, regions: NORTH, situations: EVERYONE },
  { fund: 'otib', schemeId: 'NU-NOORD', count: 70, regions: NORTH, situations: EVERYONE },
  {
    fund: 'a-en-o-metalektro',
    schemeId: 'care-tech-now',
    count: 65,
    regions: NORTH,
    situations: WORKERS,
  },
  { fund: 'otib', schemeId: 'NH-ORI', count: 30, regions: ['PV27'], situations: EVERYONE },
  { fund: 'oom', schemeId: 'nh-training', count: 45, regions: ['PV27'], situations: EVERYONE },
  { fund: 'oomt', schemeId: 'NH-OND', count: 12, regions: ['PV27'], situations: EVERYONE },
  {
    fund: 'a-en-o-metalektro',
    schemeId: 'nh-support',
    count: 20,
    regions: ['PV27'],
    situations: EVERYONE,
  },
  { fund: 'oomt', schemeId: 'LIMBURG-1', count: 40, regions: ['PV31'], situations: EVERYONE },
];

export interface ProgrammeSettings {
  readonly seed: number;
  readonly date: Day;
  readonly scale: number;
  readonly schemes: readonly PlannedScheme[];
  readonly employers: readonly Employer[];
  /** The numbers of vouchers that are taken. */
  readonly numbers: Set<string>;
}

/**
 * One voucher for each of the people of these programmes, who are in no other part of the world. They have no benefit,
 * so that UWV does not register those who seek work.
 */
export function issueForProgrammes(settings: ProgrammeSettings): readonly IssuedVoucher[] {
  return SHARES.flatMap((share) => {
    const scheme = settings.schemes.find(
      ({ fund, id }) => fund === share.fund && id === share.schemeId,
    );
    if (!scheme) throw new Error(`Cannot find the scheme "${share.schemeId}" of "${share.fund}"`);
    return Array.from({ length: share.count * settings.scale }, (_, index) =>
      issuedTo(settings, share, scheme, index),
    );
  });
}

function issuedTo(
  { seed, date, employers, numbers }: ProgrammeSettings,
  { regions, situations, schools, lastDay }: Share,
  scheme: PlannedScheme,
  index: number,
): IssuedVoucher {
  const random = createRandom(seed, `programme/${scheme.fund}/${scheme.id}/${index}`);
  const situation = random.weighted(situations);
  const id = `programme-${random.uuid()}`;
  const municipality = random.pick(municipalitiesIn(...regions));
  const employerKvk = situation === 'EMPLOYED' ? random.pick(employersNow(employers)).kvk : null;
  const use = useOf(scheme, random);
  return {
    number: voucherNumber(scheme.fund, numbers, random),
    scheme,
    person: {
      ...studentOf(seed, id, { startDate: addDays(date, -150), municipality }, situation),
      employerKvk,
    },
    use,
    status: random.weighted(STATUSES),
    issuedOn: dayWithin(
      { ...scheme, ...(lastDay !== undefined && { closesOn: addDays(date, lastDay) }) },
      date,
      random,
    ),
    amountCents: amountOf(scheme, use, random),
    requestedBy: requesterOf({ situation }, random),
    employerKvk,
    ...(schools && { provider: random.pick(schools) }),
  };
}
