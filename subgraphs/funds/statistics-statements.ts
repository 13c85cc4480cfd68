/** Statements for statistics: vouchers grouped by the database, and the numbers of the vouchers that are counted. */
import { isPossibleText } from '../kit/partners/possible-text.ts';
import type { RowKey } from '../kit/paging/cursor.ts';
import { quoteName } from './expression.ts';
import type { FundLayout } from './layout.ts';
import {
  codesFor,
  columnOf,
  createValues,
  DATE,
  momentOf,
  sizeOf,
  tableOf,
  TEXT,
  where,
  type Statement,
  type Values,
} from './sql.ts';

/** The columns of vouchers that a fund itself knows; which fund it is, is known without asking it. */
export const VOUCHER_COLUMNS = [
  'programme',
  'voucher-type',
  'voucher-use',
  'requester',
  'employer-size',
  'membership',
  'region',
  'situation',
  'issued',
  'redeemed',
  'expired',
  'withdrawn',
  'issued-day',
] as const;
export type VoucherColumn = (typeof VOUCHER_COLUMNS)[number];

/** Which vouchers are counted: those issued until a day, of some programmes or of any. */
export interface SelectedVouchers {
  /** The last day that counts. */
  readonly until: string;
  /** Null for every programme, and none. */
  readonly programmes: readonly string[] | null;
}

const GROUPS_MAX = 100_000;
const EMPLOYERS_MAX = 200_000;

/** The name in a result of a column. */
export const aliasOf = (column: VoucherColumn): string => column.replaceAll('-', '_');

/** Statements for one layout; as in `sql.ts`, names come from the checked layout and all else is a parameter. */
export function createStatisticsStatements(layout: FundLayout) {
  const { vouchers: v, schemes: s } = layout;
  const issuedOn = columnOf('v', v.issuedOn);
  const number = columnOf('v', v.number);
  const numberInOrder = `${number}::${TEXT} collate pg_catalog."C"`;
  const from = `from ${tableOf(v.table)} v
    join ${tableOf(s.table)} s on ${columnOf('s', s.code)} = ${columnOf('v', v.scheme)}`;

  const select = (columns: readonly VoucherColumn[], { until }: SelectedVouchers, values: Values) =>
    columns.map(
      (column) =>
        `${expressionOf(column, layout, () => dayAfter(until, values), values)} as ${quoteName(aliasOf(column))}`,
    );
  const joins = [sizeOf(v).join, membershipOf(v).join].join(' ');

  return {
    /** Groups of vouchers, each with its `number_of_vouchers`. */
    counts(counted: SelectedVouchers, columns: readonly VoucherColumn[]): Statement {
      const values = createValues();
      const selected = select(columns, counted, values);
      const groups = columns.map((_, index) => index + 1).join(', ');
      return {
        sql: `select ${[...selected, 'pg_catalog.count(*) as number_of_vouchers'].join(', ')}
          ${from} ${joins} ${where(conditionsOf(layout, counted, values))}
          ${groups === '' ? '' : `group by ${groups}`}`,
        values: values.all,
        rowsMax: GROUPS_MAX,
      };
    },

    /** Some vouchers after another one in the order of issue: `number`, `issued_on` and the columns. */
    page(
      counted: SelectedVouchers,
      columns: readonly VoucherColumn[],
      { after, limit }: { readonly after: RowKey | undefined; readonly limit: number },
    ): Statement {
      const values = createValues();
      const selected = select(columns, counted, values);
      const conditions = conditionsOf(layout, counted, values);
      if (after !== undefined) {
        const day = `${values.add(after[0])}::${DATE}`;
        conditions.push(
          `(${issuedOn} >= ${day} + 1 or (${issuedOn} >= ${day} and ${numberInOrder} > ${values.add(after[1])}))`,
        );
      }
      return {
        sql: `select ${[`${number} as number`, `${issuedOn} as issued_on`, ...selected].join(', ')}
          ${from} ${joins} ${where(conditions)}
          order by ${issuedOn}::${DATE}, ${numberInOrder} limit ${values.add(limit)}::pg_catalog.int4`,
        values: values.all,
        rowsMax: limit,
      };
    },

    /** The vouchers of each `employer` by what the fund knows of it, with the day of the first one. */
    employers(counted: SelectedVouchers, columns: readonly VoucherColumn[]): Statement {
      const values = createValues();
      const employer = columnOf('v', v.employer);
      const selected = select(columns, counted, values);
      const conditions = [...conditionsOf(layout, counted, values), `${employer} is not null`];
      return {
        sql: `select ${[...selected, `${employer} as employer`].join(', ')},
            ${dayText(`pg_catalog.min(${issuedOn})`)} as first_issued_on,
            pg_catalog.count(*) as number_of_vouchers
          ${from} ${joins} ${where(conditions)}
          group by ${[...columns, 'employer'].map((_, index) => index + 1).join(', ')}`,
        values: values.all,
        rowsMax: EMPLOYERS_MAX,
      };
    },
  };
}

