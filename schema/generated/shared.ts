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

export const SortDirection = {
  ASC: 'ASC',
  DESC: 'DESC',
} as const;

export type SortDirection = (typeof SortDirection)[keyof typeof SortDirection];
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
