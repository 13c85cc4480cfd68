import type { LearningRoute, Sector } from '../world.ts';

/** A training as the catalogue writes it down; its skills are parted by commas. */
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
