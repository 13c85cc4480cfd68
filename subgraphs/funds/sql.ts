import { isPossibleText } from '../kit/partners/possible-text.ts';
import type { Direction } from '../kit/paging/merge-pages.ts';
import type { RowKey } from '../kit/paging/cursor.ts';
import type { VoucherDimension, VoucherFilter } from '../../schema/generated/funds.ts';
import type { FundLayout } from './layout.ts';

/** A statement and its values, ready for the database. */
export interface Statement {
  readonly sql: string;
  readonly values: readonly unknown[];
  /** A result with more rows is a fault of the fund. */
  readonly rowsMax: number;
}

const SCHEMES_MAX = 1_000;
/** Of one voucher. */
const DECLARATIONS_MAX = 100;
const GROUPS_MAX = 50_000;

/** A filter of vouchers; its region has become municipalities. */
export interface VoucherSelection extends Omit<VoucherFilter, 'funds' | 'region'> {
  readonly municipalities?: readonly string[];
}

/** The dimensions that the database groups by; the fund itself is known. */
export type CountedDimension = Exclude<VoucherDimension, 'FUND'>;

/** One fund's share of a page: the rows after a key, in order. */
export interface VoucherPage {
  readonly selection: VoucherSelection;
  readonly after: RowKey | undefined;
  readonly direction: Direction;
  readonly limit: number;
}

/**
 * Statements for one layout. Names come from the checked layout, and everything else is a
 * parameter.
 */
export function createStatements(layout: FundLayout) {
  const { vouchers: v, schemes: s, declarations: d } = layout;
  const numberText = `v.${q(v.number)}::text collate "C"`;

  const from = `from ${q(v.table)} v join ${q(s.table)} s on s.${q(s.code)} = v.${q(v.scheme)}`;
  const size = sizeOf(v);
  const select = `select v.${q(v.number)}::text as number, v.${q(v.scheme)}::text as scheme,
    s.${q(s.type.column)}::text as type, s.${q(s.programme)}::text as programme,
    v.${q(v.use.column)}::text as use, v.${q(v.status.column)}::text as status,
    v.${q(v.issuedOn)} as issued_on, v.${q(v.expiresOn)} as expires_on,
    v.${q(v.redeemedOn)} as redeemed_on, v.${q(v.amount.column)} as amount,
    v.${q(v.requestedBy.column)}::text as requested_by, v.${q(v.municipality)}::text as municipality,
    v.${q(typeof v.school === 'string' ? v.school : v.school.column)}::text as school,
    v.${q(v.employer)}::text as employer, ${size.column} as employer_size,
    v.${q(v.changedAt)} as changed_at`;

  return {
    voucherPage({ selection, after, direction, limit }: VoucherPage): Statement {
      const values = createValues();
      const conditions = conditionsOf(layout, selection, values);
      if (after !== undefined) {
        const sign = direction === 'ASC' ? '>' : '<';
        const day = values.add(after[0]);
        const number = values.add(after[1]);
        conditions.push(
          `(v.${q(v.issuedOn)} ${sign} ${day}::date or (v.${q(v.issuedOn)} = ${day}::date and ${numberText} ${sign} ${number}))`,
        );
      }
      return {
        sql: `${select} ${from} ${size.join} ${where(conditions)}
          order by v.${q(v.issuedOn)} ${direction}, ${numberText} ${direction}
          limit ${values.add(limit)}::int`,
        values: values.all,
        rowsMax: limit,
      };
    },

    vouchersByNumber: (numbers: readonly string[]): Statement => ({
      sql: `${select} ${from} ${size.join} where v.${q(v.number)}::text = any($1::text[])`,
      values: [numbers.filter(isPossibleText)],
      rowsMax: numbers.length,
    }),

    /** With what was committed before a day, so that today's vouchers are not disclosed. */
    schemes(before: string): Statement {
      const values = createValues();
      const used = usedBefore(layout, values, before);
      return {
        sql: `select s.${q(s.code)}::text as code, s.${q(s.name)} as name,
            s.${q(s.type.column)}::text as type, s.${q(s.uses.column)} as uses,
            s.${q(s.programme)}::text as programme, s.${q(s.sectors)} as sectors,
            s.${q(s.regions)} as regions, s.${q(s.targetGroups)} as target_groups,
            s.${q(s.maxMonths)} as max_months, s.${q(s.opensOn)} as opens_on,
            s.${q(s.closesOn)} as closes_on, s.${q(s.budget.column)} as budget,
            coalesce(u.committed, 0) as committed, u.highest as highest,
            ${s.synthetic === undefined ? 'false' : `s.${q(s.synthetic)}`} as synthetic,
            s.${q(s.changedAt)} as changed_at
          from ${q(s.table)} s left join (${used}) u on u.scheme = s.${q(s.code)}
          order by s.${q(s.code)} limit ${SCHEMES_MAX + 1}`,
        values: values.all,
        rowsMax: SCHEMES_MAX,
      };
    },

    declarations: (numbers: readonly string[]): Statement => ({
      sql: `select d.${q(d.voucher)}::text as number,
          d.${q(typeof d.school === 'string' ? d.school : d.school.column)}::text as school,
          d.${q(d.association)}::text as association
        from ${q(d.table)} d where d.${q(d.voucher)}::text = any($1::text[])
        order by d.${q(d.filedOn)}, d.${q(d.association)}`,
      values: [numbers.filter(isPossibleText)],
      rowsMax: DECLARATIONS_MAX * numbers.length,
    }),

    counts(selection: VoucherSelection, dimensions: readonly CountedDimension[]): Statement {
      const values = createValues();
      const conditions = conditionsOf(layout, selection, values);
      const columns = dimensions.map((dimension) => `${dimensionOf(layout, dimension)}, `).join('');
      const groups = dimensions.map((_, index) => index + 1).join(', ');
      return {
        sql: `select ${columns}count(*)::int as number ${from} ${size.join} ${where(conditions)}
          ${groups === '' ? '' : `group by ${groups}`}`,
        values: values.all,
        rowsMax: GROUPS_MAX,
      };
    },

    ping: (): Statement => ({ sql: `select 1 from ${q(s.table)} limit 1`, values: [], rowsMax: 1 }),
  };
}

