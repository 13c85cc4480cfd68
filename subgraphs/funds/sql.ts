import { isPossibleText } from '../kit/partners/possible-text.ts';
import type { Direction } from '../kit/paging/merge-pages.ts';
import type { RowKey } from '../kit/paging/cursor.ts';
import type { VoucherFilter } from '../../schema/generated/funds.ts';
import type { Parameter } from '../kit/partners/read-only-query.ts';
import { parseExpression, parseTableName, quoteName, renderExpression } from './expression.ts';
import type { FundLayout } from './layout.ts';

/** A statement and its values, ready for the database. */
export interface Statement {
  readonly sql: string;
  readonly values: readonly Parameter[];
  /** A result with more rows is a fault of the fund. */
  readonly rowsMax: number;
}

const SCHEMES_MAX = 1_000;
/** Of one voucher. */
export const DECLARATIONS_MAX = 100;
const GROUPS_MAX = 50_000;

/** A filter of vouchers; its region has become municipalities. */
export interface VoucherSelection extends Omit<VoucherFilter, 'funds' | 'region'> {
  readonly municipalities?: readonly string[];
}

/** The dimensions that the database groups by. */
export type CountedDimension =
  'TYPE' | 'USE' | 'STATUS' | 'REQUESTED_BY' | 'EMPLOYER_SIZE' | 'REGION' | 'QUARTER';

/** One fund's share of a page: the rows after a key, in order. */
export interface VoucherPage {
  readonly selection: VoucherSelection;
  readonly after: RowKey | undefined;
  readonly direction: Direction;
  readonly limit: number;
  /** Without the days after that of the row with this number; all rows without it. */
  readonly enough?: number | null;
  /** Also what schools declared for each voucher: `declared_at` and `declared`, lists of one length. */
  readonly withDeclarations?: boolean;
}

/**
 * Statements for one layout. Names and expressions come from the checked layout, and everything else is a
 * parameter. Columns are selected as they are, because their type tells how to read them. Functions and types
 * have the schema `pg_catalog`, so that a fund's own of that name are not called.
 */
