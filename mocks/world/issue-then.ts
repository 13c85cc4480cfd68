import { workingDays } from './days.ts';
import { amountOf, useOf, voucherNumber } from './issue.ts';
import type { IssuedVoucher } from './issue.ts';
import { municipalitiesIn } from './places.ts';
import { createRandom } from './random.ts';
import type { Random } from './random.ts';
import { GELDERLAND, OVERIJSSEL } from './schemes.ts';
import type { PlannedScheme } from './schemes.ts';
import type {
  Day,
  Employer,
  EmployerSize,
  FundId,
  Person,
  Requester,
  Situation,
  VoucherStatus,
  VoucherType,
} from './world.ts';

// From the source: 850 vouchers by 2019-04-11, the 750th on 2019-03-07. Synthetic: the split over types
// and funds. Eleven were issued on the day of the 750th, five of them at one school and one fund, so
// that no record can be identified as the 750th.
const FIRST_DAY = '2018-05-14';
const DAY_OF_THE_750TH = '2019-03-07';
const LAST_DAY = '2019-04-11';
const BEFORE = 739;
const ON_THE_DAY = 11;
const AFTER = 100;
const AT_ONE_SCHOOL = 5;
/** Harderwijk, where the school is: all five live there, so that the municipality identifies nobody. */
const HOME_OF_THE_SCHOOL = 'GM0243';

type Split<T> = readonly (readonly [T, number])[];

const TYPES: Split<VoucherType> = [
  ['SEEKING_WORK_IN_TECH', 300],
  ['WORKING_IN_TECH', 380],
  ['RETRAINING_INTO_TECH', 110],
  ['SELF_EMPLOYED_IN_TECH', 60],
];
const FUNDS: Split<FundId> = [
  ['otib', 470],
  ['oom', 180],
  ['oomt', 90],
  ['a-en-o-metalektro', 110],
];
const OVERIJSSEL_TYPES: Split<VoucherType> = [
  ['SEEKING_WORK_IN_TECH', 60],
  ['WORKING_IN_TECH', 60],
  ['RETRAINING_INTO_TECH', 30],
];
const STATUSES: Split<VoucherStatus> = [
  ['REDEEMED', 76],
  ['ISSUED', 8],
  ['EXPIRED', 9],
  ['WITHDRAWN', 7],
];
const SITUATIONS: Partial<Record<VoucherType, readonly Situation[]>> = {
  SEEKING_WORK_IN_TECH: ['JOBSEEKER', 'SCHOOL_LEAVER'],
  WORKING_IN_TECH: ['EMPLOYED'],
  RETRAINING_INTO_TECH: ['JOB_CHANGER'],
  SELF_EMPLOYED_IN_TECH: ['SELF_EMPLOYED'],
};
/** Large employers joined early, small ones later. */
const ARRIVAL: Record<EmployerSize, number> = { LARGE: 0, MEDIUM: 0.35, SMALL: 0.6, MICRO: 0.75 };
const EMPLOYER_REQUESTED_SHARE = 0.6;

export interface PastSettings {
  readonly seed: number;
  readonly schemes: readonly PlannedScheme[];
  readonly people: readonly Person[];
  readonly employers: readonly Employer[];
  readonly numbers: Set<string>;
}

/** The vouchers of Gelders Vakmanschap: always 850, regardless of the scale. */
export function issueInGelderland(past: PastSettings): readonly IssuedVoucher[] {
  const random = createRandom(past.seed, 'vouchers/gelderland');
  const days = [
    ...daysTowards(FIRST_DAY, '2019-03-06', BEFORE, random),
    ...Array.from({ length: ON_THE_DAY }, () => DAY_OF_THE_750TH),
    ...daysTowards('2019-03-08', LAST_DAY, AFTER, random),
  ];
  const funds = random.shuffle(unfold(FUNDS));
  moveForward(funds, 'otib', BEFORE, AT_ONE_SCHOOL);
  const people = livingIn(past, [...municipalitiesIn('PV25'), 'GM0150']);
  const issued = issue(
    { ...past, people },
    GELDERLAND,
    days,
    random.shuffle(unfold(TYPES)),
    funds,
    random,
  );
  moveHome(issued, HOME_OF_THE_SCHOOL, BEFORE, AT_ONE_SCHOOL);
  return issued.map((voucher, index) =>
    index >= BEFORE && index < BEFORE + AT_ONE_SCHOOL
      ? { ...voucher, provider: 'techniek-academie', status: 'REDEEMED', use: 'TRAINING' }
      : voucher,
  );
}

/** The vouchers of the programme in Overijssel, which started some months later. */
export function issueInOverijssel(past: PastSettings): readonly IssuedVoucher[] {
  const random = createRandom(past.seed, 'vouchers/overijssel');
  const types = random.shuffle(unfold(OVERIJSSEL_TYPES));
  const days = daysTowards('2018-09-10', '2019-11-29', types.length, random);
  const funds = types.map(() => random.weighted(FUNDS));
  const people = livingIn(past, municipalitiesIn('PV23'));
  return issue({ ...past, people }, OVERIJSSEL, days, types, funds, random);
}