const dayAfter = (day: string, values: Values) => `(${values.add(day)}::${DATE} + 1)`;
// With the era, because the year 44 BC would look like the year 44.
const quarterText = (day: string) => `pg_catalog.to_char(${day}, 'YYYY"Q"Q BC')`;
const dayText = (day: string) => `pg_catalog.to_char(${day}, 'YYYY-MM-DD BC')`;

function conditionsOf(
  { vouchers: v, schemes: s, words }: FundLayout,
  { until, programmes }: SelectedVouchers,
  values: Values,
): string[] {
  const conditions = [`${columnOf('v', v.issuedOn)} < ${dayAfter(until, values)}`];
  if (programmes !== null) {
    const codes = words.programmes ? codesFor(words.programmes, programmes) : programmes;
    const list = `${values.add(codes.filter(isPossibleText))}::${TEXT}[]`;
    conditions.push(`${columnOf('s', s.programme)}::${TEXT} = any(${list})`);
  }
  return conditions;
}

/** The fund's own code, a quarter such as `2019Q1 AD`, or a day; NULL for a step that was not reached in time. */
function expressionOf(
  column: VoucherColumn,
  layout: FundLayout,
  end: () => string,
  values: Values,
): string {
  const { vouchers: v, schemes: s } = layout;
  const redeemedOn = columnOf('v', v.redeemedOn, DATE);
  /** The quarter of a day on which something happened, unless that was too late. */
  const happened = (day: string, conditions: readonly string[] = []) => {
    const all = [...conditions, `pg_catalog.isfinite(${day})`, `${day} < ${end()}`];
    return `case when ${all.join(' and ')} then ${quarterText(day)} end`;
  };
  const hasStatus = (status: 'EXPIRED' | 'WITHDRAWN') =>
    `${columnOf('v', v.status?.column)}::${TEXT} = any(${values.add(codesFor(v.status?.values ?? {}, [status]))}::${TEXT}[])`;
  switch (column) {
    case 'programme':
      return columnOf('s', s.programme);
    case 'voucher-type':
      return columnOf('s', s.type?.column);
    case 'voucher-use':
      return columnOf('v', v.use?.column);
    case 'requester':
      return columnOf('v', v.requestedBy?.column);
    case 'employer-size':
      return sizeClassOf(v);
    case 'membership':
      return membershipOf(v).column;
    case 'region':
      return columnOf('v', v.municipality);
    case 'situation':
      return columnOf('v', v.applicantSituation?.column);
    case 'issued':
      return quarterText(columnOf('v', v.issuedOn));
    case 'issued-day':
      return dayText(columnOf('v', v.issuedOn));
    case 'redeemed':
      return happened(redeemedOn);
    // What was redeemed is neither of these, whatever its status says.
    case 'expired':
      return happened(columnOf('v', v.expiresOn, DATE), [
        hasStatus('EXPIRED'),
        `${redeemedOn} is null`,
      ]);
    case 'withdrawn':
      return happened(momentOf('v', v.changedAt), [
        hasStatus('WITHDRAWN'),
        `${redeemedOn} is null`,
      ]);
  }
}

/** The database classifies headcounts, so that no headcount is sent. */
function sizeClassOf(v: FundLayout['vouchers']): string {
  if (v.employerSize === undefined || !('headcount' in v.employerSize)) return sizeOf(v).column;
  const headcount = columnOf('v', v.employerSize.headcount, 'pg_catalog.int4');
  return `case when ${headcount} < 10 then '9' when ${headcount} < 50 then '49'
    when ${headcount} < 250 then '249' when ${headcount} >= 250 then '250' end`;
}

function membershipOf({ membership, employer }: FundLayout['vouchers']): {
  readonly column: string;
  readonly join: string;
} {
  if (membership === undefined || !('table' in membership)) {
    return { column: columnOf('v', membership?.column), join: '' };
  }
  const { table, key, column } = membership;
  return {
    column: columnOf('m', column),
    join: `left join ${tableOf(table)} m on ${columnOf('m', key)} = ${columnOf('v', employer)}`,
  };
}
