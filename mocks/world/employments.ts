import { addDays } from './days.ts';
import { benefitEpisodesOf } from './benefit-episodes.ts';
import { workplace } from './industries.ts';
import { createRandom } from './random.ts';
import type { Random } from './random.ts';
import type { Archetype, Day, Person, World } from './world.ts';

/** A job in the polisadministratie, which has no self-employed work. */
export interface Employment {
  readonly number: string;
  /** SBI code, and the version of the list that was in use. */
  readonly industry: string;
  readonly industryVersion: '2008' | '2025';
  readonly startedOn: Day;
  readonly endedOn: Day | null;
  readonly hoursPerWeek: number;
}

interface Job {
  readonly industry: string;
  readonly startedOn: Day;
  readonly endedOn: Day | null;
  readonly hours: number;
}

/** Days before the world's date at which a job began and ended; null while it runs. */
type FixedJob = readonly [industry: string, since: number, until: number | null, hours: number];

/** The jobs of the six archetypes. The self-employed person was employed before; the hybrid teacher has two jobs. */
const FIXED_JOBS: Readonly<Record<Archetype, readonly FixedJob[]>> = {
  'jobseeker-45-plus': [
    ['1721', 6900, 261, 38],
    ['4322', 39, null, 32],
  ],
  'status-holder': [['5320', 700, 430, 16]],
  'self-employed': [['4391', 5200, 1900, 36]],
  'job-changer': [['6419', 2900, null, 28]],
  'school-leaver': [
    ['4711', 800, 215, 12],
    ['4391', 89, null, 32],
  ],
  'hybrid-teacher': [
    ['4322', 7400, null, 28],
    ['8532', 60, null, 8],
  ],
};

/** The jobs of one person, oldest first. */
export function employmentsOf(world: World, person: Person): Employment[] {
  const random = createRandom(world.seed, `employment/${person.id}`);
  const jobs = person.archetype
    ? FIXED_JOBS[person.archetype].map((job) => jobOn(job, world.date))
    : jobsOf(world, person, random);
  return jobs
    .filter((job) => job.startedOn <= world.date)
    .map(({ industry, startedOn, endedOn, hours }) => ({
      number: `D${random.code(10)}`,
      industry,
      industryVersion: person.era === 'then' ? '2008' : '2025',
      startedOn,
      endedOn,
      hoursPerWeek: hours,
    }));
}

function jobOn([industry, since, until, hours]: FixedJob, date: Day): Job {
  return {
    industry,
    startedOn: addDays(date, -since),
    endedOn: until === null ? null : addDays(date, -until),
    hours,
  };
}

function jobsOf(world: World, person: Person, random: Random): Job[] {
  const today = person.era === 'now' ? world.date : '2018-05-01';
  if (person.employerKvk !== null) return [current(world, person.employerKvk, today, random)];
  switch (person.situation) {
    case 'JOBSEEKER':
      return aroundBenefit(world, person, random);
    case 'SELF_EMPLOYED':
      return random.chance(0.7) ? [past(addDays(today, -random.whole(400, 2500)), random)] : [];
    case 'SCHOOL_LEAVER':
      return random.chance(0.4)
        ? [{ ...past(addDays(today, -random.whole(20, 300)), random), industry: '4711', hours: 12 }]
        : [];
    case 'JOB_CHANGER':
    case 'EMPLOYED':
      return [past(addDays(today, -random.whole(10, 90)), random)];
  }
}

/** Everyone at one employer works in the same industry. */
function current({ seed }: World, kvk: string, today: Day, random: Random): Job {
  return {
    industry: workplace(createRandom(seed, `industry/${kvk}`)),
    startedOn: addDays(today, -random.whole(300, 4000)),
    endedOn: null,
    hours: random.pick([24, 32, 36, 38, 40]),
  };
}

/** WW follows a job, bijstand not always; a person who left the benefit for work has a job again. */
function aroundBenefit(world: World, person: Person, random: Random): Job[] {
  const episode = benefitEpisodesOf(world, person).at(-1);
  if (episode === undefined) return [];
  const hadJob = episode.type === 'WW' || random.chance(0.5);
  const before = hadJob ? [past(addDays(episode.startedOn, -1), random)] : [];
  if (episode.endReason !== 'WORK' || episode.endedOn === null) return before;
  const found: Job = {
    industry: workplace(random),
    startedOn: addDays(episode.endedOn, 1),
    endedOn: null,
    hours: random.pick([20, 24, 32, 36]),
  };
  return [...before, found];
}

function past(endedOn: Day, random: Random): Job {
  return {
    industry: workplace(random),
    startedOn: addDays(endedOn, -random.whole(200, 3500)),
    endedOn,
    hours: random.pick([20, 24, 32, 36, 40]),
  };
}