function livingIn(past: PastSettings, places: readonly string[]): readonly Person[] {
  return past.people.filter(({ municipality }) => places.includes(municipality));
}

function issue(
  past: PastSettings,
  programme: string,
  days: readonly Day[],
  types: readonly VoucherType[],
  funds: readonly FundId[],
  random: Random,
): IssuedVoucher[] {
  const holders = holdersByType(past, random);
  const byEmployer = random.shuffle(requesters(types));
  return days.map((issuedOn, index) => {
    const type = types[index] ?? 'SEEKING_WORK_IN_TECH';
    const fund = funds[index] ?? 'otib';
    const scheme = schemeOf(past.schemes, programme, type, fund);
    const person = holders(type);
    const isWorking = type === 'WORKING_IN_TECH';
    const use = useOf(scheme, random);
    return {
      number: voucherNumber(fund, past.numbers, random),
      scheme,
      person,
      use,
      status: random.weighted(STATUSES),
      issuedOn,
      amountCents: amountOf(scheme, use, random),
      requestedBy: isWorking
        ? (byEmployer.pop() ?? 'PERSON')
        : random.chance(0.4)
          ? 'COACH'
          : 'PERSON',
      employerKvk: isWorking ? person.employerKvk : null,
    };
  });
}

/** Sorted days, more towards the end, because the programme became known over time. */
function daysTowards(from: Day, to: Day, count: number, random: Random): Day[] {
  const open = workingDays(from, to);
  const days = Array.from({ length: count }, () => {
    const place = Math.floor(
      Math.sqrt(random.fraction() * 0.9 + 0.1 * random.fraction()) * open.length,
    );
    return open[Math.min(place, open.length - 1)] ?? to;
  });
  return days.toSorted();
}

/** Returns people in a given situation, one at a time; those of large employers first. */
function holdersByType(past: PastSettings, random: Random): (type: VoucherType) => Person {
  const sizes = new Map(past.employers.map((employer) => [employer.kvk, employer.size]));
  const queues = new Map<VoucherType, { people: readonly Person[]; turn: number }>();
  const arrival = new Map(
    past.people.map((person) => {
      const size = person.employerKvk === null ? undefined : sizes.get(person.employerKvk);
      return [person.id, (size ? ARRIVAL[size] : 0) + random.fraction()];
    }),
  );
  return (type) => {
    const queue = queues.get(type) ?? {
      people: past.people
        .filter(({ era, situation }) => era === 'then' && SITUATIONS[type]?.includes(situation))
        .toSorted((one, other) => (arrival.get(one.id) ?? 0) - (arrival.get(other.id) ?? 0)),
      turn: 0,
    };
    queues.set(type, queue);
    const person = queue.people[queue.turn++ % queue.people.length];
    if (!person) throw new Error(`Cannot issue a voucher "${type}": nobody fits`);
    return person;
  };
}

/** Exactly the planned share of the workers' vouchers was requested by the employer. */
function requesters(types: readonly VoucherType[]): Requester[] {
  const count = types.filter((type) => type === 'WORKING_IN_TECH').length;
  const requested = Math.round(count * EMPLOYER_REQUESTED_SHARE);
  return Array.from({ length: count }, (_, index) => {
    if (index < requested) return 'EMPLOYER';
    return index % 4 === 0 ? 'COACH' : 'PERSON';
  });
}

function schemeOf(
  schemes: readonly PlannedScheme[],
  programme: string,
  type: VoucherType,
  fund: FundId,
): PlannedScheme {
  const scheme = schemes.find(
    (one) => one.programme === programme && one.type === type && one.fund === fund,
  );
  if (!scheme) throw new Error(`Cannot find the scheme "${type}" of "${programme}" at "${fund}"`);
  return scheme;
}

function unfold<T>(split: Split<T>): T[] {
  return split.flatMap(([value, count]) => Array.from({ length: count }, () => value));
}

/** Swaps holders of one type so that from an index on, a given number live in one municipality. */
function moveHome(
  issued: IssuedVoucher[],
  municipality: string,
  place: number,
  count: number,
): void {
  const isPlace = (index: number) => index >= place && index < place + count;
  for (const [target, voucher] of issued.entries()) {
    if (!isPlace(target) || voucher.person.municipality === municipality) continue;
    const source = issued.findIndex(
      ({ scheme, person }, index) =>
        !isPlace(index) &&
        scheme.type === voucher.scheme.type &&
        person.municipality === municipality,
    );
    const other = issued[source];
    if (!other) throw new Error('Cannot find enough holders in one municipality');
    issued[target] = { ...voucher, person: other.person, employerKvk: other.employerKvk };
    issued[source] = { ...other, person: voucher.person, employerKvk: voucher.employerKvk };
  }
}

/** Swaps values so that from an index on, a given number of them match. */
function moveForward<T>(list: T[], value: T, place: number, count: number): void {
  for (let target = place; target < place + count; target++) {
    if (list[target] === value) continue;
    const source = list.indexOf(value);
    [list[target], list[source]] = [list[source] as T, list[target] as T];
  }
}
