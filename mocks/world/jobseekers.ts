import { addDays, nightlyRun } from './days.ts';
import { preferredJob } from './industries.ts';
import { createRandom } from './random.ts';
import type { Archetype, Day, Moment, Person, World } from './world.ts';

/** A registered job seeker, with skills and preferences. */
export interface Jobseeker {
  /** UWV's registration number, in order of registration. */
  readonly registration: string;
  readonly person: Person;
  readonly availableFrom: Day;
  readonly hoursMin: number;
  readonly hoursMax: number;
  /** 0 to 7, from the code list of the matching standard. */
  readonly level: number;
  readonly occupations: readonly string[];
  readonly industries: readonly string[];
  readonly skills: readonly string[];
  readonly travelMinutes: number;
  /** In the register of people with a work disability. UWV's system sends it; the subgraph never reads it. */
  readonly isInTargetRegister: boolean;
  readonly changedAt: Moment;
}

/** The preferences of the archetypes follow from the training in their story. */
const PREFERENCES: Partial<Record<Archetype, ReturnType<typeof preferredJob>>> = {
  'jobseeker-45-plus': { code: '4322', occupation: 'Monteur warmtepompen' },
  'status-holder': { code: '2511', occupation: 'Lasser' },
};

/**
 * Current job seekers with a benefit, in order of registration. People with a complete story (a benefit, an enrolment,
 * and a voucher redeemed for it) are spread evenly over the list, the six archetypes first.
 */
export function jobseekersOf(world: World): readonly Jobseeker[] {
  const seeking = world.people.filter(
    ({ era, situation, benefit }) => era === 'now' && situation === 'JOBSEEKER' && benefit !== null,
  );
  const lives = seeking.filter(({ archetype }) => archetype !== null);
  const ordinary = seeking.filter(({ archetype }) => archetype === null);
  const whole = peopleWithCompleteStory(world);
  const ordered = [
    ...lives,
    ...spread(
      ordinary.filter(({ id }) => whole.has(id)),
      ordinary.filter(({ id }) => !whole.has(id)),
    ),
  ];
  const numberOf = registrationNumbers(world.seed);
  return ordered.map((person, index) => jobseekerOf(world, person, numberOf(index)));
}

/** People with a voucher enrolment at a school with person lookup, so that all partners can be queried for them. */
function peopleWithCompleteStory({ schools, associations, people }: World): ReadonlySet<string> {
  const withLookup = new Set(schools.filter((one) => one.hasPersonLookup).map(({ id }) => id));
  const enrolled = new Set(
    associations
      .filter(({ voucher, school }) => voucher !== null && withLookup.has(school))
      .map(({ personId }) => personId),
  );
  return new Set(
    people.filter(({ id, benefit }) => benefit !== null && enrolled.has(id)).map(({ id }) => id),
  );
}

/** Merges two lists, each spread evenly and in its own order. */
function spread<T>(some: readonly T[], others: readonly T[]): T[] {
  const placed = [some, others].flatMap((list) =>
    list.map((item, index) => ({ item, place: (index + 0.5) / list.length })),
  );
  return placed.toSorted((one, other) => one.place - other.place).map(({ item }) => item);
}

/** Increasing with irregular gaps, so that a number reveals neither a count nor a person. */
function registrationNumbers(seed: number): (index: number) => string {
  return (index) => {
    const gap = createRandom(seed, `registration/${index}`).whole(0, 96);
    return `WZ${String(4_000_000 + index * 97 + gap)}`;
  };
}

function jobseekerOf(world: World, person: Person, registration: string): Jobseeker {
  const random = createRandom(world.seed, `jobseeker/${person.id}`);
  const fixed = person.archetype && PREFERENCES[person.archetype];
  const preferences = fixed
    ? [fixed]
    : Array.from({ length: random.whole(1, 2) }, () => preferredJob(random));
  const hoursMin = random.pick([16, 20, 24, 32]);
  return {
    registration,
    person,
    availableFrom: addDays(world.date, fixed ? -30 : random.whole(-120, 75)),
    hoursMin,
    hoursMax: hoursMin + random.pick([4, 8]),
    level: random.weighted([
      [1, 12],
      [2, 26],
      [3, 28],
      [4, 22],
      [6, 12],
    ]),
    occupations: unique(preferences.map(({ occupation }) => occupation)),
    industries: unique(preferences.map(({ code }) => code)),
    skills: skillsOf(world, preferences[0]?.code ?? '', random.whole(1, 3)),
    travelMinutes: random.pick([20, 30, 45, 60]),
    isInTargetRegister: random.chance(0.1),
    changedAt: nightlyRun(addDays(world.date, -random.whole(2, 60))),
  };
}

/** Skills with the names that trainings use too. */
function skillsOf({ seed, trainings }: World, industry: string, count: number): readonly string[] {
  const all = unique(trainings.flatMap(({ skills }) => skills)).toSorted();
  return createRandom(seed, `skills/${industry}/${count}`).shuffle(all).slice(0, count);
}

function unique<T>(list: readonly T[]): T[] {
  return [...new Set(list)];
}
