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

export type Query = {
  readonly voucher?: Maybe<Voucher>;
  readonly voucherByNumber?: Maybe<Voucher>;
  readonly vouchers?: Maybe<VoucherConnection>;
  readonly voucherSchemes?: Maybe<VoucherSchemeConnection>;
};

export type QueryvoucherArgs = {
  id: Scalars['ID']['input'];
};

export type QueryvoucherByNumberArgs = {
  number: Scalars['String']['input'];
};

export type QueryvouchersArgs = {
  filter?: InputMaybe<VoucherFilter>;
  sort?: InputMaybe<VoucherSort>;
  first?: Scalars['Int']['input'];
  after?: InputMaybe<Scalars['String']['input']>;
};

export type QueryvoucherSchemesArgs = {
  filter?: InputMaybe<VoucherSchemeFilter>;
  first?: Scalars['Int']['input'];
  after?: InputMaybe<Scalars['String']['input']>;
};

export type VoucherFilter = {
  readonly programme?: InputMaybe<Scalars['ID']['input']>;
  readonly types?: InputMaybe<ReadonlyArray<VoucherType>>;
  readonly uses?: InputMaybe<ReadonlyArray<VoucherUse>>;
  readonly statuses?: InputMaybe<ReadonlyArray<VoucherStatus>>;
  readonly funds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  readonly region?: InputMaybe<RegionInput>;
  readonly issuedFrom?: InputMaybe<Scalars['Date']['input']>;
  readonly issuedTo?: InputMaybe<Scalars['Date']['input']>;
};

export type VoucherSort = {
  readonly field?: VoucherSortField;
  readonly direction?: SortDirection;
};

export const VoucherSortField = {
  ISSUED_ON: 'ISSUED_ON',
} as const;

export type VoucherSortField = (typeof VoucherSortField)[keyof typeof VoucherSortField];
export type VoucherSchemeFilter = {
  readonly programme?: InputMaybe<Scalars['ID']['input']>;
  readonly openOn?: InputMaybe<Scalars['Date']['input']>;
  readonly funds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  readonly region?: InputMaybe<RegionInput>;
  readonly sectors?: InputMaybe<ReadonlyArray<Sector>>;
  readonly targetGroups?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
};

export type VoucherConnection = {
  readonly edges: ReadonlyArray<VoucherEdge>;
  readonly nodes: ReadonlyArray<Voucher>;
  readonly pageInfo: PageInfo;
};

export type VoucherEdge = {
  readonly cursor: Scalars['String']['output'];
  readonly node: Voucher;
};

export type VoucherSchemeConnection = {
  readonly edges: ReadonlyArray<VoucherSchemeEdge>;
  readonly nodes: ReadonlyArray<VoucherScheme>;
  readonly pageInfo: PageInfo;
};

export type VoucherSchemeEdge = {
  readonly cursor: Scalars['String']['output'];
  readonly node: VoucherScheme;
};

export type Voucher = {
  readonly id: Scalars['ID']['output'];
  readonly type?: Maybe<VoucherType>;
  readonly use?: Maybe<VoucherUse>;
  readonly status?: Maybe<VoucherStatus>;
  readonly issuedOn?: Maybe<Scalars['Date']['output']>;
  readonly expiresOn?: Maybe<Scalars['Date']['output']>;
  readonly redeemedOn?: Maybe<Scalars['Date']['output']>;
  readonly amount?: Maybe<Money>;
  readonly requestedBy?: Maybe<RequesterKind>;
  readonly scheme?: Maybe<VoucherScheme>;
  readonly region?: Maybe<Region>;
  readonly provider?: Maybe<Organisation>;
  readonly employer?: Maybe<Employer>;
  readonly enrolments?: Maybe<ReadonlyArray<Enrolment>>;
  readonly provenance?: Maybe<Provenance>;
};

export type Employer = {
  readonly kvkNumber?: Maybe<Scalars['ID']['output']>;
  readonly size?: Maybe<EmployerSize>;
};

