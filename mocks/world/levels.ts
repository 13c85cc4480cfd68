import { HBO_PROGRAMS } from './catalogue/hbo-programs.ts';
import type { Training } from './world.ts';

/** The level of a diploma: 1 to 4 in mbo, 5 for an associate degree; null for a course, which gives none. */
export type DiplomaLevel = 1 | 2 | 3 | 4 | 5 | null;

const HBO_CODES: ReadonlySet<string> = new Set(HBO_PROGRAMS.map(([code]) => code));
const ASSOCIATE_DEGREE = 5;
const USUAL_IN_MBO = 3;
/** By the code of the training; invented, like the trainings. */
const OTHERS_IN_MBO: Readonly<Record<string, DiplomaLevel>> = {
  HELP: 2,
  LASS: 2,
  ALLR: 2,
  WARM: 2,
  MECH: 4,
  SOFT: 4,
};

/** The level of the diploma that a training leads to. */
export function levelOf({ form, code }: Pick<Training, 'form' | 'code'>): DiplomaLevel {
  if (form === 'course') return null;
  return HBO_CODES.has(code) ? ASSOCIATE_DEGREE : (OTHERS_IN_MBO[code] ?? USUAL_IN_MBO);
}
