import { addDays, nightlyRun } from './days.ts';
import { municipalityOf } from './places.ts';
import { createRandom } from './random.ts';
import type { Random } from './random.ts';
import type {
  Archetype,
  Day,
  FundId,
  Moment,
  Person,
  TargetGroup,
  Voucher,
  World,
} from './world.ts';

export const CASE_SYSTEM_IDS = ['leerwerkloket-stedenvierkant', 'vakmanschap-coaches'] as const;
export type CaseSystemId = (typeof CASE_SYSTEM_IDS)[number];

export type TrajectoryKind = 'UNEMPLOYED_TO_WORK' | 'WORK_TO_WORK' | 'GUIDANCE';
export type TrajectoryOutcome = 'TO_WORK' | 'TO_TRAINING' | 'STOPPED' | 'RUNNING' | 'UNRECORDED';

/** The guidance of a person by a labour market coach, in the records of the coach's organisation. */
export interface Trajectory {
  /** Random, unique in the case system. */
  readonly number: string;
  readonly system: CaseSystemId;
  readonly kind: TrajectoryKind;
  readonly targetGroup: TargetGroup;
  readonly programme: string | null;
  readonly region: string;
  /** The coach's number; the world has no names of coaches. */
  readonly coach: string;
  readonly startedOn: Day;
  readonly endedOn: Day | null;
  readonly outcome: TrajectoryOutcome;
  /** Only a system that may hold citizen numbers records the person. */
  readonly personId: string;
  /** The vouchers that the coach helped to request. */
  readonly vouchers: readonly { readonly fund: FundId; readonly number: string }[];
  readonly changedAt: Moment;
}

const PROGRAMME = 'gelders-vakmanschap';
/** The source says about 350 by 2019-04-11; the exact number is synthetic. */
const OF_THE_PROGRAMME = 348;
const FIRST_DAY_THEN = '2018-05-02';
const DAY_OF_THE_750TH = '2019-03-07';
const LAST_DAY_THEN = '2019-04-11';
/** Area of the Leerwerkloket; the coaches of the fund's project cover the rest of the province. */
const STEDENVIERKANT = new Set(
  'GM0200 GM0150 GM0301 GM0213 GM0232 GM0246 GM0262 GM0285 GM0193'.split(' '),
);
const COACHES: Readonly<Record<CaseSystemId, number>> = {
  'leerwerkloket-stedenvierkant': 9,
  'vakmanschap-coaches': 7,
};
/** The archetypes have the latest intake, so that they come first in a caseload. */
const LIVES_STARTED_DAYS_AGO = 150;
/** For each archetype the group, the outcome, and how many days ago the guidance ended. */
const LIVES: Readonly<
  Record<Archetype, readonly [TargetGroup, TrajectoryOutcome, endedDays: number | null]>
> = {
  'jobseeker-45-plus': ['AGE_45_PLUS', 'TO_WORK', 40],
  'status-holder': ['STATUS_HOLDER', 'RUNNING', null],
  'self-employed': ['SELF_EMPLOYED', 'TO_TRAINING', 95],
  'job-changer': ['JOB_CHANGER', 'RUNNING', null],
  'school-leaver': ['SCHOOL_LEAVER', 'TO_WORK', 90],
  'hybrid-teacher': ['AGE_45_PLUS', 'TO_TRAINING', 80],
};

/** All trajectories of both case systems: the six archetypes, those of the programme, and current ones. */
export function trajectoriesOf(world: World): readonly Trajectory[] {
  const numbers = new Set<string>();
  const people = new Map(world.people.map((person) => [person.id, person]));
  const known = { world, people, numbers };
  return [...ofTheSix(known), ...ofTheProgramme(known), ...ofToday(known)];
}

interface Known {
  readonly world: World;
  readonly people: ReadonlyMap<string, Person>;
  readonly numbers: Set<string>;
}

function ofTheSix(known: Known): Trajectory[] {
  const { world } = known;
  return world.people.flatMap((person, index) => {
    if (person.archetype === null) return [];
    const [targetGroup, outcome, endedDays] = LIVES[person.archetype];
    const vouchers = world.vouchers.filter(({ personId }) => personId === person.id);
    const startedOn = addDays(world.date, index - LIVES_STARTED_DAYS_AGO);
    const endedOn = endedDays === null ? null : addDays(world.date, -endedDays);
    return [
      {
        ...trajectoryOf(known, person, vouchers, { startedOn, programme: null }),
        system: 'leerwerkloket-stedenvierkant',
        targetGroup,
        outcome,
        endedOn,
        changedAt: nightlyRun(endedOn ?? addDays(startedOn, 30)),
      },
    ];
  });
}