export function createStatements(layout: FundLayout) {
  const { vouchers: v, schemes: s, declarations: d } = layout;
  const number = `${columnOf('v', v.number)}::${TEXT}`;
  const numberInOrder = `${number} collate pg_catalog."C"`;
  const issuedOn = columnOf('v', v.issuedOn);

  const from = `from ${tableOf(v.table)} v
    join ${tableOf(s.table)} s on ${columnOf('s', s.code)} = ${columnOf('v', v.scheme)}`;
  const size = sizeOf(v);
  const select = `select ${columnOf('v', v.number)} as number, ${columnOf('v', v.scheme)} as scheme,
    ${columnOf('s', s.type?.column)} as type, ${columnOf('s', s.programme)} as programme,
    ${columnOf('v', v.use?.column)} as use, ${columnOf('v', v.status?.column)} as status,
    ${issuedOn} as issued_on, ${columnOf('v', v.expiresOn)} as expires_on,
    ${columnOf('v', v.redeemedOn)} as redeemed_on, ${columnOf('v', v.amount?.column)} as amount,
    ${columnOf('v', v.requestedBy?.column)} as requested_by,
    ${columnOf('v', v.municipality)} as municipality, ${columnOf('v', schoolColumn(v.school))} as school,
    ${columnOf('v', v.employer)} as employer, ${size.column} as employer_size,
    ${momentOf('v', v.changedAt)} as changed_at`;

  return {
    voucherPage(wanted: VoucherPage): Statement {
      const { selection, after, direction, limit, enough, withDeclarations } = wanted;
      const values = createValues();
      const conditions = conditionsOf(layout, selection, values);
      if (after !== undefined) {
        const day = `${values.add(after[0])}::${DATE}`;
        const last = values.add(after[1]);
        // Without a cast of the column, so that an index serves; a moment counts as its day.
        const isOnDay = `${issuedOn} >= ${day} and ${issuedOn} < ${day} + 1`;
        conditions.push(
          direction === 'ASC'
            ? `(${issuedOn} >= ${day} + 1 or (${isOnDay} and ${numberInOrder} > ${last}))`
            : `(${issuedOn} < ${day} or (${isOnDay} and ${numberInOrder} < ${last}))`,
        );
      }
      const rows = `${select} ${from} ${size.join} ${where(conditions)}
          order by ${issuedOn}::${DATE} ${direction}, ${numberInOrder} ${direction}
          limit ${values.add(limit)}::pg_catalog.int4`;
      const page =
        enough == null
          ? rows
          : untilDayOf(`${values.add(enough)}::pg_catalog.int4`, rows, direction);
      const isJoined = withDeclarations === true && d !== undefined;
      return {
        sql: isJoined ? declaredFor(page, d, direction) : page,
        values: values.all,
        rowsMax: limit,
      };
    },

    vouchersByNumber: (numbers: readonly string[]): Statement => ({
      sql: `${select} ${from} ${size.join} where ${number} = any($1::${TEXT}[])`,
      values: [numbers.filter(isPossibleText)],
      rowsMax: numbers.length,
    }),

    /** With what was committed before a day, so that today's vouchers are not disclosed. */
    schemes(before: string): Statement {
      const values = createValues();
      const used = usedBefore(layout, values, before);
      return {
        sql: `select ${columnOf('s', s.code)} as code, ${columnOf('s', s.name)} as name,
            ${columnOf('s', s.type?.column)} as type, ${columnOf('s', s.uses?.column)} as uses,
            ${columnOf('s', s.programme)} as programme, ${columnOf('s', s.sectors)} as sectors,
            ${columnOf('s', s.regions)} as regions, ${columnOf('s', s.targetGroups)} as target_groups,
            ${columnOf('s', s.maxMonths)} as max_months, ${columnOf('s', s.opensOn)} as opens_on,
            ${columnOf('s', s.closesOn)} as closes_on, ${columnOf('s', s.budget?.column)} as budget,
            ${columnOf('s', s.maximum?.column)} as maximum, ${columnOf('s', s.applyAt)} as apply_at,
            ${columnOf('s', s.contact)} as contact,
            u.committed as committed, u.highest as highest,
            ${columnOf('s', s.synthetic)} as synthetic, ${momentOf('s', s.changedAt)} as changed_at
          from ${tableOf(s.table)} s left join (${used}) u on u.scheme = ${columnOf('s', s.code)}
          order by ${columnOf('s', s.code)} limit ${SCHEMES_MAX + 1}`,
        values: values.all,
        rowsMax: SCHEMES_MAX,
      };
    },

    /** Null for a fund without declarations. */
    declarations: (numbers: readonly string[]): Statement | null =>
      d === undefined
        ? null
        : {
            sql: `select ${columnOf('d', d.voucher)} as number, ${columnOf('d', schoolColumn(d.school))} as school,
            ${columnOf('d', d.association)} as association
          from ${tableOf(d.table)} d where ${columnOf('d', d.voucher)}::${TEXT} = any($1::${TEXT}[])
          order by ${columnOf('d', d.filedOn)}, ${columnOf('d', d.association)}`,
            values: [numbers.filter(isPossibleText)],
            rowsMax: DECLARATIONS_MAX * numbers.length,
          },

    counts(selection: VoucherSelection, dimensions: readonly CountedDimension[]): Statement {
      const values = createValues();
      const conditions = conditionsOf(layout, selection, values);
      const columns = dimensions.map((dimension) => `${dimensionOf(layout, dimension)}, `).join('');
      const groups = dimensions.map((_, index) => index + 1).join(', ');
      return {
        sql: `select ${columns}pg_catalog.count(*) as number ${from} ${size.join} ${where(conditions)}
          ${groups === '' ? '' : `group by ${groups}`}`,
        values: values.all,
        rowsMax: GROUPS_MAX,
      };
    },

    ping: (): Statement => ({
      sql: `select 1 as one from ${tableOf(s.table)} s limit 1`,
      values: [],
      rowsMax: 1,
    }),
  };
}

/** The order of a page, of its columns. */
const orderOf = (direction: Direction) =>
  `order by page.issued_on::${DATE} ${direction},
      page.number::${TEXT} collate pg_catalog."C" ${direction}`;

