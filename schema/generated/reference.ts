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
  Decimal: { input: number; output: number };
  URL: { input: string; output: string };
};

export type PageInfo = {
  readonly hasNextPage: Scalars['Boolean']['output'];
  readonly endCursor?: Maybe<Scalars['String']['output']>;
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
export const EmployerSize = {
  MICRO: 'MICRO',
  SMALL: 'SMALL',
  MEDIUM: 'MEDIUM',
  LARGE: 'LARGE',
  UNKNOWN: 'UNKNOWN',
} as const;

export type EmployerSize = (typeof EmployerSize)[keyof typeof EmployerSize];
export type Query = {
  readonly person?: Maybe<Person>;
  readonly me?: Maybe<Person>;
  readonly programme?: Maybe<Programme>;
  readonly programmes?: Maybe<ProgrammeConnection>;
  readonly organisation?: Maybe<Organisation>;
  readonly organisations?: Maybe<OrganisationConnection>;
  readonly region?: Maybe<Region>;
  readonly regions?: Maybe<RegionConnection>;
  readonly indicator?: Maybe<Indicator>;
  readonly indicators?: Maybe<ReadonlyArray<Indicator>>;
  readonly learningPoints?: Maybe<ReadonlyArray<LearningPoint>>;
  readonly publicEvents?: Maybe<ReadonlyArray<PublicEvent>>;
  readonly vocabulary?: Maybe<ReadonlyArray<Term>>;
  readonly instruments?: Maybe<InstrumentFinder>;
  readonly partners?: Maybe<PartnerBoard>;
};

export type QuerypersonArgs = {
  id: Scalars['ID']['input'];
};

export type QueryprogrammeArgs = {
  id: Scalars['ID']['input'];
};

export type QueryprogrammesArgs = {
  ids?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  first?: Scalars['Int']['input'];
  after?: InputMaybe<Scalars['String']['input']>;
};

export type QueryorganisationArgs = {
  id: Scalars['ID']['input'];
};

export type QueryorganisationsArgs = {
  first?: Scalars['Int']['input'];
  after?: InputMaybe<Scalars['String']['input']>;
};

export type QueryregionArgs = {
  kind?: InputMaybe<RegionKind>;
  code?: InputMaybe<Scalars['ID']['input']>;
  name?: InputMaybe<Scalars['String']['input']>;
};

export type QueryregionsArgs = {
  kind?: InputMaybe<RegionKind>;
  first?: Scalars['Int']['input'];
  after?: InputMaybe<Scalars['String']['input']>;
};

export type QueryindicatorArgs = {
  id: Scalars['ID']['input'];
};

export type QueryindicatorsArgs = {
  programme?: InputMaybe<Scalars['ID']['input']>;
  measure?: InputMaybe<Scalars['ID']['input']>;
};

export type QuerylearningPointsArgs = {
  topic?: InputMaybe<LearningTopic>;
};

export type QuerypublicEventsArgs = {
  programme?: InputMaybe<Scalars['ID']['input']>;
};

export type QueryvocabularyArgs = {
  term: Scalars['String']['input'];
};

export type QueryinstrumentsArgs = {
  for: InstrumentQuestion;
};

export type Person = {
  readonly id: Scalars['ID']['output'];
  readonly lookups?: Maybe<Lookups>;
};

export type Lookups = {
  readonly person: Scalars['ID']['output'];
};

export type Programme = {
  readonly id: Scalars['ID']['output'];
  readonly name?: Maybe<Scalars['String']['output']>;
  readonly summary?: Maybe<Scalars['String']['output']>;
  readonly period?: Maybe<Period>;
  readonly regions?: Maybe<ReadonlyArray<Region>>;
  readonly website?: Maybe<Scalars['URL']['output']>;
  readonly indicators?: Maybe<ReadonlyArray<Indicator>>;
  readonly learningPoints?: Maybe<ReadonlyArray<LearningPoint>>;
  readonly publicEvents?: Maybe<ReadonlyArray<PublicEvent>>;
  readonly deliverables?: Maybe<ReadonlyArray<Deliverable>>;
  readonly roles?: Maybe<ReadonlyArray<OrganisationRole>>;
  readonly officials?: Maybe<ReadonlyArray<PublicRole>>;
};

export type Period = {
  readonly start?: Maybe<Scalars['Date']['output']>;
  readonly end?: Maybe<Scalars['Date']['output']>;
};

export type Organisation = {
  readonly id: Scalars['ID']['output'];
  readonly name?: Maybe<Scalars['String']['output']>;
  readonly formerNames?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  readonly kvkNumber?: Maybe<Scalars['ID']['output']>;
  readonly oin?: Maybe<Scalars['ID']['output']>;
  readonly institutionCode?: Maybe<Scalars['ID']['output']>;
  readonly website?: Maybe<Scalars['URL']['output']>;
  readonly roles?: Maybe<ReadonlyArray<OrganisationRole>>;
};

export type OrganisationRole = {
  readonly organisation?: Maybe<Organisation>;
  readonly programme?: Maybe<Programme>;
  readonly role: RoleKind;
  readonly branch?: Maybe<Scalars['String']['output']>;
  readonly region?: Maybe<Region>;
  readonly since?: Maybe<Scalars['Date']['output']>;
  readonly until?: Maybe<Scalars['Date']['output']>;
};

export const RoleKind = {
  LEAD: 'LEAD',
  INITIATOR: 'INITIATOR',
  ALLIANCE_PARTNER: 'ALLIANCE_PARTNER',
  FUNDER: 'FUNDER',
  TRAINING_PROVIDER: 'TRAINING_PROVIDER',
  RECRUITER: 'RECRUITER',
  SPONSOR: 'SPONSOR',
  BRANCH: 'BRANCH',
  COORDINATOR: 'COORDINATOR',
  INTERNSHIP_PLACE: 'INTERNSHIP_PLACE',
  CONTACT: 'CONTACT',
} as const;

export type RoleKind = (typeof RoleKind)[keyof typeof RoleKind];
export type PublicRole = {
  readonly name: Scalars['String']['output'];
  readonly office: Scalars['String']['output'];
  readonly organisation?: Maybe<Organisation>;
  readonly source?: Maybe<SourceDocument>;
  readonly correction?: Maybe<Scalars['String']['output']>;
};

export type Region = {
  readonly kind: RegionKind;
  readonly code: Scalars['ID']['output'];
  readonly name?: Maybe<Scalars['String']['output']>;
  readonly aliases?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  readonly members?: Maybe<ReadonlyArray<Region>>;
  readonly overlaps?: Maybe<ReadonlyArray<Region>>;
  readonly hasPartners?: Maybe<Scalars['Boolean']['output']>;
  readonly labourMarket?: Maybe<ReadonlyArray<Indicator>>;
};

export type RegionmembersArgs = {
  kind?: InputMaybe<RegionKind>;
  on?: InputMaybe<Scalars['Date']['input']>;
};

export type RegionoverlapsArgs = {
  kind?: InputMaybe<RegionKind>;
  on?: InputMaybe<Scalars['Date']['input']>;
};

export type RegionlabourMarketArgs = {
  sector?: InputMaybe<Sector>;
};

export type TargetGroup = {
  readonly code: Scalars['ID']['output'];
  readonly name?: Maybe<Scalars['String']['output']>;
};

export type Indicator = {
  readonly id: Scalars['ID']['output'];
  readonly measure: Measure;
  readonly value?: Maybe<Scalars['Decimal']['output']>;
  readonly min?: Maybe<Scalars['Decimal']['output']>;
  readonly max?: Maybe<Scalars['Decimal']['output']>;
  readonly qualifier: Qualifier;
  readonly unit: Unit;
  readonly asOf?: Maybe<Scalars['Date']['output']>;
  readonly period?: Maybe<Period>;
  readonly programme?: Maybe<Programme>;
  readonly region?: Maybe<Region>;
  readonly sector?: Maybe<Sector>;
  readonly source: SourceDocument;
  readonly correction?: Maybe<Scalars['String']['output']>;
};

export type Measure = {
  readonly id: Scalars['ID']['output'];
  readonly name?: Maybe<Scalars['String']['output']>;
};

export const Qualifier = {
  EXACT: 'EXACT',
  CIRCA: 'CIRCA',
  RANGE: 'RANGE',
  MINIMUM: 'MINIMUM',
  MAXIMUM: 'MAXIMUM',
  ESTIMATE: 'ESTIMATE',
  ORDER_OF_MAGNITUDE: 'ORDER_OF_MAGNITUDE',
  TARGET: 'TARGET',
  AMBITION: 'AMBITION',
  SHARE: 'SHARE',
} as const;

export type Qualifier = (typeof Qualifier)[keyof typeof Qualifier];
export const Unit = {
  PEOPLE: 'PEOPLE',
  VOUCHERS: 'VOUCHERS',
  TRAJECTORIES: 'TRAJECTORIES',
  ARRANGEMENTS: 'ARRANGEMENTS',
  EMPLOYERS: 'EMPLOYERS',
  PILOTS: 'PILOTS',
  PUPILS: 'PUPILS',
  JOBS: 'JOBS',
  PERCENT: 'PERCENT',
  MONTHS: 'MONTHS',
  PARTIES: 'PARTIES',
  YEARS: 'YEARS',
  VACANCIES: 'VACANCIES',
  RATIO: 'RATIO',
} as const;

export type Unit = (typeof Unit)[keyof typeof Unit];
export type SourceDocument = {
  readonly id: Scalars['ID']['output'];
  readonly file?: Maybe<Scalars['String']['output']>;
  readonly title?: Maybe<Scalars['String']['output']>;
  readonly publisher?: Maybe<Scalars['String']['output']>;
  readonly date?: Maybe<Scalars['Date']['output']>;
  readonly url?: Maybe<Scalars['URL']['output']>;
  readonly states?: Maybe<Scalars['String']['output']>;
};

export const LearningTopic = {
  MKB_REACH: 'MKB_REACH',
  ZZP_REACH: 'ZZP_REACH',
  DEADWEIGHT: 'DEADWEIGHT',
  NETWORK: 'NETWORK',
  MISMATCH: 'MISMATCH',
  RISK: 'RISK',
  INCLUSION: 'INCLUSION',
} as const;

export type LearningTopic = (typeof LearningTopic)[keyof typeof LearningTopic];
export type LearningPoint = {
  readonly text: Scalars['String']['output'];
  readonly topic?: Maybe<LearningTopic>;
  readonly programme?: Maybe<Programme>;
  readonly source?: Maybe<SourceDocument>;
};

export type PublicEvent = {
  readonly id: Scalars['ID']['output'];
  readonly name: Scalars['String']['output'];
  readonly date?: Maybe<Scalars['Date']['output']>;
  readonly place?: Maybe<Scalars['String']['output']>;
  readonly by?: Maybe<PublicRole>;
  readonly providedBy?: Maybe<Organisation>;
  readonly programme?: Maybe<Programme>;
  readonly source?: Maybe<SourceDocument>;
};

export type Deliverable = {
  readonly name: Scalars['String']['output'];
  readonly dueOn?: Maybe<Scalars['Date']['output']>;
  readonly to?: Maybe<Organisation>;
  readonly source?: Maybe<SourceDocument>;
};

export type Term = {
  readonly dutch: Scalars['String']['output'];
  readonly english: Scalars['String']['output'];
  readonly definition?: Maybe<Scalars['String']['output']>;
  readonly typePath?: Maybe<Scalars['String']['output']>;
  readonly source?: Maybe<SourceDocument>;
};

export type InstrumentQuestion = {
  readonly targetGroup?: InputMaybe<Scalars['ID']['input']>;
  readonly situation?: InputMaybe<Situation>;
  readonly sector?: InputMaybe<Sector>;
  readonly region?: InputMaybe<RegionInput>;
  readonly age?: InputMaybe<Scalars['Int']['input']>;
  readonly educationLevel?: InputMaybe<EducationLevel>;
  readonly employerSize?: InputMaybe<EmployerSize>;
  readonly on?: InputMaybe<Scalars['Date']['input']>;
};

export const Situation = {
  EMPLOYED: 'EMPLOYED',
  SELF_EMPLOYED: 'SELF_EMPLOYED',
  JOBSEEKER: 'JOBSEEKER',
  SCHOOL_LEAVER: 'SCHOOL_LEAVER',
  JOB_CHANGER: 'JOB_CHANGER',
  EMPLOYER: 'EMPLOYER',
} as const;

export type Situation = (typeof Situation)[keyof typeof Situation];
export const EducationLevel = {
  BASIC: 'BASIC',
  MBO_1: 'MBO_1',
  MBO_2: 'MBO_2',
  MBO_3: 'MBO_3',
  MBO_4: 'MBO_4',
  HBO: 'HBO',
  WO: 'WO',
} as const;

export type EducationLevel = (typeof EducationLevel)[keyof typeof EducationLevel];
export type InstrumentFinder = {
  readonly question: Scalars['ID']['output'];
};

export type PartnerBoard = {
  readonly moment: Scalars['ID']['output'];
};

export type ProgrammeConnection = {
  readonly edges: ReadonlyArray<ProgrammeEdge>;
  readonly nodes: ReadonlyArray<Programme>;
  readonly pageInfo: PageInfo;
};

export type ProgrammeEdge = {
  readonly cursor: Scalars['String']['output'];
  readonly node: Programme;
};

export type OrganisationConnection = {
  readonly edges: ReadonlyArray<OrganisationEdge>;
  readonly nodes: ReadonlyArray<Organisation>;
  readonly pageInfo: PageInfo;
};

export type OrganisationEdge = {
  readonly cursor: Scalars['String']['output'];
  readonly node: Organisation;
};

export type RegionConnection = {
  readonly edges: ReadonlyArray<RegionEdge>;
  readonly nodes: ReadonlyArray<Region>;
  readonly pageInfo: PageInfo;
};

export type RegionEdge = {
  readonly cursor: Scalars['String']['output'];
  readonly node: Region;
};
