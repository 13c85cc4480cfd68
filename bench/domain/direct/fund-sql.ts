/**
 * The SQL of the hand-written code for the two layouts of the funds. Each statement selects only the
 * columns that its operation needs; both layouts return the same names, in euros and arrays.
 */
import type { Cell, Fund, Row } from './partners.ts';

const TYPES: Readonly<Record<string, string>> = {
  ZW: 'SEEKING_WORK_IN_TECH',
  WT: 'WORKING_IN_TECH',
  BT: 'RETRAINING_INTO_TECH',
  ZZP: 'SELF_EMPLOYED_IN_TECH',
  ORI: 'ORIENTATION',
  OPL: 'TRAINING',
  OND: 'SUPPORT',
  GEN: 'GENERIC',
  SEEK: 'SEEKING_WORK_IN_TECH',
  WORK: 'WORKING_IN_TECH',
  SWITCH: 'RETRAINING_INTO_TECH',
  SELF: 'SELF_EMPLOYED_IN_TECH',
  ORIENT: 'ORIENTATION',
  TRAIN: 'TRAINING',
  SUPPORT: 'SUPPORT',
  ANY: 'GENERIC',
};
const USES: Readonly<Record<string, string>> = {
  OPL: 'TRAINING',
  ORI: 'ORIENTATION',
  BEG: 'GUIDANCE',
  train: 'TRAINING',
  orient: 'ORIENTATION',
  guide: 'GUIDANCE',
};
const STATUSES: Readonly<Record<string, string>> = {
  U: 'ISSUED',
  V: 'REDEEMED',
  X: 'EXPIRED',
  I: 'WITHDRAWN',
  issued: 'ISSUED',
  redeemed: 'REDEEMED',
  expired: 'EXPIRED',
  withdrawn: 'WITHDRAWN',
};
const SCHOOLS: Readonly<Record<string, string>> = {
  'S-AVE': 'aventus',
  'S-SAX': 'saxion',
  'S-TAC': 'techniek-academie',
  'S-SMA': 'smart-makers-academy',
  'S-NOP': 'noorderpoort',
  'S-ALF': 'alfa-college',
  'S-DRE': 'drenthe-college',
  'S-FIR': 'firda',
};

/** The fields of a scheme that all operations need. */
export interface Scheme {
  readonly fund: string;
  readonly code: string;
  readonly name: string;
  readonly opensOn: string | null;
  readonly closesOn: string | null;
}

export interface OpenScheme extends Scheme {
  readonly type: string | null;
  readonly uses: readonly string[];
  readonly sectors: readonly string[];
  readonly regions: readonly string[];
  readonly maxMonths: number | null;
  readonly availability: 'OPEN' | 'ALMOST_EXHAUSTED' | 'EXHAUSTED';
  readonly leftPercent: number | null;
  readonly maximum: number | null;
  readonly applyAt: string | null;
  readonly contact: string | null;
  readonly isSynthetic: boolean;
  readonly changedAt: string;
}

export interface Voucher {
  readonly fund: string;
  readonly number: string;
  readonly scheme: string;
  readonly status: string | null;
  readonly use: string | null;
  readonly issuedOn: string;
  readonly redeemedOn: string | null;
  readonly amount: number;
  readonly school: string | null;
  /** Enrolments that a school declared: `[school, association]`, in order of declaration. */
  readonly declared: readonly (readonly [string, string])[];
}

const SCHEMES_A = `select r.regeling_id code, r.naam as name, r.soort as type, string_to_array(r.inzet, ',') uses,
    string_to_array(r.sectoren, ',') sectors, string_to_array(r.regios, ',') regions,
    r.max_maanden months, r.maximum_centen maximum, r.aanvragen_bij apply_at, r.contact, r.open_vanaf opens_on, r.open_tot closes_on, r.budget_centen budget,
    coalesce(u.committed, 0) committed, u.highest,
    r.synthetisch synthetic, r.bijgewerkt_op changed_at
  from regeling r left join (select regeling_id, max(bedrag_centen) highest, sum(bedrag_centen)
      filter (where status in ('U', 'V') or (status = 'X' and geldig_tot >= $2::date)
        or bijgewerkt_op >= $2::date) committed
    from voucher where uitgegeven_op < $2::date group by 1) u using (regeling_id)
  where coalesce(r.open_vanaf, $1) <= $1::date and coalesce(r.open_tot, $1) >= $1::date`;
const SCHEMES_B = `select code, title as name, kind as type, uses, sectors, areas regions, max_months months,
    maximum_eur * 100 maximum, apply_url apply_at, contact_url contact, valid_from opens_on, valid_to closes_on, budget_eur * 100 budget,
    coalesce(u.committed, 0) * 100 committed, u.highest * 100 highest,
    is_synthetic synthetic, changed_at
  from scheme_register left join (select scheme_code code, max(value_eur) highest, sum(value_eur)
      filter (where state in ('issued', 'redeemed') or (state = 'expired' and expiry_date >= $2::date)
        or changed_at >= $2::date) committed
    from vouchers_issued where issue_date < $2::date group by 1) u using (code)
  where coalesce(valid_from, $1) <= $1::date and coalesce(valid_to, $1) >= $1::date`;