/**
 * The rows up to the last one of the day of the row with this number, or all where there are fewer. A row costs us
 * more to receive than the database to leave out.
 */
function untilDayOf(count: string, rows: string, direction: Direction): string {
  const isWithin = direction === 'ASC' ? '<=' : '>=';
  return `with found as (${rows})
    select page.* from found page where (page.issued_on::${DATE} ${isWithin} (
        select page.issued_on::${DATE} from found page ${orderOf(direction)}
        limit 1 offset ${count} - 1)) is not false
    ${orderOf(direction)}`;
}

/**
 * A page of vouchers with the declarations of each, which are read once for the whole page: their table need not have
 * an index by voucher.
 */
function declaredFor(
  page: string,
  d: NonNullable<FundLayout['declarations']>,
  direction: Direction,
): string {
  const voucher = `${columnOf('d', d.voucher)}::${TEXT}`;
  const association = columnOf('d', d.association);
  const school = columnOf('d', schoolColumn(d.school));
  // Up to the school, so that both lists have one order.
  const inOrder = `order by ${columnOf('d', d.filedOn)}, ${association}, ${school}`;
  const listOf = (column: string) => `pg_catalog.array_agg(${column}::${TEXT} ${inOrder})`;
  return `with page as (${page})
    select page.*, declared.schools as declared_at, declared.associations as declared
    from page left join (select ${voucher} as voucher, ${listOf(school)} as schools,
        ${listOf(association)} as associations
      from ${tableOf(d.table)} d where ${voucher} in (select page.number::${TEXT} from page)
      group by 1) declared on declared.voucher = page.number::${TEXT}
    ${orderOf(direction)}`;
}

export const TEXT = 'pg_catalog.text';
export const DATE = 'pg_catalog.date';

export function tableOf(name: string): string {
  return parseTableName(name).map(quoteName).join('.');
}

/** A column or an expression over columns of the table with this alias; what a layout leaves out is NULL. */
export function columnOf(alias: string, source: string | undefined, type = TEXT): string {
  const expression = source === undefined ? ({ kind: 'null' } as const) : parseExpression(source);
  if (expression.kind === 'null') return `null::${type}`;
  return renderExpression(expression, alias);
}

/**
 * A day or a moment as a moment, in the time zone of the statement where it has none. `coalesce` rejects other types,
 * and a cast would read a text in some notation.
 */
export function momentOf(alias: string, source: string | undefined): string {
  const type = 'pg_catalog.timestamptz';
  return `coalesce(${columnOf(alias, source, type)}, null::${type})`;
}

function schoolColumn(school: FundLayout['vouchers']['school']): string | undefined {
  return typeof school === 'object' ? school.column : school;
}

/** The fund's codes for some values of the graph. */
export function codesFor<Word extends string>(
  values: Readonly<Record<string, Word>>,
  words: readonly NoInfer<Word>[],
): readonly string[] {
  return Object.keys(values).filter((code) => words.some((word) => word === values[code]));
}

function conditionsOf(layout: FundLayout, wanted: VoucherSelection, values: Values): string[] {
  const { vouchers: v, schemes: s, words } = layout;
  const conditions: string[] = [];
  const isAnyOf = (column: string, list: readonly string[]) =>
    conditions.push(
      `${column}::${TEXT} = any(${values.add(list.filter(isPossibleText))}::${TEXT}[])`,
    );

  if (wanted.programme != null) {
    const { programmes } = words;
    const codes = programmes ? codesFor(programmes, [wanted.programme]) : [wanted.programme];
    isAnyOf(columnOf('s', s.programme), codes);
  }
  if (wanted.types) {
    isAnyOf(columnOf('s', s.type?.column), codesFor(s.type?.values ?? {}, wanted.types));
  }
  if (wanted.uses)
    isAnyOf(columnOf('v', v.use?.column), codesFor(v.use?.values ?? {}, wanted.uses));
  if (wanted.statuses) {
    isAnyOf(columnOf('v', v.status?.column), codesFor(v.status?.values ?? {}, wanted.statuses));
  }
  if (wanted.municipalities) isAnyOf(columnOf('v', v.municipality), wanted.municipalities);
  const issuedOn = columnOf('v', v.issuedOn);
  if (wanted.issuedFrom != null) {
    conditions.push(`${issuedOn} >= ${values.add(wanted.issuedFrom)}::${DATE}`);
  }
  if (wanted.issuedTo != null) {
    conditions.push(`${issuedOn} < ${values.add(wanted.issuedTo)}::${DATE} + 1`);
  }
  return conditions;
}

