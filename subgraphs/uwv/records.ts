import type { BenefitEndReason, BenefitType, Code } from '../../schema/generated/uwv.ts';
import type { Sector } from '../../core/sectors/sectors.ts';

/** A period on benefit; the record does not name the person. */
export interface BenefitRecord {
  readonly partner: string;
  /** UWV's own number of the period. */
  readonly number: string;
  readonly type: BenefitType;
  readonly startedOn: string;
  readonly endedOn: string | null;
  readonly endReason: BenefitEndReason | null;
  readonly changedAt: string | null;
}

/** A job in the polisadministratie, without the employer's name. */
export interface EmploymentRecord {
  readonly partner: string;
  readonly number: string;
  readonly sector: Sector | null;
  readonly industry: Code | null;
  readonly startedOn: string;
  readonly endedOn: string | null;
  readonly hoursPerWeek: number | null;
  readonly changedAt: string | null;
}

/** What a job seeker offers and looks for. */
export interface ProfileRecord {
  readonly partner: string;
  readonly availableFrom: string | null;
  readonly hoursPerWeekMin: number | null;
  readonly hoursPerWeekMax: number | null;
  readonly workAndThinkingLevel: number | null;
  readonly occupations: readonly string[];
  readonly sectors: readonly Sector[];
  readonly skills: readonly Code[];
  readonly maxTravelMinutes: number | null;
  /** CBS code of the municipality. */
  readonly municipality: string | null;
  readonly changedAt: string | null;
}

/** What UWV tells for statistics about a person, on one day. */
export interface CountedPerson {
  readonly number: string;
  /** Whether a benefit runs or all have ended; null for a person without one, or where UWV says something else. */
  readonly benefit: 'ON_BENEFIT' | 'LEFT' | null;
  /** Whether a job is in technology; null without a job. */
  readonly work: 'IN_TECHNOLOGY' | 'ELSEWHERE' | null;
}

/** The parts of a person's file; each is requested only when a field needs it. */
export type PersonPart = 'profile' | 'benefits' | 'employments';

/** The requested parts of one person's file; other parts are empty. */
export interface PersonRecord {
  readonly profile: ProfileRecord | null;
  readonly benefits: readonly BenefitRecord[];
  readonly employments: readonly EmploymentRecord[];
}