export type VoucherScheme = {
  readonly id: Scalars['ID']['output'];
  readonly name?: Maybe<Scalars['String']['output']>;
  readonly type?: Maybe<VoucherType>;
  readonly uses?: Maybe<ReadonlyArray<VoucherUse>>;
  readonly fund?: Maybe<Organisation>;
  readonly programme?: Maybe<Programme>;
  readonly sectors?: Maybe<ReadonlyArray<Sector>>;
  readonly regions?: Maybe<ReadonlyArray<Region>>;
  readonly targetGroups?: Maybe<ReadonlyArray<TargetGroup>>;
  readonly maxMonths?: Maybe<Scalars['Int']['output']>;
  readonly maximum?: Maybe<Money>;
  readonly applyAt?: Maybe<Scalars['URL']['output']>;
  readonly contact?: Maybe<Scalars['URL']['output']>;
  readonly opensOn?: Maybe<Scalars['Date']['output']>;
  readonly closesOn?: Maybe<Scalars['Date']['output']>;
  readonly budget?: Maybe<Money>;
  readonly availability?: Maybe<SchemeAvailability>;
  readonly budgetLeftPercent?: Maybe<Scalars['Int']['output']>;
  readonly provenance?: Maybe<Provenance>;
};

export type Programme = {
  readonly id: Scalars['ID']['output'];
  readonly voucherSchemes?: Maybe<ReadonlyArray<VoucherScheme>>;
};

export type Training = {
  readonly id: Scalars['ID']['output'];
  readonly sector?: Maybe<Sector>;
  readonly durationMonths?: Maybe<Scalars['Int']['output']>;
  readonly payableWith?: Maybe<ReadonlyArray<VoucherScheme>>;
};

export type TrainingpayableWithArgs = {
  on?: InputMaybe<Scalars['Date']['input']>;
};

export type InstrumentFinder = {
  readonly question: Scalars['ID']['output'];
  readonly fromFunds?: Maybe<ReadonlyArray<Instrument>>;
};

export type Lookups = {
  readonly person: Scalars['ID']['output'];
  readonly vouchers?: Maybe<ReadonlyArray<Voucher>>;
  readonly funds?: Maybe<ReadonlyArray<Lookup>>;
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
  readonly funds?: Maybe<ReadonlyArray<Partner>>;
};

export type Enrolment = {
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

export const VoucherType = {
  SEEKING_WORK_IN_TECH: 'SEEKING_WORK_IN_TECH',
  WORKING_IN_TECH: 'WORKING_IN_TECH',
  RETRAINING_INTO_TECH: 'RETRAINING_INTO_TECH',
  SELF_EMPLOYED_IN_TECH: 'SELF_EMPLOYED_IN_TECH',
  ORIENTATION: 'ORIENTATION',
  TRAINING: 'TRAINING',
  SUPPORT: 'SUPPORT',
  GENERIC: 'GENERIC',
} as const;

export type VoucherType = (typeof VoucherType)[keyof typeof VoucherType];
export const VoucherUse = {
  TRAINING: 'TRAINING',
  ORIENTATION: 'ORIENTATION',
  GUIDANCE: 'GUIDANCE',
} as const;

export type VoucherUse = (typeof VoucherUse)[keyof typeof VoucherUse];
export const VoucherStatus = {
  ISSUED: 'ISSUED',
  REDEEMED: 'REDEEMED',
  EXPIRED: 'EXPIRED',
  WITHDRAWN: 'WITHDRAWN',
} as const;

export type VoucherStatus = (typeof VoucherStatus)[keyof typeof VoucherStatus];
export const SchemeAvailability = {
  NOT_YET_OPEN: 'NOT_YET_OPEN',
  OPEN: 'OPEN',
  ALMOST_EXHAUSTED: 'ALMOST_EXHAUSTED',
  EXHAUSTED: 'EXHAUSTED',
  CLOSED: 'CLOSED',
} as const;

export type SchemeAvailability = (typeof SchemeAvailability)[keyof typeof SchemeAvailability];
export const RequesterKind = {
  PERSON: 'PERSON',
  EMPLOYER: 'EMPLOYER',
  COACH: 'COACH',
  UNKNOWN: 'UNKNOWN',
} as const;

export type RequesterKind = (typeof RequesterKind)[keyof typeof RequesterKind];
