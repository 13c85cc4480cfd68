// Written by `npm run types` from the SDL; not to be edited by hand.
export type Maybe<T> = T | null | undefined;
export type InputMaybe<T> = T | null;
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string };
  String: { input: string; output: string };
  Boolean: { input: boolean; output: boolean };
  Int: { input: number; output: number };
  Float: { input: number; output: number };
  Date: { input: string; output: string };
  DateTime: { input: string; output: string };
  Decimal: { input: number; output: number };
  URL: { input: string; output: string };
};

export type PageInfo = {
  readonly hasNextPage: Scalars['Boolean']['output'];
  readonly endCursor?: Maybe<Scalars['String']['output']>;
};

export type Money = {
  readonly amount: Scalars['Decimal']['output'];
  readonly currency: Scalars['String']['output'];
};

export type Provenance = {
  readonly partner: Scalars['ID']['output'];
  readonly asOf?: Maybe<Scalars['DateTime']['output']>;
  readonly synthetic: Scalars['Boolean']['output'];
};

export type Code = {
  readonly scheme: Scalars['String']['output'];
  readonly code: Scalars['ID']['output'];
};

export type RegionInput = {
  readonly kind?: InputMaybe<RegionKind>;
  readonly code?: InputMaybe<Scalars['ID']['input']>;
  readonly name?: InputMaybe<Scalars['String']['input']>;
};

export const RegionKind = {
  GEMEENTE: 'GEMEENTE',
  PROVINCIE: 'PROVINCIE',
  ARBEIDSMARKTREGIO: 'ARBEIDSMARKTREGIO',
  LANDSDEEL: 'LANDSDEEL',
  COOPERATION: 'COOPERATION',
} as const;

export type RegionKind = (typeof RegionKind)[keyof typeof RegionKind];
export const Sector = {
  TECHNIEK: 'TECHNIEK',
  INSTALLATION_TECHNOLOGY: 'INSTALLATION_TECHNOLOGY',
  CONSTRUCTION: 'CONSTRUCTION',
  CARE: 'CARE',
  ICT: 'ICT',
  MANUFACTURING: 'MANUFACTURING',
  PAPER_AND_BOARD: 'PAPER_AND_BOARD',
  AVIATION: 'AVIATION',
  ENERGY_TRANSITION: 'ENERGY_TRANSITION',
  EDUCATION: 'EDUCATION',
  OTHER: 'OTHER',
} as const;

export type Sector = (typeof Sector)[keyof typeof Sector];
export const InstrumentKind = {
  VOUCHER: 'VOUCHER',
  SUBSIDY: 'SUBSIDY',
  FUNDED_TRAINING: 'FUNDED_TRAINING',
  GUIDANCE: 'GUIDANCE',
} as const;

export type InstrumentKind = (typeof InstrumentKind)[keyof typeof InstrumentKind];
export const InstrumentStatus = {
  OPEN: 'OPEN',
  EXHAUSTED: 'EXHAUSTED',
  CLOSED: 'CLOSED',
} as const;

export type InstrumentStatus = (typeof InstrumentStatus)[keyof typeof InstrumentStatus];
export type Instrument = {
  readonly id: Scalars['ID']['output'];
  readonly kind: InstrumentKind;
  readonly name?: Maybe<Scalars['String']['output']>;
  readonly status?: Maybe<InstrumentStatus>;
  readonly why?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  readonly opensOn?: Maybe<Scalars['Date']['output']>;
  readonly closesOn?: Maybe<Scalars['Date']['output']>;
  readonly budgetLeftPercent?: Maybe<Scalars['Int']['output']>;
  readonly maximum?: Maybe<Money>;
  readonly applyAt?: Maybe<Scalars['URL']['output']>;
  readonly provenance?: Maybe<Provenance>;
};

export const PartnerState = {
  ANSWERING: 'ANSWERING',
  SLOW: 'SLOW',
  SILENT: 'SILENT',
  PAUSED: 'PAUSED',
} as const;

export type PartnerState = (typeof PartnerState)[keyof typeof PartnerState];
export type Partner = {
  readonly id: Scalars['ID']['output'];
  readonly name?: Maybe<Scalars['String']['output']>;
  readonly state?: Maybe<PartnerState>;
  readonly fault?: Maybe<Scalars['String']['output']>;
  readonly lastAnswerAt?: Maybe<Scalars['DateTime']['output']>;
  readonly p99Ms?: Maybe<Scalars['Int']['output']>;
};

export type Query = {
  readonly training?: Maybe<Training>;
  readonly trainings?: Maybe<TrainingConnection>;
};

export type QuerytrainingArgs = {
  id: Scalars['ID']['input'];
};

export type QuerytrainingsArgs = {
  filter?: InputMaybe<TrainingFilter>;
  first?: Scalars['Int']['input'];
  after?: InputMaybe<Scalars['String']['input']>;
};

export type TrainingFilter = {
  readonly q?: InputMaybe<Scalars['String']['input']>;
  readonly sectors?: InputMaybe<ReadonlyArray<Sector>>;
  readonly region?: InputMaybe<RegionInput>;
  readonly maxMonths?: InputMaybe<Scalars['Int']['input']>;
  readonly freeSeatsOn?: InputMaybe<Scalars['Date']['input']>;
  readonly providers?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  readonly routes?: InputMaybe<ReadonlyArray<LearningRoute>>;
  readonly skills?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
};

