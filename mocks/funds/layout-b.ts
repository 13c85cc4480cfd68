/** The second layout of a fund's database: English names, euros, arrays, its own codes of schools. */
import { SCHOOL_IDS } from '../world/world.ts';
import type {
  Employer,
  Requester,
  Situation,
  SchoolId,
  VoucherStatus,
  VoucherType,
  VoucherUse,
} from '../world/world.ts';
import type { FundRecords } from './fund-records.ts';
import { euros, insertsInto } from './sql-text.ts';

const TABLES = `
create table scheme_register (code varchar(40) primary key, title varchar(200) not null,
  programme varchar(60), kind varchar(10) not null, uses text[] not null, sectors text[] not null,
  areas text[] not null, target_groups text[] not null, max_months int, valid_from date,
  valid_to date, budget_eur numeric(12,2) not null, committed_eur numeric(12,2) not null,
  maximum_eur numeric(10,2), apply_url text, contact_url text,
  is_synthetic boolean not null, changed_at timestamptz not null);
create table vouchers_issued (serial varchar(40) primary key,
  scheme_code varchar(40) not null references scheme_register, purpose varchar(10) not null,
  state varchar(10) not null, issue_date date not null, expiry_date date, redemption_date date,
  value_eur numeric(10,2) not null, requested_by varchar(10) not null, area_code varchar(8) not null,
  provider_code varchar(8), company_kvk varchar(8), company_staff int,
  changed_at timestamptz not null, company_is_member boolean, applicant varchar(20));
create index vouchers_issued_date on vouchers_issued (issue_date, serial);
create index vouchers_issued_area on vouchers_issued (area_code);
create table claims (claim_no bigint primary key,
  voucher_serial varchar(40) not null references vouchers_issued,
  provider_code varchar(8) not null, association_ref uuid not null,
  amount_eur numeric(10,2) not null, filed_on date not null);
create index claims_voucher on claims (voucher_serial);`;

const TYPE_CODES: Record<VoucherType, string> = {
  SEEKING_WORK_IN_TECH: 'SEEK',
  WORKING_IN_TECH: 'WORK',
  RETRAINING_INTO_TECH: 'SWITCH',
  SELF_EMPLOYED_IN_TECH: 'SELF',
  ORIENTATION: 'ORIENT',
  TRAINING: 'TRAIN',
  SUPPORT: 'SUPPORT',
  GENERIC: 'ANY',
};
const PURPOSES: Record<VoucherUse, string> = {
  TRAINING: 'train',
  ORIENTATION: 'orient',
  GUIDANCE: 'guide',
};
const STATES: Record<VoucherStatus, string> = {
  ISSUED: 'issued',
  REDEEMED: 'redeemed',
  EXPIRED: 'expired',
  WITHDRAWN: 'withdrawn',
};
const REQUESTERS: Record<Requester, string> = {
  PERSON: 'employee',
  EMPLOYER: 'employer',
  COACH: 'coach',
};
const APPLICANTS: Record<Situation, string> = {
  JOBSEEKER: 'jobseeker',
  EMPLOYED: 'employee',
  SELF_EMPLOYED: 'self_employed',
  JOB_CHANGER: 'job_changer',
  SCHOOL_LEAVER: 'school_leaver',
};
const PROVIDERS: Record<SchoolId, string> = {
  aventus: 'S-AVE',
  saxion: 'S-SAX',
  'techniek-academie': 'S-TAC',
  'smart-makers-academy': 'S-SMA',
  noorderpoort: 'S-NOP',
  'alfa-college': 'S-ALF',
  'drenthe-college': 'S-DRE',
  firda: 'S-FIR',
};

/** The codes of all schools in this layout, for the tests that compare both layouts. */
export const PROVIDER_CODES: readonly string[] = SCHOOL_IDS.map((school) => PROVIDERS[school]);

/** The statements that create and fill a database of this layout. */
export function statementsOfLayoutB(records: FundRecords): readonly string[] {
  const employers = new Map(records.employers.map((employer) => [employer.kvk, employer]));
  return [
    TABLES,
    ...insertsInto('scheme_register', records.schemes.map(schemeRow)),
    ...insertsInto(
      'vouchers_issued',
      records.vouchers.map((voucher) => voucherRow(voucher, employers)),
    ),
    ...insertsInto(
      'claims',
      records.declarations.map((one) => [
        one.number,
        one.voucherNumber,
        PROVIDERS[one.school],
        one.associationId,
        euros(one.amountCents),
        one.filedOn,
      ]),
    ),
    'analyze scheme_register, vouchers_issued, claims',
  ];
}

function schemeRow(scheme: FundRecords['schemes'][number]) {
  return [
    scheme.id,
    scheme.name,
    scheme.programme,
    TYPE_CODES[scheme.type],
    scheme.uses.map((use) => PURPOSES[use]),
    scheme.sectors,
    scheme.regions,
    scheme.targetGroups,
    scheme.maxMonths,
    scheme.opensOn,
    scheme.closesOn,
    euros(scheme.budgetCents),
    euros(scheme.committedCents),
    euros(scheme.maximumCents),
    scheme.applyAt,
    scheme.contact,
    true,
    scheme.changedAt,
  ];
}

function voucherRow(
  voucher: FundRecords['vouchers'][number],
  employers: ReadonlyMap<string, Employer>,
) {
  const { provider, employerKvk } = voucher;
  const employer = employerKvk === null ? undefined : employers.get(employerKvk);
  return [
    voucher.number,
    voucher.schemeId,
    PURPOSES[voucher.use],
    STATES[voucher.status],
    voucher.issuedOn,
    voucher.expiresOn,
    voucher.redeemedOn,
    euros(voucher.amountCents),
    REQUESTERS[voucher.requestedBy],
    voucher.municipality,
    provider === null ? null : PROVIDERS[provider],
    employerKvk,
    employer?.staff ?? null,
    voucher.changedAt,
    employer?.isMember ?? null,
    APPLICANTS[voucher.situation],
  ];
}
