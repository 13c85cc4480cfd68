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

export const RegionKind = {
  GEMEENTE: 'GEMEENTE',
  PROVINCIE: 'PROVINCIE',
  ARBEIDSMARKTREGIO: 'ARBEIDSMARKTREGIO',
  LANDSDEEL: 'LANDSDEEL',
  COOPERATION: 'COOPERATION',
} as const;

export type RegionKind = (typeof RegionKind)[keyof typeof RegionKind];
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
  readonly trajectory?: Maybe<Trajectory>;
  readonly caseload?: Maybe<TrajectoryConnection>;
};

export type QuerytrajectoryArgs = {
  id: Scalars['ID']['input'];
};

export type QuerycaseloadArgs = {
  first?: Scalars['Int']['input'];
  after?: InputMaybe<Scalars['String']['input']>;
};

export type TrajectoryConnection = {
  readonly edges: ReadonlyArray<TrajectoryEdge>;
  readonly nodes: ReadonlyArray<Trajectory>;
  readonly pageInfo: PageInfo;
};

export type TrajectoryEdge = {
  readonly cursor: Scalars['String']['output'];
  readonly node: Trajectory;
};

export type Trajectory = {
  readonly id: Scalars['ID']['output'];
  readonly kind?: Maybe<TrajectoryKind>;
  readonly targetGroup?: Maybe<TargetGroup>;
  readonly programme?: Maybe<Programme>;
  readonly region?: Maybe<Region>;
  readonly coach?: Maybe<Coach>;
  readonly startedOn?: Maybe<Scalars['Date']['output']>;
  readonly endedOn?: Maybe<Scalars['Date']['output']>;
  readonly outcome?: Maybe<TrajectoryOutcome>;
  readonly person?: Maybe<Person>;
  readonly vouchers?: Maybe<ReadonlyArray<Voucher>>;
  readonly provenance?: Maybe<Provenance>;
};

export const TrajectoryKind = {
  UNEMPLOYED_TO_WORK: 'UNEMPLOYED_TO_WORK',
  WORK_TO_WORK: 'WORK_TO_WORK',
  GUIDANCE: 'GUIDANCE',
} as const;

export type TrajectoryKind = (typeof TrajectoryKind)[keyof typeof TrajectoryKind];
export const TrajectoryOutcome = {
  TO_WORK: 'TO_WORK',
  TO_TRAINING: 'TO_TRAINING',
  STOPPED: 'STOPPED',
  RUNNING: 'RUNNING',
  UNKNOWN: 'UNKNOWN',
} as const;

export type TrajectoryOutcome = (typeof TrajectoryOutcome)[keyof typeof TrajectoryOutcome];
export type Coach = {
  readonly id: Scalars['ID']['output'];
  readonly organisation?: Maybe<Organisation>;
};

export type Voucher = {
  readonly id: Scalars['ID']['output'];
  readonly trajectory?: Maybe<Trajectory>;
};

export type Person = {
  readonly id: Scalars['ID']['output'];
  readonly trajectories?: Maybe<ReadonlyArray<Trajectory>>;
};

export type InstrumentFinder = {
  readonly question: Scalars['ID']['output'];
  readonly fromGuidance?: Maybe<ReadonlyArray<Instrument>>;
};

export type Lookups = {
  readonly person: Scalars['ID']['output'];
  readonly guidance?: Maybe<ReadonlyArray<Lookup>>;
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
  readonly guidance?: Maybe<ReadonlyArray<Partner>>;
};

export type TargetGroup = {
  readonly code: Scalars['ID']['output'];
};

export type Programme = {
  readonly id: Scalars['ID']['output'];
};

export type Organisation = {
  readonly id: Scalars['ID']['output'];
};

export type Region = {
  readonly kind: RegionKind;
  readonly code: Scalars['ID']['output'];
};
