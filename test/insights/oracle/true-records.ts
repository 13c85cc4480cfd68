/** The records that partners hold, straight from the seeded world: what every figure of a release is compared with. */
import { arrangementsOf } from '../../../mocks/world/arrangements.ts';
import { levelOf } from '../../../mocks/world/levels.ts';
import { municipalityOf } from '../../../mocks/world/places.ts';
import { trajectoriesOf } from '../../../mocks/world/trajectories.ts';
import type { Association, Day, Voucher, World } from '../../../mocks/world/world.ts';
import type { TrueRecord, TrueRecords } from './true-tables.ts';

/** Every record set, with what happened until the last day of a release. */
export function trueRecords(world: World, until: Day): TrueRecords {
  const schools = schoolsOf(world, until);
  return {
    vouchers: vouchersOf(world, schools, until),
    employers: employersOf(world, until),
    trajectories: trajectoryRecords(world, until),
    enrolments: schools.enrolments,
    arrangements: arrangementsOf(world)
      .filter(({ startedOn }) => startedOn <= until)
      .map((one) => ({
        steps: { started: quarterOf(one.startedOn) },
        codes: {
          programme: one.programme,
          'arrangement-type': one.type,
          'employer-size': one.employerSize,
          'age-group': one.isYoung ? 'YOUNG' : 'ADULT',
        },
      })),
    'teachers-pool': poolOf(world, until),
  };
}

