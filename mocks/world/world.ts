/** Types of the synthetic world: the data from which all partner systems of the demo make their records. */

export const FUND_IDS = ['otib', 'oom', 'oomt', 'a-en-o-metalektro'] as const;
export type FundId = (typeof FUND_IDS)[number];

export const SCHOOL_IDS = [
  'aventus',
  'saxion',
  'techniek-academie',
  'smart-makers-academy',
  'noorderpoort',
  'alfa-college',
  'drenthe-college',
  'firda',
] as const;
export type SchoolId = (typeof SCHOOL_IDS)[number];

export type Sector =
  | 'TECHNIEK'
  | 'INSTALLATION_TECHNOLOGY'
  | 'CONSTRUCTION'
  | 'CARE'
  | 'ICT'
  | 'MANUFACTURING'
  | 'ENERGY_TRANSITION'
  | 'EDUCATION';
export type VoucherType =
  | 'SEEKING_WORK_IN_TECH'
  | 'WORKING_IN_TECH'
  | 'RETRAINING_INTO_TECH'
  | 'SELF_EMPLOYED_IN_TECH'
  | 'ORIENTATION'
  | 'TRAINING'
  | 'SUPPORT'
  | 'GENERIC';
export type VoucherUse = 'TRAINING' | 'ORIENTATION' | 'GUIDANCE';
export type VoucherStatus = 'ISSUED' | 'REDEEMED' | 'EXPIRED' | 'WITHDRAWN';
export type Requester = 'PERSON' | 'EMPLOYER' | 'COACH';
export type EmployerSize = 'MICRO' | 'SMALL' | 'MEDIUM' | 'LARGE';
export type TargetGroup =
  | 'JOBSEEKER'
  | 'EMPLOYED'
  | 'SELF_EMPLOYED'
  | 'JOB_CHANGER'
  | 'SCHOOL_LEAVER'
  | 'VULNERABLE_YOUTH'
  | 'AGE_45_PLUS'
  | 'STATUS_HOLDER'
  | 'WOMEN';
/** Target groups of a scheme: people, and employers who apply for their staff. */
export type SchemeGroup = TargetGroup | 'EMPLOYER';
/** The situation of a person when the story starts. */
export type Situation =
  'JOBSEEKER' | 'EMPLOYED' | 'SELF_EMPLOYED' | 'JOB_CHANGER' | 'SCHOOL_LEAVER';
export type Archetype =
  | 'jobseeker-45-plus'
  | 'status-holder'
  | 'self-employed'
  | 'job-changer'
  | 'school-leaver'
  | 'hybrid-teacher';
/** `Day` is `YYYY-MM-DD`, `Moment` is `YYYY-MM-DDTHH:MM:SSZ`. */
export type Day = string;
export type Moment = string;

export interface Municipality {
  /** Code of CBS, such as `GM0200`. */
  readonly code: string;
  readonly name: string;
  readonly province: string;
  readonly labourRegion: string;
  readonly postalCode: string;
}

/** The benefit of a person, only in the records of UWV; null without one. */
export interface Benefit {
  readonly type: 'WW' | 'BIJSTAND';
  readonly startedOn: Day;
  readonly endedOn: Day | null;
}

export interface Person {
  /** Stable in the world, never in a partner's records: `person-00123`, or `archetype-status-holder`. */
  readonly id: string;
  /** Passes the elfproef; counted down from 999999999, where no real numbers are. */
  readonly bsn: string;
  readonly name: string;
  readonly archetype: Archetype | null;
  readonly birthDate: Day;
  readonly gender: 'M' | 'F' | 'X' | 'U';
  readonly municipality: string;
  readonly situation: Situation;
  readonly targetGroups: readonly TargetGroup[];
  readonly employerKvk: string | null;
  readonly benefit: Benefit | null;
  /** `then` for 2018–2020, `now` for the time around the world's date. */
  readonly era: 'then' | 'now';
}

export interface Employer {
  readonly kvk: string;
  readonly size: EmployerSize;
  readonly staff: number;
  readonly municipality: string;
  /** Whether it is a member of the fund of its sector. */
  readonly isMember: boolean;
}

export interface Scheme {
  /** Unique inside the fund. */
  readonly id: string;
  readonly fund: FundId;
  readonly name: string;
  readonly programme: string | null;
  readonly type: VoucherType;
  readonly uses: readonly VoucherUse[];
  readonly sectors: readonly Sector[];
  /** Codes of regions, such as `PV25` or `AM06`. */
  readonly regions: readonly string[];
  readonly targetGroups: readonly SchemeGroup[];
  readonly maxMonths: number | null;
  readonly opensOn: Day;
  readonly closesOn: Day | null;
  /** A round amount, as funds publish them. */
  readonly budgetCents: number;
  /** The sum of its issued and redeemed vouchers. */
  readonly committedCents: number;
  /** The most that one of its vouchers can be worth; invented, like the amounts themselves. */
  readonly maximumCents: number;
  /** Null for a scheme of 2018 and 2019, of which no page is left. */
  readonly applyAt: string | null;
  readonly contact: string | null;
  readonly changedAt: Moment;
}

