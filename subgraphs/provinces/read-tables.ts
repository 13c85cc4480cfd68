import type { CsvForm } from './layout.ts';
import { readCsv } from './read-csv.ts';
import { readXlsx, type WantedSheet } from './read-xlsx.ts';
import type { Row } from './table.ts';

/** The wanted tables of a file, and its notation (null for a workbook). */
export interface WantedTables {
  readonly tables: readonly WantedSheet[];
  readonly csv: CsvForm | null;
}

/** The wanted tables of a file; throws `garbled` when it is not as agreed. */
export function readTables(
  bytes: Buffer,
  { tables, csv }: WantedTables,
): readonly (readonly Row[])[] {
  if (csv === null) return readXlsx(bytes, tables);
  return tables.map(({ headers }) => readCsv(bytes, headers, csv));
}
