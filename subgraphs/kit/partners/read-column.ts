import { PartnerFault } from './partner-fault.ts';
import type { Row } from './postgres-partner.ts';
import { shapeOf } from './shape-fault.ts';

/** Checks the value of one column; the fault of a value that does not fit names the column. */
export type ReadColumn = <Value>(column: string, check: (value: unknown) => Value) => Value;

/** A column that is missing is no NULL. */
export function columnsOf(row: Row): ReadColumn {
  return (column, check) => {
    try {
      if (!Object.hasOwn(row, column)) throw new PartnerFault('garbled', { reason: 'result' });
      return check(row[column]);
    } catch (error) {
      if (!(error instanceof PartnerFault)) throw error;
      const fields = [`${column}: ${shapeOf(row[column])}`];
      throw new PartnerFault(error.fault, { ...error.detail, fields });
    }
  };
}
