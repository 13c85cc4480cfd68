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
  readonly pilot?: Maybe<Pilot>;
  readonly pilots?: Maybe<PilotConnection>;
};

export type QuerypilotArgs = {
  id: Scalars['ID']['input'];
};

export type QuerypilotsArgs = {
  filter?: InputMaybe<PilotFilter>;
  first?: Scalars['Int']['input'];
  after?: InputMaybe<Scalars['String']['input']>;
};

export type PilotFilter = {
  readonly programme?: InputMaybe<Scalars['ID']['input']>;
  readonly region?: InputMaybe<RegionInput>;
  readonly sectors?: InputMaybe<ReadonlyArray<Sector>>;
  readonly statuses?: InputMaybe<ReadonlyArray<PilotStatus>>;
  readonly targetGroups?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
};

export const PilotStatus = {
  PLANNED: 'PLANNED',
  RUNNING: 'RUNNING',
  FINISHED: 'FINISHED',
  UNKNOWN: 'UNKNOWN',
} as const;

export type PilotStatus = (typeof PilotStatus)[keyof typeof PilotStatus];
export type PilotConnection = {
  readonly edges: ReadonlyArray<PilotEdge>;
  readonly nodes: ReadonlyArray<Pilot>;
  readonly pageInfo: PageInfo;
};

export type PilotEdge = {
  readonly cursor: Scalars['String']['output'];
  readonly node: Pilot;
};

export type Pilot = {
  readonly id: Scalars['ID']['output'];
  readonly name?: Maybe<Scalars['String']['output']>;
  readonly programme?: Maybe<Programme>;
  readonly status?: Maybe<PilotStatus>;
  readonly province?: Maybe<Region>;
  readonly regions?: Maybe<ReadonlyArray<Region>>;
  readonly sectors?: Maybe<ReadonlyArray<Sector>>;
  readonly targetGroups?: Maybe<ReadonlyArray<TargetGroup>>;
  readonly startedOn?: Maybe<Scalars['Date']['output']>;
  readonly endedOn?: Maybe<Scalars['Date']['output']>;
  readonly maxMonths?: Maybe<Scalars['Int']['output']>;
  readonly target?: Maybe<Scalars['Int']['output']>;
  readonly providers?: Maybe<ReadonlyArray<Organisation>>;
  readonly trainings?: Maybe<ReadonlyArray<Training>>;
  readonly grants?: Maybe<ReadonlyArray<Grant>>;
  readonly provenance?: Maybe<Provenance>;
};

export type Grant = {
  readonly id: Scalars['ID']['output'];
  readonly number?: Maybe<Scalars['String']['output']>;
  readonly name?: Maybe<Scalars['String']['output']>;
  readonly amount?: Maybe<Money>;
  readonly recipient?: Maybe<Organisation>;
  readonly authority?: Maybe<Organisation>;
  readonly decidedOn?: Maybe<Scalars['Date']['output']>;
  readonly programme?: Maybe<Programme>;
  readonly provenance?: Maybe<Provenance>;
};

export type Programme = {
  readonly id: Scalars['ID']['output'];
  readonly pilots?: Maybe<ReadonlyArray<Pilot>>;
  readonly grants?: Maybe<ReadonlyArray<Grant>>;
};

export type InstrumentFinder = {
  readonly question: Scalars['ID']['output'];
  readonly fromProvinces?: Maybe<ReadonlyArray<Instrument>>;
};

export type PartnerBoard = {
  readonly moment: Scalars['ID']['output'];
  readonly provinces?: Maybe<ReadonlyArray<Partner>>;
};

export type Training = {
  readonly id: Scalars['ID']['output'];
};

export type TargetGroup = {
  readonly code: Scalars['ID']['output'];
};

export type Organisation = {
  readonly id: Scalars['ID']['output'];
};

export type Region = {
  readonly kind: RegionKind;
  readonly code: Scalars['ID']['output'];
};