export const LearningRoute = {
  BBL: 'BBL',
  BOL: 'BOL',
  DERDE_LEERWEG: 'DERDE_LEERWEG',
  SHORT_COURSE: 'SHORT_COURSE',
  DISTANCE: 'DISTANCE',
  UNKNOWN: 'UNKNOWN',
} as const;

export type LearningRoute = (typeof LearningRoute)[keyof typeof LearningRoute];
export type TrainingConnection = {
  readonly edges: ReadonlyArray<TrainingEdge>;
  readonly nodes: ReadonlyArray<Training>;
  readonly pageInfo: PageInfo;
};

export type TrainingEdge = {
  readonly cursor: Scalars['String']['output'];
  readonly node: Training;
};

export type Training = {
  readonly id: Scalars['ID']['output'];
  readonly name?: Maybe<Scalars['String']['output']>;
  readonly description?: Maybe<Scalars['String']['output']>;
  readonly sector?: Maybe<Sector>;
  readonly durationMonths?: Maybe<Scalars['Int']['output']>;
  readonly route?: Maybe<LearningRoute>;
  readonly qualification?: Maybe<Code>;
  readonly skills?: Maybe<ReadonlyArray<Code>>;
  readonly provider?: Maybe<Organisation>;
  readonly employers?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  readonly jobOffered?: Maybe<Scalars['Boolean']['output']>;
  readonly offerings?: Maybe<ReadonlyArray<TrainingOffering>>;
  readonly provenance?: Maybe<Provenance>;
};

export type TrainingofferingsArgs = {
  openOn?: InputMaybe<Scalars['Date']['input']>;
};

export type TrainingOffering = {
  readonly id: Scalars['ID']['output'];
  readonly startDate?: Maybe<Scalars['Date']['output']>;
  readonly endDate?: Maybe<Scalars['Date']['output']>;
  readonly region?: Maybe<Region>;
  readonly seatsLeft?: Maybe<Scalars['Int']['output']>;
  readonly price?: Maybe<Money>;
};

export type Enrolment = {
  readonly id: Scalars['ID']['output'];
  readonly training?: Maybe<Training>;
  readonly offering?: Maybe<TrainingOffering>;
  readonly role?: Maybe<EnrolmentRole>;
  readonly status?: Maybe<EnrolmentStatus>;
  readonly statusCode?: Maybe<Scalars['String']['output']>;
  readonly endedOn?: Maybe<Scalars['Date']['output']>;
  readonly passed?: Maybe<Scalars['Boolean']['output']>;
  readonly voucher?: Maybe<Voucher>;
  readonly provenance?: Maybe<Provenance>;
};

export const EnrolmentRole = {
  STUDENT: 'STUDENT',
  LECTURER: 'LECTURER',
  TRAINEE_LECTURER: 'TRAINEE_LECTURER',
  UNKNOWN: 'UNKNOWN',
} as const;

export type EnrolmentRole = (typeof EnrolmentRole)[keyof typeof EnrolmentRole];
export const EnrolmentStatus = {
  PENDING: 'PENDING',
  ACTIVE: 'ACTIVE',
  COMPLETED: 'COMPLETED',
  STOPPED: 'STOPPED',
  UNKNOWN: 'UNKNOWN',
} as const;

export type EnrolmentStatus = (typeof EnrolmentStatus)[keyof typeof EnrolmentStatus];
export type Person = {
  readonly id: Scalars['ID']['output'];
  readonly enrolments?: Maybe<ReadonlyArray<Enrolment>>;
  readonly vouchers?: Maybe<ReadonlyArray<Voucher>>;
};

export type PersonenrolmentsArgs = {
  statuses?: InputMaybe<ReadonlyArray<EnrolmentStatus>>;
};

export type Voucher = {
  readonly id: Scalars['ID']['output'];
};

export type InstrumentFinder = {
  readonly question: Scalars['ID']['output'];
  readonly fromSchools?: Maybe<ReadonlyArray<Instrument>>;
};

export type Lookups = {
  readonly person: Scalars['ID']['output'];
  readonly education?: Maybe<ReadonlyArray<Lookup>>;
  readonly vouchers?: Maybe<ReadonlyArray<Voucher>>;
};

export type Lookup = {
  readonly at: Scalars['DateTime']['output'];
  readonly consumer: Scalars['ID']['output'];
  readonly organisation?: Maybe<Organisation>;
  readonly purpose: Purpose;
  readonly partner?: Maybe<Organisation>;
  readonly categories?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  readonly contact?: Maybe<Scalars['String']['output']>;
  readonly reference: Scalars['ID']['output'];
};

export type Purpose = {
  readonly uri: Scalars['ID']['output'];
  readonly nl?: Maybe<Scalars['String']['output']>;
  readonly en?: Maybe<Scalars['String']['output']>;
};

export type PartnerBoard = {
  readonly moment: Scalars['ID']['output'];
  readonly education?: Maybe<ReadonlyArray<Partner>>;
};

export type Organisation = {
  readonly id: Scalars['ID']['output'];
};

export type Region = {
  readonly kind: RegionKind;
  readonly code: Scalars['ID']['output'];
};