export interface Voucher {
  /** Random, unique in the fund, and not a sequence number. */
  readonly number: string;
  readonly fund: FundId;
  readonly schemeId: string;
  readonly programme: string | null;
  readonly type: VoucherType;
  readonly use: VoucherUse;
  readonly status: VoucherStatus;
  readonly issuedOn: Day;
  readonly expiresOn: Day;
  readonly redeemedOn: Day | null;
  readonly amountCents: number;
  readonly requestedBy: Requester;
  readonly municipality: string;
  readonly provider: SchoolId | null;
  readonly employerKvk: string | null;
  /** The holder, which is not in the records of a fund. */
  readonly personId: string;
  /** That of the holder when it was issued. */
  readonly situation: Situation;
  /** The enrolment that it paid for; only when redeemed. */
  readonly associationId: string | null;
  readonly changedAt: Moment;
}

/** A payment of a fund to a school for a redeemed voucher; the latest redemptions are not declared yet. */
export interface Declaration {
  readonly number: number;
  readonly fund: FundId;
  readonly voucherNumber: string;
  readonly school: SchoolId;
  readonly associationId: string;
  readonly amountCents: number;
  readonly filedOn: Day;
}

export interface School {
  readonly id: SchoolId;
  readonly name: string;
  readonly organizationId: string;
  readonly level: 'mbo' | 'hbo';
  readonly municipalities: readonly string[];
  /** Whether the school offers our extensions of OOAPI: lookup by citizen number, and all associations in one list. */
  readonly hasPersonLookup: boolean;
}

export type LearningRoute = 'BBL' | 'BOL' | 'DERDE_LEERWEG' | 'SHORT_COURSE' | 'DISTANCE';

/** A programme or course of a school. */
export interface Training {
  readonly id: string;
  readonly school: SchoolId;
  readonly form: 'program' | 'course';
  readonly code: string;
  readonly name: string;
  readonly nameEnglish: string;
  readonly sector: Sector;
  readonly months: number;
  readonly route: LearningRoute;
  readonly crohoCreboCode: string | null;
  /** ISCED-F 2013, four digits. */
  readonly fieldOfStudy: string;
  readonly skills: readonly string[];
  readonly priceCents: number;
  readonly municipalities: readonly string[];
}

export interface Offering {
  readonly id: string;
  readonly trainingId: string;
  readonly school: SchoolId;
  readonly code: string;
  readonly startDate: Day;
  readonly endDate: Day;
  readonly municipality: string;
  readonly maxStudents: number;
  readonly enrolledStudents: number;
  readonly pendingStudents: number;
  readonly priceCents: number;
}

/** A person at an offering: an association in OOAPI, an enrolment in the schema. */
export interface Association {
  readonly id: string;
  readonly school: SchoolId;
  readonly personId: string;
  readonly offeringId: string;
  readonly role: 'student' | 'lecturer' | 'teaching assistant';
  readonly state: AssociationState;
  readonly result: AssociationResult | null;
  readonly voucher: { readonly fund: FundId; readonly number: string } | null;
  /** The day on which the school recorded that it was cancelled. */
  readonly stoppedOn?: Day;
  /** The number that the pool of technical teachers gave to its participant, who learns or teaches here. */
  readonly poolNumber?: string;
}

/** The states of OOAPI v5. */
export type AssociationState = 'pending' | 'canceled' | 'denied' | 'associated' | 'queued';

export interface AssociationResult {
  readonly state: 'in progress' | 'completed' | 'postponed';
  readonly pass: 'unknown' | 'passed' | 'failed';
  readonly resultDate: Day | null;
}

/** The synthetic world; each part is created when it is first read. */
export interface World {
  readonly seed: number;
  readonly date: Day;
  readonly scale: number;
  readonly municipalities: readonly Municipality[];
  readonly schools: readonly School[];
  readonly people: readonly Person[];
  readonly employers: readonly Employer[];
  readonly schemes: readonly Scheme[];
  readonly vouchers: readonly Voucher[];
  readonly declarations: readonly Declaration[];
  readonly trainings: readonly Training[];
  readonly offerings: readonly Offering[];
  readonly associations: readonly Association[];
}

/** The settings of a world: worlds with the same settings are equal. */
export interface WorldSettings {
  readonly seed?: number;
  readonly date: Day;
  /** Multiplies people, current vouchers and offerings; the 850 of Gelders Vakmanschap stay 850. */
  readonly scale?: number;
  /** At least so many people: there are more students without a voucher where the scale has fewer. */
  readonly people?: number;
}
