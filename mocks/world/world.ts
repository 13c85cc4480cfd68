/** The shape of the synthetic world: plain data that every partner system of the demo agrees on. */

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
/** Whom a scheme is for: people, and employers who ask for their staff. */
export type SchemeGroup = TargetGroup | 'EMPLOYER';
/** What a person does for a living when the story starts. */
export type Situation =
  'JOBSEEKER' | 'EMPLOYED' | 'SELF_EMPLOYED' | 'JOB_CHANGER' | 'SCHOOL_LEAVER';
export type Archetype =
  | 'jobseeker-45-plus'
  | 'status-holder'
  | 'self-employed'
  | 'job-changer'
  | 'school-leaver'
  | 'hybrid-teacher';
/** Days are `YYYY-MM-DD`, moments are `YYYY-MM-DDTHH:MM:SSZ`. */
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

/** The benefit that a person had, has, or never had (null); UWV tells it, nobody else does. */
export interface Benefit {
  readonly type: 'WW' | 'BIJSTAND';
  readonly startedOn: Day;
  readonly endedOn: Day | null;
}

export interface Person {
  /** Stable inside the world, never shown by a partner: `person-00123`, or `archetype-status-holder`. */
  readonly id: string;
  /** Passes the eleven-proof; counted down from 999999999, where no real number is given out. */
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
  /** Whether the person belongs to the years 2018–2020 or to the time around the world's date. */
  readonly era: 'then' | 'now';
}

export interface Employer {
  readonly kvk: string;
  readonly size: EmployerSize;
  readonly staff: number;
  readonly municipality: string;
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
  /** The sum of its vouchers that are issued or redeemed. */
  readonly committedCents: number;
  readonly changedAt: Moment;
}

export interface Voucher {
  /** Random-looking, unique inside the fund, and never an ordinal. */
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
  /** Only the world knows the holder; a fund never does. */
  readonly personId: string;
  /** The enrolment that it paid for, when it was redeemed. */
  readonly associationId: string | null;
  readonly changedAt: Moment;
}

/** What a fund paid to a school for a redeemed voucher; the newest redemptions are not declared yet. */
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
  /** Whether the school answers a question about people by number (our extension, not OOAPI). */
  readonly hasPersonLookup: boolean;
}

export type LearningRoute = 'BBL' | 'BOL' | 'DERDE_LEERWEG' | 'SHORT_COURSE' | 'DISTANCE';

/** A program or course of a school. */
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

/** A person at an offering: OOAPI's association, our enrolment. */
export interface Association {
  readonly id: string;
  readonly school: SchoolId;
  readonly personId: string;
  readonly offeringId: string;
  readonly role: 'student' | 'lecturer' | 'teaching assistant';
  /** OOAPI's words; one school sends a word that the standard does not have. */
  readonly state: string;
  readonly result: AssociationResult | null;
  readonly voucher: { readonly fund: FundId; readonly number: string } | null;
}

export interface AssociationResult {
  readonly state: 'in progress' | 'completed' | 'postponed';
  readonly pass: 'unknown' | 'passed' | 'failed';
  readonly resultDate: Day | null;
}

/** Everything that the partner systems of the demo know, each part made when it is first read. */
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

/** What decides a world: two worlds of the same settings are the same. */
export interface WorldSettings {
  readonly seed?: number;
  readonly date: Day;
  /** Multiplies people, current vouchers and offerings; the 850 of Gelders Vakmanschap stay 850. */
  readonly scale?: number;
}