/** The database classifies headcounts, so that no headcount is sent. */
function dimensionOf(layout: FundLayout, dimension: CountedDimension): string {
  const { vouchers: v, schemes: s } = layout;
  const name = `as ${quoteName(dimension.toLowerCase())}`;
  switch (dimension) {
    case 'TYPE':
      return `${columnOf('s', s.type?.column)} ${name}`;
    case 'USE':
      return `${columnOf('v', v.use?.column)} ${name}`;
    case 'STATUS':
      return `${columnOf('v', v.status?.column)} ${name}`;
    case 'REQUESTED_BY':
      return `${columnOf('v', v.requestedBy?.column)} ${name}`;
    case 'REGION':
      return `${columnOf('v', v.municipality)} ${name}`;
    case 'QUARTER':
      // With the era, because the year 44 BC would look like the year 44.
      return `pg_catalog.to_char(${columnOf('v', v.issuedOn)}, 'YYYY-"Q"Q BC') ${name}`;
    case 'EMPLOYER_SIZE': {
      if (v.employerSize === undefined || !('headcount' in v.employerSize)) {
        return `${sizeOf(v).column} ${name}`;
      }
      const headcount = columnOf('v', v.employerSize.headcount, 'pg_catalog.int4');
      return `case when ${headcount} < 10 then '9' when ${headcount} < 50 then '49'
          when ${headcount} < 250 then '249' when ${headcount} >= 250 then '250' end ${name}`;
    }
  }
}

export function sizeOf(v: FundLayout['vouchers']): {
  readonly column: string;
  readonly join: string;
} {
  if (v.employerSize === undefined) return { column: `null::${TEXT}`, join: '' };
  if ('headcount' in v.employerSize) {
    return { column: columnOf('v', v.employerSize.headcount), join: '' };
  }
  const { table, key, column } = v.employerSize;
  return {
    column: columnOf('e', column),
    join: `left join ${tableOf(table)} e on ${columnOf('e', key)} = ${columnOf('v', v.employer)}`,
  };
}

/**
 * What the vouchers of each scheme took of its budget when a day began. A voucher that expired, was
 * withdrawn or changed since then still counts, and so does one with an unknown status or of which no one knows
 * when it changed, because it may have taken money.
 */
function usedBefore({ vouchers: v }: FundLayout, values: Values, before: string): string {
  const statuses = v.status?.values ?? {};
  const released = values.add(codesFor(statuses, ['EXPIRED', 'WITHDRAWN']));
  const expired = values.add(codesFor(statuses, ['EXPIRED']));
  const day = `${values.add(before)}::${DATE}`;
  const status = `coalesce(${columnOf('v', v.status?.column)}::${TEXT}, '')`;
  const amount = columnOf('v', v.amount?.column, 'pg_catalog.numeric');
  return `select ${columnOf('v', v.scheme)} as scheme, pg_catalog.max(${amount}) as highest,
      pg_catalog.sum(${amount}) filter (where ${status} <> all(${released}::${TEXT}[])
        or (${status} = any(${expired}::${TEXT}[]) and ${columnOf('v', v.expiresOn, DATE)} >= ${day})
        or (${columnOf('v', v.changedAt, DATE)} >= ${day}) is not false) as committed
    from ${tableOf(v.table)} v where ${columnOf('v', v.issuedOn)} < ${day} group by 1`;
}

export interface Values {
  readonly all: readonly Parameter[];
  add(value: Parameter): string;
}

export function createValues(): Values {
  const all: Parameter[] = [];
  return { all, add: (value) => `$${all.push(value)}` };
}

export function where(conditions: readonly string[]): string {
  return conditions.length === 0 ? '' : `where ${conditions.join(' and ')}`;
}
