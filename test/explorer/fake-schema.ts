/** The part of the schema that the explorer's tests query, with a few rows of data. */
import { buildSchema, graphql } from 'graphql';
import type { ExecutionResult } from 'graphql';

export const schemaText = /* GraphQL */ `
  "NL: dag. A calendar day."
  scalar Date
  type Query {
    "NL: opleidingen. The trainings of all schools."
    trainings(filter: TrainingFilter, first: Int! = 20, after: String): TrainingConnection
    "NL: voucherregelingen. The schemes under which the funds issue vouchers."
    voucherSchemes(filter: VoucherSchemeFilter, first: Int! = 20): VoucherSchemeConnection
    vouchers(first: Int! = 20, after: String, sort: VoucherSort): VoucherConnection
    jobseekers(filter: JobseekerFilter, first: Int! = 20, after: String): PersonConnection
    statisticsTable(id: ID!): StatisticsTable
  }
  type StatisticsTable {
    title: LocalizedText!
    status: String!
    release: Release!
    dimensions: [StatisticsDimension!]!
    "NL: rijen. Its rows."
    rows: [StatisticsRow!]
  }
  type Release {
    id: ID!
    publishedAt: String!
  }
  type StatisticsDimension {
    id: ID!
    title: LocalizedText!
  }
  type StatisticsRow {
    keys: [StatisticsKey!]!
    "NL: beschermd aantal. The number, or that it is hidden."
    count: ProtectedCount!
    "NL: aandeel. The share of the step before."
    share: ProtectedShare
  }
  type StatisticsKey {
    dimension: ID!
    code: ID!
    title: LocalizedText!
  }
  type ProtectedCount {
    value: Int
    status: DisclosureStatus!
  }
  type ProtectedShare {
    percent: Int
  }
  enum DisclosureStatus {
    ROUNDED
    SUPPRESSED
  }
  type LocalizedText {
    nl: String!
    en: String!
  }
  input JobseekerFilter {
    sectors: [Sector!]
  }
  input TrainingFilter {
    sectors: [Sector!]
    region: RegionInput
    maxMonths: Int
    freeSeatsOn: Date
  }
  input RegionInput {
    kind: RegionKind
    code: ID
    name: String
  }
  input VoucherSchemeFilter {
    openOn: Date
  }
  input VoucherSort {
    field: VoucherSortField! = ISSUED_ON
    direction: SortDirection! = ASC
  }
  enum VoucherSortField {
    ISSUED_ON
  }
  enum SortDirection {
    ASC
    DESC
  }
  enum RegionKind {
    GEMEENTE
    PROVINCIE
    ARBEIDSMARKTREGIO
  }
  enum Sector {
    "NL: techniek. Engineering."
    TECHNIEK
    "NL: zorg. Care."
    CARE
    "NL: ICT. Information technology."
    ICT
  }
  type PageInfo {
    hasNextPage: Boolean!
    endCursor: String
  }
  type Money {
    amount: Float!
    currency: String!
  }
  type Provenance {
    partner: ID!
    asOf: String
    synthetic: Boolean!
  }
  type Organisation {
    id: ID!
    name: String
  }
  type Region {
    code: ID!
    name: String
  }
  type TrainingConnection {
    nodes: [Training!]!
    pageInfo: PageInfo!
  }
  "NL: opleiding. What somebody can learn at a school."
  type Training {
    "NL: opleidingsnummer. Its id."
    id: ID!
    "NL: naam. What it is called."
    name: String
    "NL: sector. The sector that it is for."
    sector: Sector
    "NL: duur in maanden. How long it takes."
    durationMonths: Int
    "NL: opleider. Who gives it."
    provider: Organisation
    "NL: aanbod. When it starts."
    offerings(openOn: Date): [TrainingOffering!]
    payableWith(on: Date): [VoucherScheme!]
    provenance: Provenance
  }
  type TrainingOffering {
    startDate: Date
    seatsLeft: Int
    price: Money
  }
  type VoucherSchemeConnection {
    nodes: [VoucherScheme!]!
    pageInfo: PageInfo!
  }
  "NL: voucherregeling. The rules of a fund for its vouchers."
  type VoucherScheme {
    name: String
    "NL: fonds. Who pays for the voucherregeling."
    fund: Organisation
    type: String
    uses: [String!]
    sectors: [Sector!]
    regions: [Region!]
    opensOn: Date
    closesOn: Date
    availability: String
    budgetLeftPercent: Int
    maximum: Money
    applyAt: String
    contact: String
    provenance: Provenance
  }
  type VoucherConnection {
    nodes: [Voucher!]!
    pageInfo: PageInfo!
  }
  type Voucher {
    type: String
    use: String
    status: String
    issuedOn: Date
    redeemedOn: Date
    amount: Money
    scheme: VoucherScheme
    provider: Organisation
    enrolments: [Enrolment!]
    provenance: Provenance
  }
  type PersonConnection {
    nodes: [Person!]!
    pageInfo: PageInfo!
  }
  type Person {
    jobseekerProfile: JobseekerProfile
  }
  type JobseekerProfile {
    occupations: [String!]
    availableFrom: Date
    hoursPerWeekMin: Int
    hoursPerWeekMax: Int
    maxTravelMinutes: Int
    region: Region
    sectors: [Sector!]
    skills: [Skill!]
    provenance: Provenance
  }
  type Skill {
    scheme: String
    code: ID
  }
  type Enrolment {
    status: String
    passed: Boolean
    training: Training
  }
`;

