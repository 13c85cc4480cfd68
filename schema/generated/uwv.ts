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
};

export type PageInfo = {
  readonly hasNextPage: Scalars['Boolean']['output'];
  readonly endCursor?: Maybe<Scalars['String']['output']>;
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
  readonly jobseekers?: Maybe<PersonConnection>;
};

export type QueryjobseekersArgs = {
  filter?: InputMaybe<JobseekerFilter>;
  first?: Scalars['Int']['input'];
  after?: InputMaybe<Scalars['String']['input']>;
};

export type JobseekerFilter = {
  readonly region?: InputMaybe<RegionInput>;
  readonly sectors?: InputMaybe<ReadonlyArray<Sector>>;
  readonly benefitTypes?: InputMaybe<ReadonlyArray<BenefitType>>;
  readonly availableFrom?: InputMaybe<Scalars['Date']['input']>;
};

export type PersonConnection = {
  readonly edges: ReadonlyArray<PersonEdge>;
  readonly nodes: ReadonlyArray<Person>;
  readonly pageInfo: PageInfo;
};

export type PersonEdge = {
  readonly cursor: Scalars['String']['output'];
  readonly node: Person;
};

export type Person = {
  readonly id: Scalars['ID']['output'];
  readonly jobseekerProfile?: Maybe<JobseekerProfile>;
  readonly benefitEpisodes?: Maybe<ReadonlyArray<BenefitEpisode>>;
  readonly employments?: Maybe<ReadonlyArray<Employment>>;
};

export type PersonbenefitEpisodesArgs = {
  activeOn?: InputMaybe<Scalars['Date']['input']>;
};

export type PersonemploymentsArgs = {
  activeOn?: InputMaybe<Scalars['Date']['input']>;
};

export type JobseekerProfile = {
  readonly availableFrom?: Maybe<Scalars['Date']['output']>;
  readonly hoursPerWeekMin?: Maybe<Scalars['Int']['output']>;
  readonly hoursPerWeekMax?: Maybe<Scalars['Int']['output']>;
  readonly workAndThinkingLevel?: Maybe<Scalars['Int']['output']>;
  readonly occupations?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  readonly sectors?: Maybe<ReadonlyArray<Sector>>;
  readonly skills?: Maybe<ReadonlyArray<Code>>;
  readonly maxTravelMinutes?: Maybe<Scalars['Int']['output']>;
  readonly region?: Maybe<Region>;
  readonly provenance?: Maybe<Provenance>;
};

export type BenefitEpisode = {
  readonly id: Scalars['ID']['output'];
  readonly type?: Maybe<BenefitType>;
  readonly startedOn?: Maybe<Scalars['Date']['output']>;
  readonly endedOn?: Maybe<Scalars['Date']['output']>;
  readonly endReason?: Maybe<BenefitEndReason>;
  readonly provenance?: Maybe<Provenance>;
};

export const BenefitType = {
  WW: 'WW',
  BIJSTAND: 'BIJSTAND',
  WIA: 'WIA',
  WAJONG: 'WAJONG',
  ZW: 'ZW',
  IOAW: 'IOAW',
  OTHER: 'OTHER',
} as const;

export type BenefitType = (typeof BenefitType)[keyof typeof BenefitType];
export const BenefitEndReason = {
  WORK: 'WORK',
  MAXIMUM_DURATION: 'MAXIMUM_DURATION',
  PENSION: 'PENSION',
  OTHER: 'OTHER',
} as const;

export type BenefitEndReason = (typeof BenefitEndReason)[keyof typeof BenefitEndReason];
export type Employment = {
  readonly id: Scalars['ID']['output'];
  readonly sector?: Maybe<Sector>;
  readonly industry?: Maybe<Code>;
  readonly startedOn?: Maybe<Scalars['Date']['output']>;
  readonly endedOn?: Maybe<Scalars['Date']['output']>;
  readonly hoursPerWeek?: Maybe<Scalars['Int']['output']>;
  readonly provenance?: Maybe<Provenance>;
};

export type Lookups = {
  readonly person: Scalars['ID']['output'];
  readonly uwv?: Maybe<ReadonlyArray<Lookup>>;
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
  readonly uwv?: Maybe<ReadonlyArray<Partner>>;
};

export type Region = {
  readonly kind: RegionKind;
  readonly code: Scalars['ID']['output'];
};

export type Organisation = {
  readonly id: Scalars['ID']['output'];
};
