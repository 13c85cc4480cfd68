import type { CsvForm } from './layout.ts';
import { readXlsx, type WantedSheet } from './read-xlsx.ts';
import { type Row, CELL_CHARACTERS_MAX, ROWS_MAX } from './table.ts';
import { parse } from 'csv-parse/sync';
import { PartnerFault } from '../kit/partners/partner-fault.ts';

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

/**
 * Reads the wanted columns of a CSV file. Throws `garbled` for another encoding, a row of another
 * length, and a file that was cut off: without a line break at its end.
 */
function readCsv(
  bytes: Buffer,
  wanted: readonly string[],
  { delimiter, encoding }: CsvForm,
): readonly Row[] {
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    if (!text.endsWith('\n')) throw new PartnerFault('garbled');
    const rows: unknown = parse(text, {
      delimiter,
      columns: (headers: readonly string[]) => chooseColumns(headers, wanted),
      skip_empty_lines: true,
      max_record_size: CELL_CHARACTERS_MAX * 10,
      to: ROWS_MAX + 1,
    });
    const records = rows as readonly Row[];
    if (records.length > ROWS_MAX) throw new PartnerFault('garbled');
    return records;
  } catch (error) {
    if (error instanceof PartnerFault) throw error;
    throw new PartnerFault('garbled', { cause: error });
  }
}

/** `false` skips a column: its cells are not kept. */
function chooseColumns(headers: readonly string[], wanted: readonly string[]): (string | false)[] {
  const names = headers.map((header) => header.replace(/^\uFEFF/, '').trim());
  const isWhole = wanted.every((one) => names.filter((name) => name === one).length === 1);
  if (!isWhole) throw new PartnerFault('garbled');
  return names.map((name) => (wanted.includes(name) ? name : false));
}
