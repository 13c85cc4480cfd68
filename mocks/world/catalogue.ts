import { COURSES } from './catalogue/courses.ts';
import { HBO_PROGRAMS } from './catalogue/hbo-programs.ts';
import { MBO_PROGRAMS } from './catalogue/mbo-programs.ts';
import type { TrainingRow } from './catalogue/training-row.ts';
import type { LearningRoute, Sector, Training } from './world.ts';

/** A training that several schools can offer; crebo-like codes are invented (they start with 99). */
export interface CatalogueEntry {
  readonly key: string;
  readonly level: 'mbo' | 'hbo';
  readonly form: Training['form'];
  readonly name: string;
  readonly nameEnglish: string;
  readonly sector: Sector;
  readonly months: number;
  readonly route: LearningRoute;
  readonly crohoCreboCode: string | null;
  readonly fieldOfStudy: string;
  readonly skills: readonly string[];
  readonly priceCents: number;
}

/** All trainings that the schools of the demo can offer. */
export const CATALOGUE: readonly CatalogueEntry[] = [
  ...MBO_PROGRAMS.map((row) => entryOf(row, 'mbo', 'program')),
  ...HBO_PROGRAMS.map((row) => entryOf(row, 'hbo', 'program')),
  ...COURSES.map((row) => entryOf(row, 'mbo', 'course')),
];

function entryOf(
  row: TrainingRow,
  level: CatalogueEntry['level'],
  form: Training['form'],
): CatalogueEntry {
  const [key, name, nameEnglish, sector, months, route, crebo, isced, skills, euros] = row;
  return {
    key,
    level,
    form,
    name,
    nameEnglish,
    sector,
    months,
    route,
    crohoCreboCode: crebo,
    fieldOfStudy: isced,
    skills: skills.split(','),
    priceCents: euros * 100,
  };
}