/** First people with a voucher that a coach helped request, then people without one. */
function ofTheProgramme(known: Known): Trajectory[] {
  const { world, people } = known;
  const random = createRandom(world.seed, 'trajectories/programme');
  const vouchers = world.vouchers.filter(({ programme }) => programme === PROGRAMME);
  const helped = new Map<string, Voucher[]>();
  for (const voucher of vouchers.filter(isHelped)) {
    helped.set(voucher.personId, [...(helped.get(voucher.personId) ?? []), voucher]);
  }
  const others = random.shuffle(
    unique(vouchers.map(({ personId }) => personId)).filter((id) => !helped.has(id)),
  );
  const chosen = [...helped.keys(), ...others].slice(0, OF_THE_PROGRAMME);
  return chosen.flatMap((id) => {
    const person = people.get(id);
    if (!person) return [];
    const own = helped.get(id) ?? [];
    const firstIssuedOn = own.map(({ issuedOn }) => issuedOn).toSorted()[0];
    const startedOn = firstIssuedOn
      ? addDays(firstIssuedOn, -random.whole(5, 40))
      : addDays(LAST_DAY_THEN, -random.whole(20, 320));
    const about = { startedOn: startedOn < FIRST_DAY_THEN ? FIRST_DAY_THEN : startedOn };
    return [trajectoryOf(known, person, own, { ...about, programme: PROGRAMME })];
  });
}

/**
 * The sources say that the 750th voucher went to someone in a trajectory. Everyone with a voucher of that
 * day has a trajectory, so that this fact identifies no record.
 */
function isHelped({ requestedBy, issuedOn }: Voucher): boolean {
  return requestedBy === 'COACH' || issuedOn === DAY_OF_THE_750TH;
}

/** People in the area of the two systems with a current voucher that a coach helped request. */
function ofToday(known: Known): Trajectory[] {
  const { world, people } = known;
  const latest = addDays(world.date, -LIVES_STARTED_DAYS_AGO - 10);
  return world.vouchers
    .filter(({ issuedOn, requestedBy }) => issuedOn > '2021-01-01' && requestedBy === 'COACH')
    .flatMap((voucher) => {
      const person = people.get(voucher.personId);
      const startedOn = addDays(voucher.issuedOn, -12);
      const isGuided = person !== undefined && person.archetype === null && isNear(person);
      if (!isGuided || startedOn > latest) return [];
      return [trajectoryOf(known, person, [voucher], { startedOn, programme: voucher.programme })];
    });
}

function isNear({ municipality }: Person): boolean {
  return STEDENVIERKANT.has(municipality) || municipalityOf(municipality).province === 'PV25';
}

function trajectoryOf(
  { world, numbers }: Known,
  person: Person,
  vouchers: readonly Voucher[],
  { startedOn, programme }: { readonly startedOn: Day; readonly programme: string | null },
): Trajectory {
  const random = createRandom(world.seed, `trajectory/${person.id}/${programme}/${startedOn}`);
  const system = STEDENVIERKANT.has(person.municipality)
    ? 'leerwerkloket-stedenvierkant'
    : 'vakmanschap-coaches';
  const isRunning = person.era === 'now' && random.chance(0.55);
  const endedOn = isRunning ? null : addDays(startedOn, random.whole(40, 135));
  return {
    number: untakenNumber(numbers, random),
    system,
    kind: KINDS[person.situation],
    targetGroup: groupOf(person, random),
    programme,
    region: municipalityOf(person.municipality).labourRegion,
    coach: `K${String(random.whole(1, COACHES[system])).padStart(2, '0')}`,
    startedOn,
    endedOn,
    outcome: isRunning ? 'RUNNING' : outcomeOf(vouchers, random),
    personId: person.id,
    vouchers: vouchers.map(({ fund, number }) => ({ fund, number })),
    changedAt: nightlyRun(endedOn ?? addDays(startedOn, 30)),
  };
}

const KINDS: Readonly<Record<Person['situation'], TrajectoryKind>> = {
  JOBSEEKER: 'UNEMPLOYED_TO_WORK',
  SCHOOL_LEAVER: 'UNEMPLOYED_TO_WORK',
  EMPLOYED: 'WORK_TO_WORK',
  JOB_CHANGER: 'WORK_TO_WORK',
  SELF_EMPLOYED: 'GUIDANCE',
};

/** The group of a trajectory: usually the special group of the person. */
function groupOf({ targetGroups, situation }: Person, random: Random): TargetGroup {
  const special = targetGroups.filter((group) => group !== situation);
  return special.length > 0 && random.chance(0.85) ? random.pick(special) : situation;
}

function outcomeOf(vouchers: readonly Voucher[], random: Random): TrajectoryOutcome {
  if (vouchers.some(({ associationId }) => associationId !== null) && random.chance(0.6)) {
    return 'TO_TRAINING';
  }
  return random.weighted<TrajectoryOutcome>([
    ['TO_WORK', 62],
    ['TO_TRAINING', 12],
    ['STOPPED', 18],
    ['UNRECORDED', 8],
  ]);
}

function untakenNumber(taken: Set<string>, random: Random): string {
  for (;;) {
    const number = `T-${random.code(8)}`;
    if (taken.has(number)) continue;
    taken.add(number);
    return number;
  }
}

function unique<T>(list: readonly T[]): T[] {
  return [...new Set(list)];
}