/** The fund's codes for some values of the graph. */
function codesFor<Word extends string>(
  values: Readonly<Record<string, Word>>,
  words: readonly NoInfer<Word>[],
): readonly string[] {
  return Object.keys(values).filter((code) => words.some((word) => word === values[code]));
}

function conditionsOf(layout: FundLayout, wanted: VoucherSelection, values: Values): string[] {
  const { vouchers: v, schemes: s } = layout;
  const conditions: string[] = [];
  const isAnyOf = (column: string, list: readonly string[]) =>
    conditions.push(`${column}::text = any(${values.add(list.filter(isPossibleText))}::text[])`);

  if (wanted.programme != null) isAnyOf(`s.${q(s.programme)}`, [wanted.programme]);
  if (wanted.types) isAnyOf(`s.${q(s.type.column)}`, codesFor(s.type.values, wanted.types));
  if (wanted.uses) isAnyOf(`v.${q(v.use.column)}`, codesFor(v.use.values, wanted.uses));
  if (wanted.statuses) {
    isAnyOf(`v.${q(v.status.column)}`, codesFor(v.status.values, wanted.statuses));
  }
  if (wanted.municipalities) isAnyOf(`v.${q(v.municipality)}`, wanted.municipalities);
  if (wanted.issuedFrom != null) {
    conditions.push(`v.${q(v.issuedOn)} >= ${values.add(wanted.issuedFrom)}::date`);
  }
  if (wanted.issuedTo != null) {
    conditions.push(`v.${q(v.issuedOn)} <= ${values.add(wanted.issuedTo)}::date`);
  }
  return conditions;
}

/** The database classifies headcounts, so that no headcount is sent. */
function dimensionOf(layout: FundLayout, dimension: CountedDimension): string {
  const { vouchers: v, schemes: s } = layout;
  const name = `as ${q(dimension.toLowerCase())}`;
  switch (dimension) {
    case 'TYPE':
      return `s.${q(s.type.column)}::text ${name}`;
    case 'USE':
      return `v.${q(v.use.column)}::text ${name}`;
    case 'STATUS':
      return `v.${q(v.status.column)}::text ${name}`;
    case 'REQUESTED_BY':
      return `v.${q(v.requestedBy.column)}::text ${name}`;
    case 'REGION':
      return `v.${q(v.municipality)}::text ${name}`;
    case 'QUARTER':
      return `to_char(v.${q(v.issuedOn)}, 'YYYY-"Q"Q') ${name}`;
    case 'EMPLOYER_SIZE':
      return 'headcount' in v.employerSize
        ? `case when v.${q(v.employerSize.headcount)} < 10 then '9'
            when v.${q(v.employerSize.headcount)} < 50 then '49'
            when v.${q(v.employerSize.headcount)} < 250 then '249'
            when v.${q(v.employerSize.headcount)} >= 250 then '250' end ${name}`
        : `${sizeOf(v).column} ${name}`;
  }
}

function sizeOf(v: FundLayout['vouchers']): { readonly column: string; readonly join: string } {
  if ('headcount' in v.employerSize) {
    return { column: `v.${q(v.employerSize.headcount)}::text`, join: '' };
  }
  const { table, key, column } = v.employerSize;
  return {
    column: `e.${q(column)}::text`,
    join: `left join ${q(table)} e on e.${q(key)} = v.${q(v.employer)}`,
  };
}

/**
 * What the vouchers of each scheme took of its budget when a day began. A voucher that expired, was
 * withdrawn or changed since then still counts, and so does one with an unknown status, because it
 * may have taken money.
 */
function usedBefore({ vouchers: v }: FundLayout, values: Values, before: string): string {
  const released = values.add(codesFor(v.status.values, ['EXPIRED', 'WITHDRAWN']));
  const expired = values.add(codesFor(v.status.values, ['EXPIRED']));
  const day = values.add(before);
  const status = `coalesce(v.${q(v.status.column)}::text, '')`;
  return `select v.${q(v.scheme)} as scheme, max(v.${q(v.amount.column)}) as highest,
      sum(v.${q(v.amount.column)}) filter (where ${status} <> all(${released}::text[])
        or (${status} = any(${expired}::text[]) and v.${q(v.expiresOn)} >= ${day}::date)
        or v.${q(v.changedAt)} >= ${day}::date) as committed
    from ${q(v.table)} v where v.${q(v.issuedOn)} < ${day}::date group by 1`;
}

interface Values {
  readonly all: readonly unknown[];
  add(value: unknown): string;
}

function createValues(): Values {
  const all: unknown[] = [];
  return { all, add: (value) => `$${all.push(value)}` };
}

function where(conditions: readonly string[]): string {
  return conditions.length === 0 ? '' : `where ${conditions.join(' and ')}`;
}

/** Quotes a name of the layout, which its schema has already checked. */
function q(name: string): string {
  return `"${name}"`;
}
