/** The first layout of a fund's database: Dutch names, cents, comma-separated lists; used by otib and oomt. */
import type {
  EmployerSize,
  Requester,
  Situation,
  VoucherStatus,
  VoucherType,
  VoucherUse,
} from '../world/world.ts';
import type { FundRecords } from './fund-records.ts';
import { insertsInto } from './sql-text.ts';

const TABLES = `
create table regeling (regeling_id text primary key, naam text not null, programma text,
  soort text not null, inzet text not null, sectoren text not null, regios text not null,
  doelgroepen text not null, max_maanden int, open_vanaf date, open_tot date,
  budget_centen bigint not null, maximum_centen int, aanvragen_bij text, contact text,
  synthetisch boolean not null, bijgewerkt_op timestamptz not null);
create table werkgever (kvk text primary key, grootte text not null, aangesloten text);
create table voucher (voucher_nr text primary key, regeling_id text not null references regeling,
  inzet text not null, status text not null, uitgegeven_op date not null, geldig_tot date,
  verzilverd_op date, bedrag_centen int not null, aanvrager text not null, gemeente text not null,
  opleider text, werkgever_kvk text references werkgever, bijgewerkt_op timestamptz not null,
  situatie text);
create index voucher_uitgegeven on voucher (uitgegeven_op, voucher_nr);
create index voucher_gemeente on voucher (gemeente);
create table declaratie (declaratie_id bigint primary key,
  voucher_nr text not null references voucher, school text not null, deelname_id uuid not null,
  bedrag_centen int not null, ingediend_op date not null);
create index declaratie_voucher on declaratie (voucher_nr);`;

const TYPE_CODES: Record<VoucherType, string> = {
  SEEKING_WORK_IN_TECH: 'ZW',
  WORKING_IN_TECH: 'WT',
  RETRAINING_INTO_TECH: 'BT',
  SELF_EMPLOYED_IN_TECH: 'ZZP',
  ORIENTATION: 'ORI',
  TRAINING: 'OPL',
  SUPPORT: 'OND',
  GENERIC: 'GEN',
};
const USES: Record<VoucherUse, string> = { TRAINING: 'OPL', ORIENTATION: 'ORI', GUIDANCE: 'BEG' };
const STATUSES: Record<VoucherStatus, string> = {
  ISSUED: 'U',
  REDEEMED: 'V',
  EXPIRED: 'X',
  WITHDRAWN: 'I',
};
const REQUESTERS: Record<Requester, string> = { PERSON: 'D', EMPLOYER: 'W', COACH: 'C' };
const SITUATIONS: Record<Situation, string> = {
  JOBSEEKER: 'WZ',
  EMPLOYED: 'WN',
  SELF_EMPLOYED: 'ZZP',
  JOB_CHANGER: 'BV',
  SCHOOL_LEAVER: 'SV',
};
const SIZES: Record<EmployerSize, string> = {
  MICRO: 'MI',
  SMALL: 'KL',
  MEDIUM: 'MD',
  LARGE: 'GR',
};

/** The statements that create and fill a database of this layout. */
export function statementsOfLayoutA(records: FundRecords): readonly string[] {
  return [
    TABLES,
    ...insertsInto('regeling', records.schemes.map(schemeRow)),
    ...insertsInto(
      'werkgever',
      records.employers.map(({ kvk, size, isMember }) => [kvk, SIZES[size], isMember ? 'J' : 'N']),
    ),
    ...insertsInto('voucher', records.vouchers.map(voucherRow)),
    ...insertsInto(
      'declaratie',
      records.declarations.map((one) => [
        one.number,
        one.voucherNumber,
        one.school,
        one.associationId,
        one.amountCents,
        one.filedOn,
      ]),
    ),
    'analyze regeling, werkgever, voucher, declaratie',
  ];
}

function schemeRow(scheme: FundRecords['schemes'][number]) {
  return [
    scheme.id,
    scheme.name,
    scheme.programme,
    TYPE_CODES[scheme.type],
    scheme.uses.map((use) => USES[use]).join(','),
    scheme.sectors.join(','),
    scheme.regions.join(','),
    scheme.targetGroups.join(','),
    scheme.maxMonths,
    scheme.opensOn,
    scheme.closesOn,
    scheme.budgetCents,
    scheme.maximumCents,
    scheme.applyAt,
    scheme.contact,
    true,
    scheme.changedAt,
  ];
}

function voucherRow(voucher: FundRecords['vouchers'][number]) {
  return [
    voucher.number,
    voucher.schemeId,
    USES[voucher.use],
    STATUSES[voucher.status],
    voucher.issuedOn,
    voucher.expiresOn,
    voucher.redeemedOn,
    voucher.amountCents,
    REQUESTERS[voucher.requestedBy],
    voucher.municipality,
    voucher.provider,
    voucher.employerKvk,
    voucher.changedAt,
    SITUATIONS[voucher.situation],
  ];
}
