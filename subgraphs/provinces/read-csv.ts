import { parse } from 'csv-parse/sync';
import { PartnerFault } from '../kit/partners/partner-fault.ts';
import { decodeText } from './decode-text.ts';
import { findColumns, LINES_TO_HEADER_MAX } from './find-columns.ts';
import type { CsvForm } from './layout.ts';
import { CELL_CHARACTERS_MAX, COLUMNS_MAX, ROWS_MAX, type Row, type Table } from './table.ts';

/** A file as it was received. */
export interface ReceivedFile {
  readonly bytes: Buffer;
  /** The character encoding that the response declares. */
  readonly charset: string | null;
  /** Whether HTTP itself would have told that a part is missing. */
  readonly isDelimited: boolean;
}

type Line = readonly string[];

/** Delimiters behind the last cell with something in it. */
const LINE_TO_KEEP_MAX = 10_000;

/**
 * Reads the wanted columns of a CSV file (RFC 4180) as spreadsheet programs write it: with `sep=;` in front, lines
 * above the headers, lines of delimiters alone, line ends of any sort, and `="0042"` for a text of digits. Throws
 * `garbled` for another encoding and for a file that was cut off.
 */
export function readCsv(
  { bytes, charset, isDelimited }: ReceivedFile,
  wanted: readonly string[],
  { delimiter: usual, encoding }: CsvForm,
): Table {
  const text = decodeText(bytes, charset, encoding);
  const [mark = '', named] = /^"?sep=([;,\t|])"?(?:\r\n|\n|\r)/i.exec(text) ?? [];
  const delimiter = named ?? usual;
  const lines = readLines(withoutEmptyEnd(text.slice(mark.length), delimiter), delimiter);
  const { line, columns } = findColumns(
    lines.slice(0, LINES_TO_HEADER_MAX).map((cells) => cells.map((cell, column) => [column, cell])),
    wanted,
  );
  const width = lines[line]?.length ?? 0;
  const rows = lines.slice(line + 1);
  if (rows.length > ROWS_MAX) throw new PartnerFault('garbled', { reason: 'size' });
  const isLastWhole = isDelimited && (rows.at(-1) ?? lines[line] ?? []).length >= width;
  if (!/[\r\n]$/.test(text) && !isLastWhole) {
    throw new PartnerFault('garbled', { reason: 'file', fields: ['last line: no end'] });
  }
  const broken = brokenRows(rows, width);
  const whole = rows.filter((_, index) => !broken.has(index));
  if (whole.length === 0 && broken.size > 0) {
    throw new PartnerFault('garbled', { reason: 'file', fields: [`row: not ${width} cells`] });
  }
  return {
    rows: whole.map((cells): Row =>
      Object.fromEntries(columns.map(([header, column]) => [header, cells[column] ?? null])),
    ),
    leftOut:
      broken.size === 0 ? [] : [{ what: 'row with another number of cells', count: broken.size }],
  };
}

/** The lines that hold more than delimiters and spaces. */
function readLines(text: string, delimiter: string): readonly Line[] {
  let count = 0;
  try {
    const lines: unknown = parse(withoutFormulas(text, delimiter), {
      delimiter,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      max_record_size: CELL_CHARACTERS_MAX * 10,
      on_record: (cells: string[]) => {
        if (cells.every((cell) => cell.trim() === '')) return null;
        count += 1;
        const isWithin =
          count <= ROWS_MAX + LINES_TO_HEADER_MAX && cells.length <= COLUMNS_MAX * 10;
        if (!isWithin) throw new PartnerFault('garbled', { reason: 'size' });
        return cells;
      },
    });
    return lines as readonly Line[];
  } catch (error) {
    if (error instanceof PartnerFault) throw error;
    throw new PartnerFault('garbled', { reason: 'file', cause: error });
  }
}

/** Without the lines of delimiters at its end, of which a spreadsheet program may write a million. */
function withoutEmptyEnd(text: string, delimiter: string): string {
  let end = text.length;
  while (end > 0 && (text[end - 1] === delimiter || text[end - 1]?.trim() === '')) end -= 1;
  const line = /[\r\n]/.exec(text.slice(end, end + LINE_TO_KEEP_MAX));
  return line === null ? text : text.slice(0, end + line.index);
}

/** `="0042"`, which keeps a spreadsheet program from making a number of it, as the text that it means. */
function withoutFormulas(text: string, delimiter: string): string {
  if (!text.includes('="')) return text;
  const between = delimiter === '|' ? String.raw`\|` : delimiter;
  const formula = new RegExp(`(^|[\r\n${between}])="([^"\r\n]*)"(?=[\r\n${between}]|$)`, 'g');
  return text.replaceAll(formula, '$1"$2"');
}

/**
 * The rows of which a cell may have moved to another column: those with a delimiter too many, and pieces of a row
 * with a line break in a cell without quotes. A row that is merely short lacks its last cells, which some programs
 * leave out when they are empty; and delimiters behind every row hold nothing.
 */
function brokenRows(rows: readonly Line[], width: number): ReadonlySet<number> {
  const broken = new Set<number>();
  const widest = Math.max(width, usualLength(rows));
  for (const [index, cells] of rows.entries()) {
    const { length } = cells;
    const isTooLong = length > widest || cells.slice(width).some((cell) => cell.trim() !== '');
    if (isTooLong) broken.add(index);
    if (length >= width || broken.has(index)) continue;
    let together = length;
    for (let next = index + 1; (rows[next]?.length ?? width) < width; next += 1) {
      together += (rows[next]?.length ?? 0) - 1;
      if (together < width) continue;
      if (together === width) for (let at = index; at <= next; at += 1) broken.add(at);
      break;
    }
  }
  return broken;
}

/** The length that most rows have; one row alone has none. */
function usualLength(rows: readonly Line[]): number {
  const counts = new Map<number, number>();
  for (const { length } of rows) counts.set(length, (counts.get(length) ?? 0) + 1);
  const [length, count] = [...counts].toSorted(([, a], [, b]) => b - a)[0] ?? [0, 0];
  return count > 1 ? length : 0;
}