const schema = buildSchema(schemaText);
const page = { hasNextPage: true, endCursor: 'volgende' };
const lastPage = { hasNextPage: false, endCursor: 'einde' };
const synthetic = (partner: string) => ({ partner, asOf: '2026-11-21T08:00:00Z', synthetic: true });
const otib = { id: 'otib', name: 'OTIB' };
const oom = { id: 'oom', name: 'OOM' };

const installation = scheme('Voucher omscholing naar techniek', otib, 60);
const metal = scheme('Vakvoucher metaal', oom, 10);

function scheme(name: string, fund: typeof otib, budgetLeftPercent: number) {
  const open = { opensOn: '2026-07-01', closesOn: '2027-06-30', sectors: ['TECHNIEK'] };
  const kinds = { type: 'RETRAINING_INTO_TECH', uses: ['TRAINING', 'ORIENTATION'] };
  const regions = [{ code: 'PV25', name: 'Gelderland' }];
  return {
    name,
    fund,
    ...kinds,
    ...open,
    regions,
    availability: 'OPEN',
    budgetLeftPercent,
    maximum: { amount: 2_500, currency: 'EUR' },
    applyAt: `https://${fund.id}.example/voucher-aanvragen`,
    contact: null,
    provenance: synthetic(fund.id),
  };
}

const trainings = [
  {
    id: 'aventus:1',
    name: 'Monteur zonnepanelen',
    sector: 'TECHNIEK',
    durationMonths: 6,
    provider: { id: 'aventus', name: 'ROC Aventus' },
    offerings: [
      { startDate: '2026-12-01', seatsLeft: 4, price: { amount: 1850.5, currency: 'EUR' } },
      { startDate: '2027-02-15', seatsLeft: 12, price: { amount: 1900, currency: 'EUR' } },
    ],
    payableWith: [installation, metal],
    provenance: synthetic('aventus'),
  },
  {
    id: 'saxion:7',
    name: '=HYPERLINK("http://evil.example")',
    sector: 'ICT',
    durationMonths: 12,
    provider: { id: 'saxion', name: 'Hogeschool Saxion' },
    offerings: [{ startDate: '2027-01-11', seatsLeft: 2, price: null }],
    payableWith: [],
    provenance: synthetic('saxion'),
  },
  {
    id: 'techniek-academie:3',
    name: 'Basis warmtepompen; praktijk',
    sector: 'TECHNIEK',
    durationMonths: 3,
    provider: { id: 'techniek-academie', name: 'Techniek Academie' },
    offerings: [{ startDate: '2026-12-07', seatsLeft: 8, price: { amount: 745, currency: 'EUR' } }],
    payableWith: [installation],
    provenance: synthetic('techniek-academie'),
  },
];

const voucher = {
  type: 'RETRAINING_INTO_TECH',
  use: 'TRAINING',
  status: 'REDEEMED',
  issuedOn: '2026-09-02',
  redeemedOn: '2026-10-01',
  amount: { amount: 2500, currency: 'EUR' },
  scheme: installation,
  provider: { id: 'aventus', name: 'ROC Aventus' },
  enrolments: [{ status: 'ACTIVE', passed: null, training: trainings[0] }],
  provenance: synthetic('otib'),
};

