import type { LearningRoute, Sector } from '../world.ts';

/** A training in the catalogue, with comma-separated skills. */
export type TrainingRow = readonly [
  key: string,
  name: string,
  nameEnglish: string,
  sector: Sector,
  months: number,
  route: LearningRoute,
  crebo: string | null,
  isced: string,
  skills: string,
  euros: number,
];
