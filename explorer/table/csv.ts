/**
 * Writes a table as a file that Dutch Excel opens by a double click: RFC 4180 with `;` between
 * fields, CRLF, a byte order mark, and a comma in decimal numbers. What the reader of the table was
 * told about it stands above the columns, because a file travels without its page.
 */
import type { Completeness } from './file-remarks.ts';
import type { Cell, Scalar, Table } from './flatten.ts';

const byteOrderMark = '\uFEFF';
const MARKS: Readonly<Record<Completeness, string>> = {
  complete: '',
  unknown: '-mogelijk-onvolledig',
  incomplete: '-onvolledig',
};
const betweenEntries = ' | ';

/** A spreadsheet runs a cell that starts like this as a formula (full-width forms included). */
const startsLikeFormula = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;

/** `remarks`, a line each, go first, with `#` before them as programs that read CSV expect it. */
export function csvOf(table: Table, remarks: readonly string[] = []): string {
  const lines = remarks.map((remark) => [quoted(`# ${oneLine(remark)}`)]);
  const head = table.columns.map((column) => fieldOf(column));
  const rows = table.rows.map((row) =>
    table.columns.map((column) => fieldOf(row.get(column) ?? null)),
  );
  return (
    byteOrderMark + [...lines, head, ...rows].map((fields) => `${fields.join(';')}\r\n`).join('')
  );
}

/**
 * A file name that says what was asked and when, and what the file lacks:
 * `trainings-onvolledig-2026-11-21.csv`.
 */
export function csvFileName(
  tableName: string,
  today: string,
  completeness: Completeness = 'complete',
): string {
  const mark = MARKS[completeness];
  const slug = tableName.replaceAll(/[^\p{L}\p{N}]+/gu, '-').replaceAll(/^-|-$/g, '');
  return `${slug || 'antwoord'}${mark}-${today}.csv`;
}

/** One value as a Dutch reader writes it; also what the table on the page shows. */
export function textOf(value: Scalar): string {
  if (value === null) return '';
  if (typeof value === 'number') return numberText(value);
  if (typeof value === 'boolean') return value ? 'ja' : 'nee';
  return value;
}

/** No thousands separator: a year or a count must not read as 2.026. */
function numberText(value: number): string {
  return String(value).replace('.', ',');
}

function fieldOf(cell: Cell): string {
  if (typeof cell === 'number') return quoted(textOf(cell));
  const text = isList(cell)
    ? cell.map((entry) => (entry === null ? '–' : textOf(entry))).join(betweenEntries)
    : textOf(cell);
  return quoted(startsLikeFormula.test(text) ? `'${text}` : text);
}

/** Line ends and control characters would make one remark look like several, or like rows. */
function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ');
}

function isList(cell: Cell): cell is readonly Scalar[] {
  return Array.isArray(cell);
}

function quoted(text: string): string {
  return /[;"\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