const quarterOf = (day: Day): string =>
  `${day.slice(0, 4)}Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;
/** The quarter of a day that is not too late. */
const inTime = (day: Day | null | undefined, until: Day): string | null =>
  day === null || day === undefined || day > until ? null : quarterOf(day);
const daysBetween = (from: Day, to: Day): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);

/** What a school knows of a student who began. */
interface Study {
  readonly startDate: Day;
  readonly steps: Readonly<Record<string, string | null>>;
  readonly codes: Readonly<Record<string, string>>;
}

interface Schools {
  readonly byAssociation: ReadonlyMap<string, Study>;
  readonly enrolments: readonly TrueRecord[];
}

const LEVELS = ['MBO_1_2', 'MBO_1_2', 'MBO_3_4', 'MBO_3_4', 'HBO'];

function schoolsOf({ associations, offerings, trainings }: World, until: Day): Schools {
  const offeringById = new Map(offerings.map((one) => [one.id, one]));
  const trainingById = new Map(trainings.map((one) => [one.id, one]));
  const byAssociation = new Map<string, Study>();
  const enrolments: TrueRecord[] = [];
  for (const one of associations) {
    const offering = offeringById.get(one.offeringId);
    const training = trainingById.get(offering?.trainingId ?? '');
    if (!offering || !training || !hasBegun(one, offering.startDate, until)) continue;
    const level = levelOf(training);
    const study: Study = {
      startDate: offering.startDate,
      steps: {
        enrolled: quarterOf(offering.startDate),
        finished: one.result?.pass === 'passed' ? inTime(one.result.resultDate, until) : null,
        stopped: one.state === 'canceled' ? inTime(one.stoppedOn, until) : null,
      },
      codes: {
        sector: training.sector,
        'learning-route': training.route,
        'education-level': level === null ? 'NO_LEVEL' : (LEVELS[level - 1] ?? 'UNKNOWN'),
        school: training.school,
      },
    };
    byAssociation.set(one.id, study);
    enrolments.push({
      steps: study.steps,
      codes: { ...study.codes, 'paid-by': one.voucher === null ? 'OTHER_MEANS' : 'VOUCHER' },
    });
  }
  return { byAssociation, enrolments };
}

/** A student began unless the offering is still to start, or the place was never or no longer theirs by then. */
function hasBegun({ role, state, stoppedOn }: Association, startDate: Day, until: Day): boolean {
  if (role !== 'student' || startDate > until) return false;
  return state === 'canceled' ? (stoppedOn ?? '') > startDate : state === 'associated';
}

function vouchersOf(world: World, { byAssociation }: Schools, until: Day): readonly TrueRecord[] {
  const guided = new Set(
    trajectoriesOf(world)
      .filter(({ startedOn }) => startedOn <= until)
      .flatMap(({ vouchers }) => vouchers.map(({ fund, number }) => `${fund} ${number}`)),
  );
  const employers = new Map(world.employers.map((one) => [one.kvk, one]));
  return world.vouchers
    .filter(({ issuedOn }) => issuedOn <= until)
    .map((voucher): TrueRecord => {
      const study = byAssociation.get(voucher.associationId ?? '');
      const employer = employers.get(voucher.employerKvk ?? '');
      return {
        steps: { ...fundSteps(voucher, until), ...study?.steps },
        codes: {
          programme: voucher.programme ?? 'UNKNOWN',
          fund: voucher.fund,
          'voucher-type': voucher.type,
          'voucher-use': voucher.use,
          requester: voucher.requestedBy,
          'employer-size': employer?.size ?? 'UNKNOWN',
          membership: membershipOf(employer),
          region: municipalityOf(voucher.municipality).labourRegion,
          situation: voucher.situation,
          coach: guided.has(`${voucher.fund} ${voucher.number}`) ? 'WITH' : 'WITHOUT',
          ...study?.codes,
          ...(study && {
            'days-to-start': classOf(daysBetween(voucher.issuedOn, study.startDate)),
          }),
        },
      };
    });
}

/** A status counts on the day it came about: the last day of validity, or the nightly run that recorded it. */
function fundSteps(voucher: Voucher, until: Day) {
  const { issuedOn, redeemedOn, expiresOn, status, changedAt } = voucher;
  return {
    issued: quarterOf(issuedOn),
    redeemed: inTime(redeemedOn, until),
    expired: status === 'EXPIRED' ? inTime(expiresOn, until) : null,
    withdrawn: status === 'WITHDRAWN' ? inTime(changedAt.slice(0, 10), until) : null,
  };
}

const membershipOf = (employer: { readonly isMember: boolean } | undefined): string =>
  employer === undefined ? 'UNKNOWN' : employer.isMember ? 'MEMBER' : 'NON_MEMBER';

function classOf(days: number): string {
  if (days >= 120) return 'FROM_120';
  if (days >= 60) return 'FROM_60';
  return days >= 30 ? 'FROM_30' : 'UNDER_30';
}

/** An employer counts once, in the quarter and the programme of its first voucher. */
function employersOf({ vouchers, employers }: World, until: Day): readonly TrueRecord[] {
  return employers.flatMap((employer): TrueRecord[] => {
    const own = vouchers
      .filter(({ employerKvk, issuedOn }) => employerKvk === employer.kvk && issuedOn <= until)
      .toSorted((one, other) => (one.issuedOn < other.issuedOn ? -1 : 1));
    const [first] = own;
    if (first === undefined) return [];
    return [
      {
        steps: { 'first-voucher': quarterOf(first.issuedOn) },
        codes: {
          programme: first.programme ?? 'UNKNOWN',
          'employer-size': employer.size,
          membership: membershipOf(employer),
        },
      },
    ];
  });
}

function trajectoryRecords(world: World, until: Day): readonly TrueRecord[] {
  return trajectoriesOf(world)
    .filter(({ startedOn }) => startedOn <= until)
    .map((one): TrueRecord => {
      const months = one.endedOn === null ? null : monthsBetween(one.startedOn, one.endedOn);
      return {
        steps: { started: quarterOf(one.startedOn), ended: inTime(one.endedOn, until) },
        codes: {
          programme: one.programme ?? 'UNKNOWN',
          'target-group': one.targetGroup,
          'kind-of-guidance': one.kind,
          region: one.region,
          voucher: one.vouchers.length > 0 ? 'WITH' : 'WITHOUT',
          outcome: ['TO_WORK', 'TO_TRAINING', 'STOPPED'].includes(one.outcome)
            ? one.outcome
            : 'UNKNOWN',
          ...(months !== null && {
            'months-to-end': months <= 6 ? 'UP_TO_6' : months <= 12 ? 'UP_TO_12' : 'OVER_12',
          }),
        },
      };
    });
}

/** Months begun between two days. */
function monthsBetween(from: Day, to: Day): number {
  const [[y1 = 0, m1 = 0, d1 = 0], [y2 = 0, m2 = 0, d2 = 0]] = [from, to].map((day) =>
    day.split('-').map(Number),
  ) as [number[], number[]];
  return (y2 - y1) * 12 + (m2 - m1) + (d2 > d1 ? 1 : 0);
}

/** The pool of 2018: a person who has its mark as a student joined, and teaches while a lecturer's offering runs. */
function poolOf({ associations, offerings }: World, until: Day): readonly TrueRecord[] {
  const offeringById = new Map(offerings.map((one) => [one.id, one]));
  const ofPool = associations.filter(({ poolNumber }) => poolNumber !== undefined);
  return ofPool
    .filter(({ role }) => role === 'student')
    .flatMap((student): TrueRecord[] => {
      const course = offeringById.get(student.offeringId);
      if (!course || !hasBegun(student, course.startDate, until)) return [];
      const lessons = ofPool
        .filter(({ role, poolNumber }) => role === 'lecturer' && poolNumber === student.poolNumber)
        .flatMap(({ offeringId }) => offeringById.get(offeringId) ?? []);
      const teachesAfter = (years: number): string | null => {
        const day = `${Number(course.startDate.slice(0, 4)) + years}${course.startDate.slice(4)}`;
        const runs = lessons.some(({ startDate, endDate }) => startDate <= day && day <= endDate);
        return runs ? inTime(day, until) : null;
      };
      return [
        {
          steps: {
            joined: quarterOf(course.startDate),
            'lecturer-after-12': teachesAfter(1),
            'lecturer-after-24': teachesAfter(2),
          },
          codes: { school: course.school },
        },
      ];
    });
}
