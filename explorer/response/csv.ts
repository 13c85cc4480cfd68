/**
 * Writes a table as a CSV file that the Dutch version of Excel opens directly: RFC 4180 with `;`
 * between fields, CRLF, a byte order mark and a decimal comma. The page's notices are repeated above
 * the columns, because the file is passed on without the page.
 */
import type { Language } from '../../ui/language.ts';
import type { Completeness } from './file-remarks.ts';
import type { Cell, Scalar, Table } from './tables.ts';
import { responseTexts } from './texts.ts';

const byteOrderMark = '\uFEFF';
const betweenEntries = ' | ';

/** A spreadsheet treats a cell that starts with one of these characters as a formula. */
const startsLikeFormula = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;

/** Heads and texts in the chosen language; days stay as `2026-12-01`, which every program reads as a day. */
export interface FileWords {
  headText(column: string): string;
  kind(column: string): CellKind;
  text(column: string, value: Scalar): string;
}

export type CellKind = 'date' | 'moment' | 'other';

const asReceived: FileWords = {
  headText: (column) => column,
  kind: () => 'other',
  text: (_, value) => textOf(value),
};

/** Each remark becomes a line with `#` above the columns, which CSV readers can skip as a comment. */
export function csvOf(
  table: Table,
  remarks: readonly string[] = [],
  words: FileWords = asReceived,
): string {
  const lines = remarks.map((remark) => [quoted(`# ${oneLine(remark)}`)]);
  const head = table.columns.map((column) => fieldOf(words.headText(column)));
  const rows = table.rows.map((row) =>
    table.columns.map((column) =>
      fieldOf(row.get(column) ?? null, (value) =>
        typeof value !== 'number' && words.kind(column) === 'other'
          ? words.text(column, value)
          : textOf(value),
      ),
    ),
  );
  return (
    byteOrderMark + [...lines, head, ...rows].map((fields) => `${fields.join(';')}\r\n`).join('')
  );
}

interface FileToName {
  readonly tableName: string;
  readonly today: string;
  readonly completeness: Completeness;
  readonly extension: 'csv' | 'xlsx';
}

/** For example `trainings-onvolledig-2026-11-21.csv`: table, completeness and date. */
export function fileName(
  { tableName, today, completeness, extension }: FileToName,
  language: Language,
): string {
  const { marks, unnamedFile } = responseTexts[language];
  const slug = tableName.replaceAll(/[^\p{L}\p{N}]+/gu, '-').replaceAll(/^-|-$/g, '');
  return `${slug || unnamedFile}${marks[completeness]}-${today}.${extension}`;
}

/** A value in the notation of the language. A number in a CSV file has the Dutch one, whatever the language. */
export function textOf(value: Scalar, language: Language = 'nl'): string {
  if (value === null) return '';
  if (typeof value === 'number') return language === 'en' ? String(value) : numberText(value);
  if (typeof value === 'boolean') return booleanTexts[language](value);
  return value;
}

const booleanTexts = {
  nl: (value: boolean) => (value ? 'ja' : 'nee'),
  en: (value: boolean) => (value ? 'yes' : 'no'),
};

/** Without a thousands separator, because a year must not become 2.026. */
function numberText(value: number): string {
  return String(value).replace('.', ',');
}

function fieldOf(cell: Cell, text: (value: Scalar) => string = textOf): string {
  if (typeof cell === 'number') return quoted(text(cell));
  return quoted(harmless(cellText(cell, text)));
}

/** The entries of a list in one text. */
export function cellText(cell: Cell, text: (value: Scalar) => string): string {
  return isList(cell)
    ? cell.map((entry) => (entry === null ? '–' : text(entry))).join(betweenEntries)
    : text(cell);
}

/** A spreadsheet shows a text behind an apostrophe and does not calculate it. */
export function harmless(text: string): string {
  return startsLikeFormula.test(text) ? `'${text}` : text;
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
