import type { CsvForm } from './layout.ts';
import { readCsv, type ReceivedFile } from './read-csv.ts';
import { readXlsx, type WantedSheet } from './read-xlsx.ts';
import type { Table } from './table.ts';

/** The wanted tables of a file, and its notation (null for a workbook). */
export interface WantedTables {
  readonly tables: readonly WantedSheet[];
  readonly csv: CsvForm | null;
}

/** The wanted tables of a file; throws `garbled` when it is not as agreed. */
export function readTables(file: ReceivedFile, { tables, csv }: WantedTables): readonly Table[] {
  if (csv === null) return readXlsx(file.bytes, tables);
  return tables.map(({ headers }) => readCsv(file, headers, csv));
}