/** The open schemes of all funds on a day, with one statement for each fund. */
export async function openSchemes(
  funds: readonly Fund[],
  day: string,
): Promise<readonly OpenScheme[]> {
  const month = Math.floor((Number(day.slice(5, 7)) - 1) / 3) * 3 + 1;
  const quarterStart = `${day.slice(0, 4)}-${String(month).padStart(2, '0')}-01`;
  const perFund = await Promise.all(
    funds.map(async ({ id, layout, applyAt, ask }) => {
      const rows = await ask(layout === 'A' ? SCHEMES_A : SCHEMES_B, [day, quarterStart]);
      return rows.map((row) => ({
        ...schemeOf(id, row),
        type: TYPES[String(row['type'])] ?? null,
        uses: texts(row['uses']).flatMap((use) => USES[use] ?? []),
        sectors: texts(row['sectors']),
        regions: texts(row['regions']),
        maxMonths: row['months'] === null ? null : Number(row['months']),
        ...leftOf(Number(row['budget']), Number(row['committed']), Number(row['highest'])),
        maximum: row['maximum'] === null ? null : Number(row['maximum']) / 100,
        applyAt: textOrNull(row['apply_at']) ?? applyAt,
        contact: textOrNull(row['contact']),
        isSynthetic: row['synthetic'] === true,
        changedAt: notAfter(instant(row['changed_at']), quarterStart),
      }));
    }),
  );
  return perFund.flat();
}

/** The schemes of each programme: only names and dates. */
export async function schemesByProgramme(funds: readonly Fund[]) {
  const perFund = await Promise.all(
    funds.map(async ({ id, layout, ask }) => {
      const rows = await ask(
        layout === 'A'
          ? `select programma programme, regeling_id code, naam as name, open_vanaf opens_on, open_tot closes_on
              from regeling where programma is not null`
          : `select programme, code, title as name, valid_from opens_on, valid_to closes_on
              from scheme_register where programme is not null`,
      );
      return rows.map((row) => ({ ...schemeOf(id, row), programme: String(row['programme']) }));
    }),
  );
  return perFund.flat();
}

const VOUCHERS_A = `select v.voucher_nr number, r.naam scheme, v.status, v.inzet as use, v.uitgegeven_op issued_on,
    v.verzilverd_op redeemed_on, v.bedrag_centen / 100.0 amount, v.opleider school,
    (select array_agg(d.school || ' ' || d.deelname_id order by d.ingediend_op, d.deelname_id)
      from declaratie d where d.voucher_nr = v.voucher_nr) declared
  from voucher v join regeling r using (regeling_id)`;
const VOUCHERS_B = `select v.serial number, s.title scheme, v.state status, v.purpose as use, v.issue_date issued_on,
    v.redemption_date redeemed_on, v.value_eur amount, v.provider_code school,
    (select array_agg(c.provider_code || ' ' || c.association_ref order by c.filed_on, c.association_ref)
      from claims c where c.voucher_serial = v.serial) declared
  from vouchers_issued v join scheme_register s on s.code = v.scheme_code`;

export type VoucherWish =
  | { readonly newest: number }
  | { readonly oldestRedeemed: number }
  | { readonly numbers: readonly string[] };

/** Vouchers of one fund with the scheme's name and the declarations of schools, in one statement. */
export async function vouchersAt(
  { id, layout, ask }: Fund,
  options: VoucherWish,
): Promise<readonly Voucher[]> {
  const isA = layout === 'A';
  const [day, number] = isA ? ['uitgegeven_op', 'voucher_nr'] : ['issue_date', 'serial'];
  const order = (direction: string) =>
    `order by v.${day} ${direction}, v.${number} collate "C" ${direction} limit $1`;
  const select = isA ? VOUCHERS_A : VOUCHERS_B;
  const redeemed = isA ? `v.status = 'V'` : `v.state = 'redeemed'`;
  const rows =
    'newest' in options
      ? await ask(`${select} ${order('desc')}`, [options.newest])
      : 'oldestRedeemed' in options
        ? await ask(`${select} where ${redeemed} ${order('asc')}`, [options.oldestRedeemed])
        : await ask(`${select} where v.${number} = any($1)`, [options.numbers]);
  return rows.map((row) => voucherOf(id, row));
}

function schemeOf(fund: string, row: Row): Scheme {
  return {
    fund,
    code: String(row['code']),
    name: String(row['name']),
    opensOn: textOrNull(row['opens_on']),
    closesOn: textOrNull(row['closes_on']),
  };
}

function voucherOf(fund: string, row: Row): Voucher {
  return {
    fund,
    number: String(row['number']),
    scheme: String(row['scheme']),
    status: STATUSES[String(row['status'])] ?? null,
    use: USES[String(row['use'])] ?? null,
    issuedOn: String(row['issued_on']),
    redeemedOn: textOrNull(row['redeemed_on']),
    amount: Number(row['amount']),
    school: row['school'] == null ? null : schoolOf(String(row['school'])),
    declared: texts(row['declared']).map((text) => {
      const [school = '', association = ''] = text.split(' ');
      return [schoolOf(school), association] as const;
    }),
  };
}

const schoolOf = (code: string) => SCHOOLS[code] ?? code;
const textOrNull = (value: Cell | undefined) => (value == null ? null : String(value));
const texts = (value: Cell | undefined): readonly string[] =>
  Array.isArray(value) ? value.map(String) : [];
const instant = (value: Cell | undefined) =>
  value instanceof Date ? value.toISOString() : String(value);

const notAfter = (moment: string, day: string) => (moment > day ? `${day}T00:00:00.000Z` : moment);

/** Tens of percents, rounded down, of a budget worth 100 vouchers; whether it is exhausted from 10 on. */
function leftOf(budget: number, committed: number, highest: number) {
  const left = Math.max(0, Math.round(budget) - Math.round(committed));
  const isWorth = (vouchers: number) =>
    highest > 0 && Math.round(budget) >= vouchers * Math.round(highest);
  const leftPercent = isWorth(100) ? Math.min(100, Math.floor((10 * left) / budget) * 10) : null;
  if (left === 0 && isWorth(10)) return { availability: 'EXHAUSTED', leftPercent } as const;
  return { availability: leftPercent === 0 ? 'ALMOST_EXHAUSTED' : 'OPEN', leftPercent } as const;
}
