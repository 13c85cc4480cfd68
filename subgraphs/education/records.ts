import type { Narrowed } from '../kit/mapping/narrowed-list.ts';
import type {
  Code,
  EnrolmentRole,
  EnrolmentStatus,
  LearningRoute,
} from '../../schema/generated/education.ts';
import type { Sector } from '../../core/sectors/sectors.ts';

/** The level of the diploma to which a training leads, as the registry of statistics names it. */
export type EducationLevel = 'MBO_1_2' | 'MBO_3_4' | 'HBO' | 'NO_LEVEL';

/** That a programme pays for a training, wholly or in part, and for whom. */
export interface Funding {
  /** Null where the school names only unknown groups: then it is for nobody. */
  readonly targetGroups: Narrowed;
  /** What the participant pays; null where the school does not say. */
  readonly ownContributionEuro: number | null;
}

/** A program or course of a school. */
export interface TrainingRecord {
  /** Trainings and offerings are public, and so are their ids. */
  readonly id: string;
  readonly partner: string;
  /** OOAPI `programId` or `courseId`. */
  readonly key: string;
  readonly name: string;
  readonly description: string | null;
  readonly sector: Sector | null;
  readonly durationMonths: number | null;
  readonly route: LearningRoute;
  /** Null where the school does not say, or another level. */
  readonly level: EducationLevel | null;
  readonly qualification: Code | null;
  readonly skills: readonly Code[];
  /** Its page at the school. */
  readonly link: string | null;
  /** Null where the school does not mark it as funded. */
  readonly funding: Funding | null;
  /** The names of employers that take part; null where the school does not say, empty where it names none. */
  readonly employers: readonly string[] | null;
  /** Null where the school does not say. */
  readonly jobOffered: boolean | null;
}

/** One moment at which a training starts. */
export interface OfferingRecord {
  readonly id: string;
  readonly partner: string;
  /** OOAPI `offeringId`. */
  readonly key: string;
  readonly trainingKey: string | null;
  readonly startDate: string | null;
  readonly endDate: string | null;
  readonly enrolFrom: string | null;
  readonly enrolUntil: string | null;
  /** False where the school gives a period that is impossible, so that one cannot say when it is open. */
  readonly isEnrolmentKnown: boolean;
  /** CBS code of the municipality of the city in the address. */
  readonly municipality: string | null;
  readonly seatsLeft: number | null;
  readonly price: { readonly amount: number; readonly currency: string } | null;
}

/** A participation in an offering; the record does not name the participant. */
export interface EnrolmentRecord {
  readonly partner: string;
  /** OOAPI `associationId`. */
  readonly key: string;
  /** As the school sends it with the enrolment; it names the training. */
  readonly offering: OfferingRecord | null;
  readonly role: EnrolmentRole;
  readonly status: EnrolmentStatus;
  /** The school's own code, kept because it may be unknown to us. */
  readonly statusCode: string | null;
  readonly endedOn: string | null;
  readonly passed: boolean | null;
  /** The voucher that paid for it, by the fund that issued it. */
  readonly voucher: { readonly fund: string; readonly number: string } | null;
}

/** An enrolment in a list for statistics, which the graph does not give. */
export interface Participation extends Omit<EnrolmentRecord, 'offering'> {
  /** OOAPI `offeringId`; null where the list does not say. */
  readonly offeringKey: string | null;
  /** The day on which the school recorded that it was cancelled. */
  readonly stoppedOn: string | null;
  /** The number of a participant in the pool of technical teachers. */
  readonly poolNumber: string | null;
  /** The citizen number; null where it was not asked for, and at a school that does not give it. */
  readonly number: string | null;
}
