import { PartnerFault } from './partner-fault.ts';
import { decodeValue, UNREADABLE, type ValueType } from './postgres-values.ts';
import { shapeOf } from './shape-fault.ts';

/** Reads the value of one column of a row; the fault of a value that does not fit names the column. */
export type ReadColumn = <Value>(column: string, check: (value: unknown) => Value) => Value;

/** The columns of a result by name, with their place in a row. */
export type Columns = ReadonlyMap<string, { readonly at: number; readonly type: ValueType }>;

/** A column that is missing is no NULL. */
export function columnReader(columns: Columns, row: readonly (string | null)[]): ReadColumn {
  return (name, check) => readColumn(columns, row, name, check);
}

function readColumn<Value>(
  columns: Columns,
  row: readonly (string | null)[],
  name: string,
  check: (value: unknown) => Value,
): Value {
  const column = columns.get(name);
  if (column === undefined) {
    throw new PartnerFault('garbled', { reason: 'result', fields: [`${name}: missing`] });
  }
  const text = row[column.at] ?? null;
  const { type } = column;
  let value: unknown;
  try {
    value = decodeValue(text, type);
    return check(value);
  } catch (error) {
    const known = error instanceof PartnerFault ? error : null;
    const shape = value === UNREADABLE ? 'not readable' : shapeOf(value ?? text);
    throw new PartnerFault(known?.fault ?? 'garbled', {
      ...(known?.detail ?? { reason: 'value', cause: error }),
      fields: [`${name}: ${type.name}, ${shape}`],
    });
  }
}
