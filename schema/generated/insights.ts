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
  DateTime: { input: string; output: string };
};

export type PageInfo = {
  readonly hasNextPage: Scalars['Boolean']['output'];
  readonly endCursor?: Maybe<Scalars['String']['output']>;
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
  readonly statistics?: Maybe<ReadonlyArray<StatisticsTable>>;
  readonly statisticsTable?: Maybe<StatisticsTable>;
  readonly release?: Maybe<Release>;
  readonly releases?: Maybe<ReleaseConnection>;
};

export type QuerystatisticsArgs = {
  filter?: InputMaybe<StatisticsFilter>;
};

export type QuerystatisticsTableArgs = {
  id: Scalars['ID']['input'];
  release?: InputMaybe<Scalars['ID']['input']>;
};

export type QueryreleaseArgs = {
  id?: InputMaybe<Scalars['ID']['input']>;
};

export type QueryreleasesArgs = {
  first?: Scalars['Int']['input'];
  after?: InputMaybe<Scalars['String']['input']>;
};

export type StatisticsFilter = {
  readonly programme?: InputMaybe<Scalars['ID']['input']>;
  readonly topic?: InputMaybe<StatisticsTopic>;
  readonly question?: InputMaybe<Scalars['Int']['input']>;
  readonly audience?: InputMaybe<StatisticsAudience>;
  readonly q?: InputMaybe<Scalars['String']['input']>;
};

export const StatisticsTopic = {
  VOUCHERS: 'VOUCHERS',
  BUDGETS: 'BUDGETS',
  TRAJECTORIES: 'TRAJECTORIES',
  TRAININGS: 'TRAININGS',
  ENTRANTS: 'ENTRANTS',
  TEACHERS: 'TEACHERS',
  PILOTS: 'PILOTS',
  EMPLOYERS: 'EMPLOYERS',
  COHORTS: 'COHORTS',
} as const;

export type StatisticsTopic = (typeof StatisticsTopic)[keyof typeof StatisticsTopic];
export const StatisticsAudience = {
  PUBLIC: 'PUBLIC',
  EVALUATION: 'EVALUATION',
} as const;

export type StatisticsAudience = (typeof StatisticsAudience)[keyof typeof StatisticsAudience];
export type StatisticsTable = {
  readonly id: Scalars['ID']['output'];
  readonly release: Release;
  readonly title: LocalizedText;
  readonly method: LocalizedText;
  readonly legalNote?: Maybe<LocalizedText>;
  readonly topic: StatisticsTopic;
  readonly audience: StatisticsAudience;
  readonly questions: ReadonlyArray<Scalars['Int']['output']>;
  readonly programme?: Maybe<Programme>;
  readonly unit: CountUnit;
  readonly population: ReadonlyArray<LocalizedText>;
  readonly dimensions: ReadonlyArray<StatisticsDimension>;
  readonly status: TableStatus;
  readonly reason?: Maybe<LocalizedText>;
  readonly sources: ReadonlyArray<StatisticsSource>;
  readonly rows?: Maybe<ReadonlyArray<StatisticsRow>>;
  readonly csv?: Maybe<Scalars['String']['output']>;
  readonly jsonStat?: Maybe<Scalars['String']['output']>;
};

export type StatisticsDimension = {
  readonly id: Scalars['ID']['output'];
  readonly title: LocalizedText;
  readonly sensitive: Scalars['Boolean']['output'];
  readonly categories: ReadonlyArray<StatisticsCategory>;
};

export type StatisticsCategory = {
  readonly code: Scalars['ID']['output'];
  readonly title: LocalizedText;
};

export type StatisticsRow = {
  readonly keys: ReadonlyArray<StatisticsKey>;
  readonly count: ProtectedCount;
  readonly share?: Maybe<ProtectedShare>;
  readonly answer?: Maybe<Scalars['Boolean']['output']>;
};

export type StatisticsKey = {
  readonly dimension: Scalars['ID']['output'];
  readonly code: Scalars['ID']['output'];
  readonly title: LocalizedText;
};

export type ProtectedCount = {
  readonly value?: Maybe<Scalars['Int']['output']>;
  readonly status: DisclosureStatus;
  readonly lowerBound?: Maybe<Scalars['Int']['output']>;
  readonly upperBound?: Maybe<Scalars['Int']['output']>;
  readonly roundedTo: Scalars['Int']['output'];
  readonly threshold: Scalars['Int']['output'];
};

export type ProtectedShare = {
  readonly percent?: Maybe<Scalars['Int']['output']>;
  readonly status: DisclosureStatus;
};

export const DisclosureStatus = {
  ROUNDED: 'ROUNDED',
  SUPPRESSED: 'SUPPRESSED',
} as const;

export type DisclosureStatus = (typeof DisclosureStatus)[keyof typeof DisclosureStatus];
export type StatisticsSource = {
  readonly partner?: Maybe<Organisation>;
  readonly kind: Scalars['String']['output'];
  readonly asOf?: Maybe<Scalars['DateTime']['output']>;
  readonly matchRate?: Maybe<Scalars['Int']['output']>;
};

export const TableStatus = {
  PUBLISHED: 'PUBLISHED',
  NOT_PUBLISHABLE: 'NOT_PUBLISHABLE',
  SOURCE_UNAVAILABLE: 'SOURCE_UNAVAILABLE',
  NO_LEGAL_BASIS: 'NO_LEGAL_BASIS',
} as const;

export type TableStatus = (typeof TableStatus)[keyof typeof TableStatus];
export const CountUnit = {
  VOUCHERS: 'VOUCHERS',
  TRAJECTORIES: 'TRAJECTORIES',
  ENROLMENTS: 'ENROLMENTS',
  PEOPLE: 'PEOPLE',
  EMPLOYERS: 'EMPLOYERS',
  ARRANGEMENTS: 'ARRANGEMENTS',
  DAYS: 'DAYS',
  EURO_BAND: 'EURO_BAND',
} as const;

export type CountUnit = (typeof CountUnit)[keyof typeof CountUnit];
export type Release = {
  readonly id: Scalars['ID']['output'];
  readonly quarter: Scalars['String']['output'];
  readonly publishedAt: Scalars['DateTime']['output'];
  readonly policy: Scalars['ID']['output'];
  readonly tables: ReadonlyArray<StatisticsTable>;
  readonly certificate: Scalars['String']['output'];
  readonly synthetic: Scalars['Boolean']['output'];
};

export type ReleaseConnection = {
  readonly edges: ReadonlyArray<ReleaseEdge>;
  readonly nodes: ReadonlyArray<Release>;
  readonly pageInfo: PageInfo;
};

export type ReleaseEdge = {
  readonly cursor: Scalars['String']['output'];
  readonly node: Release;
};

export type LocalizedText = {
  readonly nl: Scalars['String']['output'];
  readonly en: Scalars['String']['output'];
};

export type Programme = {
  readonly id: Scalars['ID']['output'];
  readonly statistics?: Maybe<ReadonlyArray<StatisticsTable>>;
};

export type ProgrammestatisticsArgs = {
  topic?: InputMaybe<StatisticsTopic>;
};

export type PartnerBoard = {
  readonly moment: Scalars['ID']['output'];
  readonly insights?: Maybe<ReadonlyArray<Partner>>;
};

export type Organisation = {
  readonly id: Scalars['ID']['output'];
};
