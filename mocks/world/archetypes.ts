import { addDays } from './days.ts';
import type { Archetype, Day, FundId, Person, SchoolId } from './world.ts';

/** One of the six archetypes: the person, and the training and scheme of their story. */
export interface ArchetypeLife {
  readonly archetype: Archetype;
  readonly school: SchoolId;
  readonly trainingCode: string;
  readonly fund: FundId;
  readonly schemeId: string;
  readonly role: 'student' | 'teaching assistant';
  person(date: Day): Omit<Person, 'bsn'>;
}

type Details = Omit<
  Person,
  'bsn' | 'id' | 'archetype' | 'era' | 'birthDate' | 'employerKvk' | 'benefit'
> & {
  readonly age: number;
  /** Days before the world's date at which the benefit started and ended (null: it continues). */
  readonly benefit:
    readonly [type: 'WW' | 'BIJSTAND', sinceDays: number, endedDays: number | null] | null;
  readonly employerKvk?: string;
};

/** One person for each group that the sources name; their ids are the same in every world. */
export const ARCHETYPES: readonly ArchetypeLife[] = [
  life('jobseeker-45-plus', 'aventus', 'INST', 'otib', 'NU-ZW', 'student', {
    name: 'Synthetisch Persoon A1',
    age: 52,
    gender: 'M',
    municipality: 'GM0200',
    situation: 'JOBSEEKER',
    targetGroups: ['JOBSEEKER', 'AGE_45_PLUS'],
    benefit: ['WW', 260, 40],
  }),
  life('status-holder', 'techniek-academie', 'ALLR', 'oom', 'seek-now', 'student', {
    name: 'Synthetisch Persoon A2',
    age: 31,
    gender: 'M',
    municipality: 'GM0243',
    situation: 'JOBSEEKER',
    targetGroups: ['JOBSEEKER', 'STATUS_HOLDER'],
    benefit: ['BIJSTAND', 400, null],
  }),
  life('self-employed', 'aventus', 'KZON', 'otib', 'NU-ZZP', 'student', {
    name: 'Synthetisch Persoon A3',
    age: 44,
    gender: 'F',
    municipality: 'GM0301',
    situation: 'SELF_EMPLOYED',
    targetGroups: ['SELF_EMPLOYED', 'WOMEN'],
    benefit: null,
  }),
  life('job-changer', 'saxion', 'HICT', 'a-en-o-metalektro', 'wendbaarheid-now', 'student', {
    name: 'Synthetisch Persoon A4',
    age: 36,
    gender: 'F',
    municipality: 'GM0150',
    situation: 'JOB_CHANGER',
    targetGroups: ['JOB_CHANGER', 'WOMEN'],
    benefit: null,
  }),
  life('school-leaver', 'alfa-college', 'TIMM', 'oomt', 'NU-NOORD', 'student', {
    name: 'Synthetisch Persoon A5',
    age: 19,
    gender: 'M',
    municipality: 'GM0014',
    situation: 'SCHOOL_LEAVER',
    targetGroups: ['SCHOOL_LEAVER'],
    benefit: ['BIJSTAND', 210, 90],
  }),
  life('hybrid-teacher', 'techniek-academie', 'KDOC', 'otib', 'NU-WT', 'teaching assistant', {
    name: 'Synthetisch Persoon A6',
    age: 48,
    gender: 'M',
    municipality: 'GM0233',
    situation: 'EMPLOYED',
    targetGroups: ['EMPLOYED', 'AGE_45_PLUS'],
    benefit: null,
  }),
];

function life(
  archetype: Archetype,
  school: SchoolId,
  trainingCode: string,
  fund: FundId,
  schemeId: string,
  role: ArchetypeLife['role'],
  details: Details,
): ArchetypeLife {
  const { age, benefit, ...rest } = details;
  return {
    archetype,
    school,
    trainingCode,
    fund,
    schemeId,
    role,
    person: (date) => ({
      employerKvk: null,
      ...rest,
      id: `archetype-${archetype}`,
      archetype,
      era: 'now',
      birthDate: addDays(date, -age * 365 - 120),
      benefit: benefit && {
        type: benefit[0],
        startedOn: addDays(date, -benefit[1]),
        endedOn: benefit[2] === null ? null : addDays(date, -benefit[2]),
      },
    }),
  };
}
