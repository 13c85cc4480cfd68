import { ARCHETYPES } from './archetypes.ts';
import { addDays } from './days.ts';
import { amountOf, useOf, voucherNumber } from './issue.ts';
import type { IssuedVoucher } from './issue.ts';
import { municipalityOf } from './places.ts';
import { createRandom } from './random.ts';
import type { Random } from './random.ts';
import type { PlannedScheme } from './schemes.ts';
import type { Day, Person, Requester, TargetGroup, VoucherStatus } from './world.ts';

/** One in this number of job seekers has a redeemed voucher, spread evenly over the list. */
const EVERY_SO_MANY_JOBSEEKERS = 3;
const OTHERS_WITH_VOUCHER = 0.6;
/** The vouchers of the archetypes are a week apart, and early enough for the training to have started. */
const FIRST_LIFE_DAYS_AGO = 136;
const DAYS_BETWEEN_LIVES = 7;
const OTHER_STATUSES: readonly (readonly [VoucherStatus, number])[] = [
  ['ISSUED', 45],
  ['REDEEMED', 35],
  ['EXPIRED', 10],
  ['WITHDRAWN', 10],
];

export interface PresentSettings {
  readonly seed: number;
  readonly date: Day;
  readonly schemes: readonly PlannedScheme[];
  readonly people: readonly Person[];
  readonly numbers: Set<string>;
}

/** The vouchers of the schemes around the world's date; those of the six archetypes first. */
export function issueNow(present: PresentSettings): readonly IssuedVoucher[] {
  const { seed, date, people } = present;
  const schemes = present.schemes.filter(
    ({ era, opensOn, isOfProgramme }) => era === 'now' && opensOn < date && !isOfProgramme,
  );
  const ordinary = people.filter((person) => person.era === 'now' && person.archetype === null);
  const jobseekers = ordinary.filter(({ situation }) => situation === 'JOBSEEKER');
  const sure = new Set(jobseekers.filter((_, index) => index % EVERY_SO_MANY_JOBSEEKERS === 0));
  return [
    ...issueToTheSix(present, schemes),
    ...ordinary.flatMap((person) => {
      const random = createRandom(seed, `voucher/${person.id}`);
      const isSure = sure.has(person);
      if (!isSure && !random.chance(OTHERS_WITH_VOUCHER)) return [];
      const status = isSure ? 'REDEEMED' : random.weighted(OTHER_STATUSES);
      const scheme = schemeFor(person, schemes, isSure, random);
      return scheme ? [issued(present, person, scheme, status, isSure, random)] : [];
    }),
  ];
}

function issueToTheSix(
  present: PresentSettings,
  schemes: readonly PlannedScheme[],
): IssuedVoucher[] {
  return ARCHETYPES.map((life, index) => {
    const person = present.people.find(({ archetype }) => archetype === life.archetype);
    const scheme = schemes.find(({ fund, id }) => fund === life.fund && id === life.schemeId);
    if (!person || !scheme)
      throw new Error(`Cannot find a person or scheme for "${life.archetype}"`);
    const random = createRandom(present.seed, `voucher/${person.id}`);
    return {
      ...issued(present, person, scheme, 'REDEEMED', true, random),
      issuedOn: addDays(present.date, index * DAYS_BETWEEN_LIVES - FIRST_LIFE_DAYS_AGO),
      requestedBy: person.situation === 'EMPLOYED' ? 'EMPLOYER' : 'COACH',
      provider: life.school,
      trainingCode: life.trainingCode,
      role: life.role,
    };
  });
}

function issued(
  present: PresentSettings,
  person: Person,
  scheme: PlannedScheme,
  status: VoucherStatus,
  isForTraining: boolean,
  random: Random,
): IssuedVoucher {
  const use =
    isForTraining && scheme.uses.includes('TRAINING') ? 'TRAINING' : useOf(scheme, random);
  return {
    number: voucherNumber(scheme.fund, present.numbers, random),
    scheme,
    person,
    use,
    status,
    issuedOn: dayWithin(scheme, present.date, random),
    amountCents: amountOf(scheme, use, random),
    requestedBy: requesterOf(person, random),
    employerKvk: person.situation === 'EMPLOYED' ? person.employerKvk : null,
  };
}

function schemeFor(
  person: Person,
  schemes: readonly PlannedScheme[],
  isForTraining: boolean,
  random: Random,
): PlannedScheme | undefined {
  const { province, labourRegion } = municipalityOf(person.municipality);
  const group: TargetGroup = person.situation;
  const fitting = schemes.filter(
    ({ targetGroups, regions, uses }) =>
      targetGroups.includes(group) &&
      (regions.includes(province) || regions.includes(labourRegion)) &&
      (!isForTraining || uses.includes('TRAINING')),
  );
  return fitting.length === 0 ? undefined : random.pick(fitting);
}

/** A day on which the scheme was open, at least three weeks ago, so that redemption could follow. */
export function dayWithin(scheme: PlannedScheme, date: Day, random: Random): Day {
  const end = [scheme.closesOn ?? date, addDays(date, -21)].toSorted()[0] ?? date;
  const span = Math.max(0, Math.round((Date.parse(end) - Date.parse(scheme.opensOn)) / 86_400_000));
  return addDays(scheme.opensOn, random.whole(0, span));
}

/** Who requests a voucher: for an employee usually the employer, for others a coach or they themselves. */
export function requesterOf(person: Pick<Person, 'situation'>, random: Random): Requester {
  if (person.situation === 'EMPLOYED') return random.chance(0.6) ? 'EMPLOYER' : 'PERSON';
  return random.chance(0.45) ? 'COACH' : 'PERSON';
}
