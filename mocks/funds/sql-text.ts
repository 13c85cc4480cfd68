/** A value as an SQL literal. Only for generated data, never for input of a request. */
export type SqlValue = string | number | boolean | null | readonly string[];

const ROWS_PER_INSERT = 500;

export function literal(value: SqlValue): string {
  if (value === null) return 'null';
  if (typeof value === 'boolean' || typeof value === 'number') return String(value);
  if (typeof value === 'string') return `'${value.replaceAll("'", "''")}'`;
  return `array[${value.map(literal).join(', ')}]::text[]`;
}

/** Insert statements of a bounded size. */
export function insertsInto(table: string, rows: readonly (readonly SqlValue[])[]): string[] {
  const statements: string[] = [];
  for (let start = 0; start < rows.length; start += ROWS_PER_INSERT) {
    const values = rows
      .slice(start, start + ROWS_PER_INSERT)
      .map((row) => `(${row.map(literal).join(', ')})`);
    statements.push(`insert into ${table} values\n${values.join(',\n')}`);
  }
  return statements;
}

/** Cents as a decimal number of euros, without binary floating point. */
export function euros(cents: number): string {
  return `${Math.trunc(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
}
