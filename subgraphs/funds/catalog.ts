/** Statements about the tables of a fund themselves, for a check of its layout: no value of a row is selected. */
import {
  parseExpression,
  parseTableName,
  quoteName,
  renderExpression,
  type Expression,
} from './expression.ts';
import type { FundLayout } from './layout.ts';
import type { Statement } from './sql.ts';

/** A column, or an expression over columns, that a layout names. */
export interface NamedColumn {
  /** Its place in the layout, such as `vouchers`, `status`, `column`. */
  readonly path: readonly string[];
  readonly table: string;
  /** As the layout writes it. */
  readonly source: string;
  /** The columns of the table in it. */
  readonly names: readonly string[];
}

/** Every column that a layout names. */
export function columnsIn(layout: FundLayout): readonly NamedColumn[] {
  const { vouchers, schemes, declarations } = layout;
  const parts = { schemes, vouchers, declarations };
  return Object.entries(parts).flatMap(([part, table]) =>
    table === undefined ? [] : columnsBelow([part], table.table, table),
  );
}

function columnsBelow(
  path: readonly string[],
  table: string,
  given: object,
): readonly NamedColumn[] {
  return Object.entries(given).flatMap(([name, value]): readonly NamedColumn[] => {
    if (['table', 'unit', 'values'].includes(name)) return [];
    const here = [...path, name];
    if (typeof value === 'string') {
      const names = namesIn(parseExpression(value));
      // An expression without a column needs none.
      return names.length === 0 ? [] : [{ path: here, table, source: value, names }];
    }
    if (typeof value !== 'object' || value === null) return [];
    const own = 'table' in value && typeof value.table === 'string' ? value.table : table;
    return columnsBelow(here, own, value);
  });
}

function namesIn(expression: Expression): readonly string[] {
  if (expression.kind === 'name') return [expression.name];
  if (expression.kind === 'join') return expression.parts.flatMap(namesIn);
  return expression.kind === 'call' ? expression.args.flatMap(namesIn) : [];
}

const quoted = (table: string) => parseTableName(table).map(quoteName).join('.');

const COLUMNS_MAX = 5_000;

/** The columns of some tables: `table`, `column` (null where there is no such table), `type` and `readable`. */
export function columnsStatement(tables: readonly string[]): Statement {
  return {
    sql: `select w.name as "table", a.attname::pg_catalog.text as "column",
        pg_catalog.format_type(a.atttypid, a.atttypmod) as "type",
        pg_catalog.has_column_privilege(c.oid, a.attnum, 'SELECT') as "readable"
      from pg_catalog.unnest($1::pg_catalog.text[]) as w(name)
      left join pg_catalog.pg_class c on c.oid = pg_catalog.to_regclass(w.name)
      left join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      limit ${COLUMNS_MAX}`,
    values: [tables.map(quoted)],
    rowsMax: COLUMNS_MAX,
  };
}

/** The name by which `columnsStatement` knows a table. */
export const catalogName = quoted;

const TABLES_MAX = 1_000;

/** The tables and views that this user can see, as a layout writes them. */
export const tablesStatement: Statement = {
  sql: `select n.nspname::pg_catalog.text as "schema", c.relname::pg_catalog.text as "name"
    from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'v', 'm', 'p', 'f') and n.nspname not in ('pg_catalog', 'information_schema')
    order by 1, 2 limit ${TABLES_MAX}`,
  values: [],
  rowsMax: TABLES_MAX,
};

/** So many rows tell what a column holds. */
const SAMPLE_ROWS = 1_000;

/**
 * Of each column over the first rows of a table: `at` (its place in the list), `rows`, `present`, the lengths
 * `shortest` and `longest` of its texts, whether all are `digits`, and its `type`.
 */
export function shapesStatement(table: string, sources: readonly string[]): Statement {
  const text = 'pg_catalog.text';
  const inner = sources.map(
    (source, at) => `${renderExpression(parseExpression(source), 't')} as c${at}`,
  );
  const each = sources.map(
    (_, at) => `(${at}, s.c${at}::${text}, pg_catalog.pg_typeof(s.c${at})::${text})`,
  );
  return {
    sql: `select x.place as "at", pg_catalog.count(*) as "rows",
        pg_catalog.count(nullif(x.value, '')) as "present",
        pg_catalog.min(pg_catalog.length(x.value)) as "shortest",
        pg_catalog.max(pg_catalog.length(x.value)) as "longest",
        pg_catalog.bool_and(x.value operator(pg_catalog.~) '^[0-9]+$') as "digits", pg_catalog.min(x.type) as "type"
      from (select ${inner.join(', ')} from ${quoted(table)} t limit ${SAMPLE_ROWS}) s
      cross join lateral (values ${each.join(', ')}) as x(place, value, type)
      group by 1 order by 1`,
    values: [],
    rowsMax: sources.length,
  };
}
