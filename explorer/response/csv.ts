/**
 * Writes a table as a CSV file that the Dutch version of Excel opens directly: RFC 4180 with `;`
 * between fields, CRLF, a byte order mark and a decimal comma. The page's notices are repeated above
 * the columns, because the file is passed on without the page.
 */
import type { Completeness } from './file-remarks.ts';
import type { Cell, Scalar, Table } from './tables.ts';

const byteOrderMark = '\uFEFF';
const MARKS: Readonly<Record<Completeness, string>> = {
  complete: '',
  unknown: '-mogelijk-onvolledig',
  incomplete: '-onvolledig',
};
const betweenEntries = ' | ';

/** A spreadsheet treats a cell that starts with one of these characters as a formula. */
const startsLikeFormula = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;

/** Each remark becomes a line with `#` above the columns, which CSV readers can skip as a comment. */
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

/** For example `trainings-onvolledig-2026-11-21.csv`: table, completeness and date. */
export function csvFileName(
  tableName: string,
  today: string,
  completeness: Completeness = 'complete',
): string {
  const mark = MARKS[completeness];
  const slug = tableName.replaceAll(/[^\p{L}\p{N}]+/gu, '-').replaceAll(/^-|-$/g, '');
  return `${slug || 'antwoord'}${mark}-${today}.csv`;
}

/** A value in Dutch notation, for the file and for the table on the page. */
export function textOf(value: Scalar): string {
  if (value === null) return '';
  if (typeof value === 'number') return numberText(value);
  if (typeof value === 'boolean') return value ? 'ja' : 'nee';
  return value;
}

/** Without a thousands separator, because a year must not become 2.026. */
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

/** Line ends and control characters would make one remark look like several lines or rows. */
function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ');
}

function isList(cell: Cell): cell is readonly Scalar[] {
  return Array.isArray(cell);
}

function quoted(text: string): string {
  return /[;"\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