const jobseekerProfile = {
  occupations: ['Constructiebankwerker'],
  availableFrom: '2026-12-01',
  hoursPerWeekMin: 24,
  hoursPerWeekMax: 36,
  maxTravelMinutes: 45,
  region: { code: 'GM0200', name: 'Apeldoorn' },
  sectors: ['TECHNIEK'],
  skills: [],
  provenance: synthetic('uwv'),
};

const text = (nl: string, en: string) => ({ nl, en });
const row = (code: string, title: object, value: number | null, percent: number | null) => ({
  keys: [
    { dimension: 'step', code: 'issued', title: text('uitgereikt', 'issued') },
    { dimension: 'period', code: '2026Q3', title: text('2026Q3', '2026Q3') },
    { dimension: 'size-of-employer', code, title },
  ],
  count: { value, status: value === null ? 'SUPPRESSED' : 'ROUNDED' },
  share: percent === null ? null : { percent },
});
const statistics = {
  id: 'all.employers-by-size',
  title: text('Werkgevers naar grootte', 'Employers by size'),
  status: 'PUBLISHED',
  release: { id: '2026Q3', publishedAt: '2026-11-16T09:00:00Z' },
  dimensions: [
    { id: 'size-of-employer', title: text('grootte van de werkgever', 'size of employer') },
  ],
  rows: [
    row('SME', text('mkb', 'small and medium'), 120, 60),
    row('LARGE', text('groot', 'large'), 30, 15),
    row('UNKNOWN', text('onbekend', 'unknown'), null, null),
  ],
};

const data = {
  jobseekers: { nodes: [{ jobseekerProfile }], pageInfo: page },
  trainings: ({ after }: { readonly after?: string | null }) =>
    after === page.endCursor
      ? {
          nodes: [{ ...trainings[0], name: 'Zij-instroom elektro', durationMonths: 24 }],
          pageInfo: lastPage,
        }
      : { nodes: trainings, pageInfo: page },
  statisticsTable: ({ id }: { readonly id: string }) => (id === statistics.id ? statistics : null),
  voucherSchemes: {
    nodes: [installation, metal],
    pageInfo: { hasNextPage: false, endCursor: null },
  },
  vouchers: {
    // More than fit on a page, so that the table has to scroll.
    nodes: Array.from({ length: 60 }, (_, index) =>
      index % 2 ? { ...voucher, status: 'ISSUED', redeemedOn: null, enrolments: [] } : voucher,
    ),
    pageInfo: page,
  },
};

/** A fund is unavailable in each response with schemes; records about persons are denied to the public. */
export async function handleRequest(
  source: string,
  variableValues: Readonly<Record<string, unknown>>,
  authorization: string | undefined,
): Promise<ExecutionResult> {
  const [, field] = /(vouchers|jobseekers)\(/.exec(source) ?? [];
  if (field !== undefined && authorization === undefined) return denied(field);
  const response = await graphql({ schema, source, rootValue: data, variableValues });
  if (response.data === undefined) return invalid(response);
  if (!source.includes('voucherSchemes(')) return response;
  return {
    ...response,
    errors: [late],
    extensions: { partial: [late.extensions] },
  } as unknown as ExecutionResult;
}

/** As the gateway gives them: without names of the schema. */
const invalid = ({ errors = [] }: ExecutionResult) =>
  ({
    errors: errors.map(({ message }) => ({
      message: message.replace(/ Did you mean .*$/, ''),
      extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
    })),
  }) as unknown as ExecutionResult;

const late = {
  message: 'Cannot read from partner "oomt": late',
  path: ['voucherSchemes'],
  extensions: { code: 'PARTNER_NO_ANSWER', partner: 'oomt', kind: 'funds', fault: 'late' },
};

const denied = (field: string) =>
  ({
    data: { [field]: null },
    errors: [
      {
        message: `Cannot answer "Query.${field}": sign in first`,
        path: [field],
        extensions: { code: 'UNAUTHENTICATED' },
      },
    ],
  }) as unknown as ExecutionResult;
