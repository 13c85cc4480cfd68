import { ARCHETYPES } from './archetypes.ts';
import { addDays } from './days.ts';
import { employersThen } from './employers.ts';
import { municipalitiesIn, USUAL_MUNICIPALITIES } from './places.ts';
import { createRandom } from './random.ts';
import type { Random } from './random.ts';
import { createTestNumbers } from './test-number.ts';
import type { Benefit, Day, Employer, Person, Situation, TargetGroup } from './world.ts';

type Count = readonly [Situation, number];

const THEN_GELDERLAND: readonly Count[] = [
  ['JOBSEEKER', 240],
  ['EMPLOYED', 390],
  ['JOB_CHANGER', 100],
  ['SELF_EMPLOYED', 55],
  ['SCHOOL_LEAVER', 30],
];
const THEN_OVERIJSSEL: readonly Count[] = [
  ['JOBSEEKER', 60],
  ['EMPLOYED', 50],
  ['JOB_CHANGER', 30],
];
const NOW: readonly Count[] = [
  ['JOBSEEKER', 200],
  ['EMPLOYED', 110],
  ['JOB_CHANGER', 45],
  ['SELF_EMPLOYED', 35],
  ['SCHOOL_LEAVER', 30],
];

interface Draft {
  readonly situation: Situation;
  readonly places: readonly string[];
  readonly employers: readonly Employer[];
  readonly era: Person['era'];
}

/** The six archetypes come first, so that their numbers do not change with the scale. */
export function createPeople(
  seed: number,
  date: Day,
  scale: number,
  employers: readonly Employer[],
): readonly Person[] {
  const ordinary = draftsOf(scale, employers);
  const numbers = createTestNumbers(ARCHETYPES.length + ordinary.length);
  const six = ARCHETYPES.map((life, index) => ({
    ...life.person(date),
    bsn: numbers[index] ?? '',
  }));
  const rest = ordinary.map((draft, index) =>
    personOf(seed, date, draft, index + 1, numbers[ARCHETYPES.length + index] ?? ''),
  );
  return [...six, ...rest];
}

function draftsOf(scale: number, employers: readonly Employer[]): Draft[] {
  const gelderland = [...municipalitiesIn('PV25'), 'GM0150'];
  const then = employersThen(employers);
  // More people in the north than its share, so that its schools and programmes have vouchers too.
  const north = municipalitiesIn('PV20', 'PV21', 'PV22');
  const everywhere = [...USUAL_MUNICIPALITIES.map((place) => place.code), ...north, ...north];
  return [
    ...drafts(THEN_GELDERLAND, 1, { places: gelderland, employers: then, era: 'then' }),
    ...drafts(THEN_OVERIJSSEL, 1, {
      places: municipalitiesIn('PV23'),
      employers: then,
      era: 'then',
    }),
    ...drafts(NOW, scale, { places: everywhere, employers, era: 'now' }),
  ];
}

function drafts(counts: readonly Count[], scale: number, rest: Omit<Draft, 'situation'>): Draft[] {
  return counts.flatMap(([situation, count]) =>
    Array.from({ length: count * scale }, () => ({ ...rest, situation })),
  );
}

function personOf(seed: number, date: Day, draft: Draft, index: number, bsn: string): Person {
  const random = createRandom(seed, `person/${index}`);
  const number = String(index).padStart(4, '0');
  const today = draft.era === 'now' ? date : '2018-05-01';
  const { situation } = draft;
  const age = situation === 'SCHOOL_LEAVER' ? random.whole(17, 23) : random.whole(22, 62);
  const gender = random.weighted<Person['gender']>([
    ['M', 60],
    ['F', 36],
    ['X', 2],
    ['U', 2],
  ]);
  const isEmployed =
    situation === 'EMPLOYED' || (situation === 'JOB_CHANGER' && random.chance(0.7));
  return {
    id: `person-${number}`,
    bsn,
    name: `Synthetisch Persoon ${number}`,
    archetype: null,
    birthDate: addDays(today, -age * 365 - random.whole(0, 364)),
    gender,
    municipality: random.pick(draft.places),
    situation,
    targetGroups: groupsOf(situation, age, gender, random),
    employerKvk: isEmployed ? random.pick(draft.employers).kvk : null,
    benefit: situation === 'JOBSEEKER' ? benefitOf(today, random) : null,
    era: draft.era,
  };
}

function groupsOf(
  situation: Situation,
  age: number,
  gender: Person['gender'],
  random: Random,
): TargetGroup[] {
  const groups: TargetGroup[] = [situation];
  if (age >= 45) groups.push('AGE_45_PLUS');
  if (age < 27 && situation === 'JOBSEEKER' && random.chance(0.6)) groups.push('VULNERABLE_YOUTH');
  if (gender === 'F') groups.push('WOMEN');
  if (situation === 'JOBSEEKER' && random.chance(0.15)) groups.push('STATUS_HOLDER');
  return groups;
}

function benefitOf(today: Day, random: Random): Benefit {
  const startedOn = addDays(today, -random.whole(60, 420));
  const isOver = random.chance(0.4);
  return {
    type: random.chance(0.7) ? 'WW' : 'BIJSTAND',
    startedOn,
    endedOn: isOver ? addDays(today, -random.whole(1, 50)) : null,
  };
}
